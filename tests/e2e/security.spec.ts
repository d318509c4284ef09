import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ElectronApplication, Page } from '@playwright/test';
import type { DemoCity } from './support/city';
import type { Client } from './support/client';
import { expect, test } from './support/fixtures';

/** Tries a forbidden act in the running app; answers what came of it. */
type Attempt = (place: { page: Page; app: ElectronApplication; city: DemoCity }) => Promise<unknown>;

const elsewhere = 'https://elsewhere.invalid/';

/** Opens a window with our preload on a page that is not ours, and calls main from there. */
function callFrom(app: ElectronApplication, url: string): Promise<string> {
  return app.evaluate(async ({ BrowserWindow, app: electron }, address) => {
    const preload = `${electron.getAppPath()}/out/preload/index.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await window.loadURL(address).catch(() => {});
    const answer = (await window.webContents.executeJavaScript(
      `quadrat.call('session', 'status', undefined).then(() => 'answered', () => 'refused')`,
    )) as string;
    window.destroy();
    return answer;
  }, url);
}

const forbidden: readonly (readonly [rule: string, act: string, attempt: Attempt, outcome: unknown])[] = [
  [
    'sender',
    'a foreign page with our preload calls main',
    ({ app }) => callFrom(app, 'data:text/html,x'),
    'refused',
  ],
  [
    'sender',
    'our own page in a window that is not wired calls main',
    ({ app }) => callFrom(app, 'app://quadrat/'),
    'refused',
  ],
  [
    'sender',
    'a frame inside our page finds the wire',
    ({ page }) =>
      page.evaluate(async () => {
        const frame = document.createElement('iframe');
        frame.srcdoc = '<p>x';
        document.body.append(frame);
        await new Promise((done) => setTimeout(done, 300));
        const reach = Reflect.get(frame.contentWindow ?? {}, 'quadrat') === undefined ? 'no wire' : 'wire';
        frame.remove();
        return reach;
      }),
    'no wire',
  ],
  ['switchboard', 'an unknown call', ({ page }) => callMain(page, 'session', 'tokens'), 'refused'],
  [
    'switchboard',
    'a name from the prototype',
    ({ page }) => callMain(page, 'session', 'constructor'),
    'refused',
  ],
  [
    'switchboard',
    'a feature from the prototype',
    ({ page }) => callMain(page, '__proto__', 'toString'),
    'refused',
  ],
  [
    'switchboard',
    'malformed input',
    ({ page }) => callMain(page, 'settings', 'change', { theme: 'pink' }),
    'refused',
  ],
  [
    'isolation',
    'Node in the page',
    ({ page }) =>
      page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')]),
    ['undefined', 'undefined'],
  ],
  ['navigation', 'our page goes elsewhere', ({ page }) => goTo(page, elsewhere), 'app://quadrat/'],
  ['navigation', 'our page goes to a file', ({ page }) => goTo(page, 'file:///etc/passwd'), 'app://quadrat/'],
  ['navigation', 'our page goes to a script', ({ page }) => goTo(page, 'data:text/html,x'), 'app://quadrat/'],
  ['navigation', 'window.open', ({ page }) => page.evaluate((url) => window.open(url), elsewhere), null],
  [
    'navigation',
    'a webview',
    ({ page, app }) =>
      page
        .evaluate((url) => {
          const view = document.createElement('webview');
          view.setAttribute('src', url);
          document.body.append(view);
          return new Promise((done) => setTimeout(done, 300)).then(() => view.remove());
        }, elsewhere)
        .then(() =>
          app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getType())),
        ),
    ['window'],
  ],
  [
    'permissions',
    'microphone outside a meeting',
    ({ page }) => media(page, { audio: true }),
    'NotAllowedError',
  ],
  ['permissions', 'camera outside a meeting', ({ page }) => media(page, { video: true }), 'NotAllowedError'],
  [
    'permissions',
    'the screen',
    ({ page }) =>
      page.evaluate(() =>
        navigator.mediaDevices.getDisplayMedia().then(
          () => 'taken',
          () => 'refused',
        ),
      ),
    'refused',
  ],
  [
    'permissions',
    'everything else that can be asked for',
    ({ page }) =>
      page.evaluate(async () => {
        const names = [
          'geolocation',
          'notifications',
          'midi',
          'clipboard-read',
          'persistent-storage',
          'camera',
          'microphone',
        ];
        const states = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
        return [...new Set((await Promise.all(states)).map(({ state }) => state))];
      }),
    ['denied'],
  ],
  [
    'app protocol',
    'out of the folder',
    ({ page }) => status(page, 'app://quadrat/..%2f..%2fpackage.json'),
    404,
  ],
  ['app protocol', 'a file we do not ship', ({ page }) => status(page, 'app://quadrat/nothing.js'), 404],
  ['app protocol', 'another method', ({ page }) => status(page, 'app://quadrat/index.html', 'POST'), 404],
  ['app protocol', 'another host', ({ page }) => status(page, 'app://elsewhere/index.html'), 'failed'],
  ['policy', 'a connection elsewhere', ({ page }) => status(page, elsewhere), 'failed'],
  [
    'policy',
    'code out of text',
    ({ page }) =>
      page.evaluate(() => {
        // Runs as a script of the page itself; what the test driver evaluates is not under the page's policy.
        return new Promise((done) => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          setTimeout(() => done(Reflect.get(window, 'ran') === undefined ? 'held' : 'ran'), 200);
        });
      }),
    'held',
  ],
  [
    'egress',
    'a session goes past the gateway to an address that is on no list of exceptions but Chromium’s own',
    ({ app }) =>
      app.evaluate(async ({ session, app: electron }) => {
        const gateway = `PROXY ${electron.commandLine.getSwitchValue('proxy-server').replace('http://', '')}`;
        const sessions = [session.defaultSession, session.fromPartition('city')];
        const ways = await Promise.all(sessions.map((one) => one.resolveProxy('http://169.254.1.1/')));
        return ways.filter((way) => way !== gateway);
      }),
    [],
  ],
  [
    'egress',
    'a session made this moment asks a server of this machine: the gateway is asked, and refuses',
    async ({ app }) => {
      let visits = 0;
      const server = createServer((_, response) => {
        visits += 1;
        response.end();
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const statuses = await app.evaluate(async ({ session }, address) => {
        const answers = [1, 2, 3].map((number) => session.fromPartition(`made-now-${number}`).fetch(address));
        return (await Promise.all(answers)).map(({ status }) => status);
      }, `http://127.0.0.1:${port}/`);
      server.close();
      return { visits, statuses };
    },
    { visits: 0, statuses: [403, 403, 403] },
  ],
  [
    'egress',
    'looking up a name (proves that the network switches took)',
    ({ app }) =>
      app.evaluate(({ session }) =>
        session.defaultSession.resolveHost('localhost').then(
          () => 'found',
          () => 'not found',
        ),
      ),
    'not found',
  ],
  [
    'egress',
    'a connection by Node',
    ({ app }) =>
      app.evaluate(() => {
        try {
          process.getBuiltinModule('node:net').connect(9, '127.0.0.1');
          return 'went out';
        } catch (error) {
          return (error as Error).name;
        }
      }),
    'TrafficHeld',
  ],
  [
    'egress',
    'main asks a server elsewhere: the gateway refuses',
    ({ app }) =>
      app.evaluate(
        ({ session }, url) =>
          session.defaultSession.fetch(url).then(
            () => 'answered',
            (error) => String(error),
          ),
        elsewhere,
      ),
    'Error: net::ERR_TUNNEL_CONNECTION_FAILED',
  ],
];

function callMain(page: Page, feature: string, name: string, input?: unknown): Promise<string> {
  return page.evaluate(
    ([place, call, value]) =>
      (Reflect.get(window, 'quadrat') as { call(...args: unknown[]): Promise<unknown> })
        .call(place, call, value)
        .then(
          () => 'answered',
          () => 'refused',
        ),
    [feature, name, input] as const,
  );
}

async function goTo(page: Page, url: string): Promise<string> {
  await page.evaluate((address) => {
    location.href = address;
  }, url);
  await page.waitForTimeout(300);
  return page.url();
}

function media(page: Page, wish: { audio?: boolean; video?: boolean }): Promise<string> {
  return page.evaluate(
    (wanted) =>
      navigator.mediaDevices.getUserMedia(wanted).then(
        () => 'taken',
        (error: Error) => error.name,
      ),
    wish,
  );
}

function status(page: Page, url: string, method = 'GET'): Promise<number | 'failed'> {
  return page.evaluate(
    ([address, verb]) =>
      fetch(address, { method: verb }).then(
        (response) => response.status,
        () => 'failed' as const,
      ),
    [url, method] as const,
  );
}

test.describe('what no page may do', () => {
  let client: Client;

  test.beforeEach(async ({ openClient }) => {
    client = await openClient();
  });

  test('every forbidden act is refused', async ({ city }) => {
    for (const [rule, act, attempt, outcome] of forbidden) {
      await test.step(`${rule}: ${act}`, async () => {
        const { page, app } = client;
        await expect.soft(attempt({ page, app, city }), `${rule}: ${act}`).resolves.toEqual(outcome);
      });
    }
  });
});
