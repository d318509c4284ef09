import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder } from './cache.mjs';
import { end, run, start, whenCutShort } from './run.mjs';

/**
 * A headless desk: everything a desktop program expects around it, of its own and thrown away afterwards.
 *
 * @typedef {object} Desk
 * @property {NodeJS.ProcessEnv} env environment for programs that run on it
 * @property {() => Promise<void>} stop puts everything away
 */

const START_LIMIT_MS = 15_000;
const KEYRING_PASSWORD = 'desk';

/** A session bus that starts nothing by itself: no keyring that was not asked for, nothing left behind. */
const BUS_SETTINGS = (/** @type {string} */ socket) => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * Opens a desk with a display of 1440 × 900, a session bus, folders of its own and, if wanted, an unlocked keyring
 * (Secret Service). The person's own display, bus, keyring and settings are never touched. Linux only: elsewhere the
 * desk is the one the person sits at.
 *
 * @param {{keyring: boolean}} options
 * @returns {Promise<Desk>}
 */
export async function openDesk({ keyring }) {
  if (process.platform !== 'linux') return { env: { ...process.env }, stop: async () => {} };

  const folder = mkdtempSync(join(tmpdir(), 'quadrat-desk-'));
  const putAway = () => rmSync(folder, { recursive: true, force: true });
  const forget = whenCutShort(putAway);
  const started = /** @type {import('node:child_process').ChildProcess[]} */ ([]);
  const stop = async () => {
    for (const child of started.reverse()) await end(child);
    putAway();
    forget();
  };
  try {
    const env = privateEnvironment(folder);

    const display = start(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-ac', '-noreset'],
      {
        env,
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    started.push(display);
    env['DISPLAY'] = `:${await firstLine(display, 3, 'Xvfb')}`;

    const settings = join(folder, 'bus.conf');
    writeFileSync(settings, BUS_SETTINGS(join(folder, 'bus')));
    const bus = start(
      'dbus-daemon',
      [`--config-file=${settings}`, '--nofork', '--nopidfile', '--print-address=3'],
      {
        env,
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    started.push(bus);
    env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus, 3, 'dbus-daemon');

    if (keyring) {
      const daemon = start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      started.push(daemon);
      daemon.stdin?.end(KEYRING_PASSWORD);
      await secretServiceOn(env);
    }
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} folder @returns {NodeJS.ProcessEnv} */
function privateEnvironment(folder) {
  const env = { ...process.env };
  for (const name of ['WAYLAND_DISPLAY', 'XAUTHORITY', 'GNOME_KEYRING_CONTROL', 'DBUS_SESSION_BUS_ADDRESS']) {
    delete env[name];
  }
  const own = {
    HOME: 'home',
    XDG_CONFIG_HOME: 'config',
    XDG_DATA_HOME: 'data',
    XDG_STATE_HOME: 'state',
    XDG_RUNTIME_DIR: 'runtime',
  };
  for (const [name, place] of Object.entries(own)) {
    env[name] = join(folder, place);
    mkdirSync(join(folder, place), { mode: 0o700 });
  }
  // What was fetched or built once is used here too, though HOME is another.
  const shared = { QUADRAT_CACHE: cacheFolder() };
  // Chromium chooses its keychain by the desktop; the accessibility bus would be one more thing started unasked.
  return { ...env, ...shared, XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_TYPE: 'x11', NO_AT_BRIDGE: '1' };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} channel
 * @param {string} name
 * @returns {Promise<string>}
 */
function firstLine(child, channel, name) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${name} did not start in ${START_LIMIT_MS / 1000} s.`)),
      START_LIMIT_MS,
    );
    const settle = (/** @type {() => void} */ act) => {
      clearTimeout(late);
      act();
    };
    let text = '';
    const stream = /** @type {import('node:stream').Readable} */ (child.stdio[channel]);
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) settle(() => resolve(text.split('\n')[0]?.trim() ?? ''));
    });
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code) => settle(() => reject(new Error(`${name} ended at once (code ${code}).`))));
  });
}

/** @param {NodeJS.ProcessEnv} env */
async function secretServiceOn(env) {
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ];
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const { output } = await run('dbus-send', [...question, 'string:org.freedesktop.secrets'], { env });
    if (output.includes('boolean true')) return;
    await pause(50);
  }
  throw new Error(`gnome-keyring-daemon did not start in ${START_LIMIT_MS / 1000} s.`);
}
