import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Linux's Secret Service is the only keychain that a test can have to itself. */
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describeOnLinux('on a desktop of its own', () => {
  let folder: string;
  let children: ChildProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quadrat-keychain-'));
    for (const name of ['run', 'data']) mkdirSync(join(folder, name), { mode: 0o700 });
    children = [];
  });
  afterEach(async () => {
    for (const child of children.reverse()) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    }
    rmSync(folder, { recursive: true });
  });

  function desktop(bus: string | undefined): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return {
      ...{ PATH, HOME, LANG: 'C.UTF-8' },
      XDG_RUNTIME_DIR: join(folder, 'run'),
      XDG_DATA_HOME: join(folder, 'data'),
      ...(bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus }),
    };
  }

  /** A session bus that starts no service by itself. */
  async function startBus(): Promise<string> {
    const address = `unix:path=${join(folder, 'bus')}`;
    const config = join(folder, 'bus.conf');
    writeFileSync(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>${address}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
    );
    const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
      env: desktop(undefined),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(bus);
    await once(bus.stdout, 'data');
    return address;
  }

  /** GNOME Keyring; without a password its keyring stays locked. */
  async function startKeyring(bus: string, password: string | undefined): Promise<ChildProcess> {
    const args = ['--foreground', '--components=secrets', ...(password === undefined ? [] : ['--unlock'])];
    const keyring = spawn('gnome-keyring-daemon', args, {
      env: desktop(bus),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    children.push(keyring);
    keyring.stdin.end(password ?? '');
    const owner = ['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/'];
    for (let tries = 0; tries < 100; tries += 1) {
      const ask = spawn(
        'gdbus',
        [...owner, '--method', 'org.freedesktop.DBus.GetNameOwner', 'org.freedesktop.secrets'],
        { env: desktop(bus), stdio: 'ignore' },
      );
      const [code] = await once(ask, 'exit');
      if (code === 0) return keyring;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error('GNOME Keyring did not come up');
  }

  /** Runs calls of the adapter in a process of its own on the desktop; returns their answers. */
  async function run(bus: string | undefined, ...calls: string[]): Promise<unknown[]> {
    return runHearing(() => {}, bus, ...calls);
  }

  /** As `run`; `heard` hears of each answer as it comes. */
  async function runHearing(
    heard: (answers: number) => void,
    bus: string | undefined,
    ...calls: string[]
  ): Promise<unknown[]> {
    const adapter = pathToFileURL(resolve('src/main/features/session/adapters/keytar-keychain.adapter.ts'));
    const program = `
      import { createKeytarKeychain } from ${JSON.stringify(adapter.href)};
      const keychain = createKeytarKeychain('demo-stadt/test', 1500);
      const other = createKeytarKeychain('demo-stadt/other', 1500);
      const moment = async () => { await new Promise((resume) => setTimeout(resume, 1000)); return {}; };
      for (const call of [${calls.map((call) => `() => ${call}`).join(', ')}]) {
        console.log(JSON.stringify(await call()));
      }
      process.exit();`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, args, { env: desktop(bus), stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      heard(output.split('\n').length - 1);
    });
    await once(child, 'close');
    return output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  test('keeps, replaces and removes a secret, for other processes too', async () => {
    const bus = await startBus();
    await startKeyring(bus, 'open');
    const long = `'ä€'.repeat(2000)`;
    expect(await run(bus, 'keychain.load()', "keychain.save('one')", `keychain.save(${long})`)).toEqual([
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
    expect(await run(bus, 'keychain.load()', 'other.load()', 'keychain.remove()', 'keychain.load()')).toEqual(
      [{ ok: true, secret: 'ä€'.repeat(2000) }, { ok: true }, { ok: true }, { ok: true }],
    );
  });

  test('removing what is not there is no failure', async () => {
    const bus = await startBus();
    await startKeyring(bus, 'open');
    expect(await run(bus, 'keychain.remove()')).toEqual([{ ok: true }]);
  });

  const refused = { ok: false, problem: 'keychain-refused' };
  const missing = { ok: false, problem: 'keychain-missing' };

  test('without a session bus there is no keychain', async () => {
    const calls = ["keychain.save('one')", 'keychain.load()', 'keychain.remove()'];
    for (const bus of [undefined, 'disabled:', 'unix:path=/nowhere']) {
      expect(await run(bus, ...calls)).toEqual([missing, missing, missing]);
    }
  });

  test('without a Secret Service on the bus there is no keychain', async () => {
    expect(await run(await startBus(), "keychain.save('one')", 'keychain.load()')).toEqual([
      missing,
      missing,
    ]);
  });

  test('a keyring that nobody unlocks refuses, within its time', async () => {
    const bus = await startBus();
    await startKeyring(bus, undefined);
    expect(await run(bus, "keychain.save('one')")).toMatchObject([refused]);
  });

  test('a keyring that hangs is not waited for, and what it keeps too late is removed', async () => {
    const bus = await startBus();
    const keyring = await startKeyring(bus, 'open');
    keyring.kill('SIGSTOP');
    const goOn = (answers: number) => answers === 2 && keyring.kill('SIGCONT');
    const calls = ["keychain.save('one')", 'keychain.load()', 'moment()'];
    expect(await runHearing(goOn, bus, ...calls)).toMatchObject([refused, refused, {}]);
    expect(await run(bus, 'keychain.load()')).toEqual([{ ok: true }]);
  });

  test('what is kept in time after a call that came too late stays', async () => {
    const bus = await startBus();
    const keyring = await startKeyring(bus, 'open');
    keyring.kill('SIGSTOP');
    const goOn = (answers: number) => answers === 1 && keyring.kill('SIGCONT');
    const calls = ["keychain.save('one')", "keychain.save('two')", 'moment()'];
    expect(await runHearing(goOn, bus, ...calls)).toMatchObject([refused, { ok: true }, {}]);
    expect(await run(bus, 'keychain.load()')).toEqual([{ ok: true, secret: 'two' }]);
  });
});
