import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageApp } from './package.mjs';
import { asProgram } from './program.mjs';
import { end, root, run, start } from './run.mjs';

const CITY_START_LIMIT_MS = 60_000;
const CITY_STOP_LIMIT_MS = 5_000;
const CITY_OPTION = '--demo-city=';

/**
 * Opens the client in a demo city: in the one whose folder is given (`npm start -- --demo-city=<folder>`), else in
 * one of its own that ends with the client. All arguments go to the client.
 */
async function startQuadrat() {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    console.log(
      'There is no display here, so nobody could see the window. The tour shows it in pictures instead.',
    );
    const tour = await run(process.execPath, ['--import', 'tsx', join(root, 'tests', 'tour', 'main.ts')], {
      cwd: root,
      show: true,
    });
    process.exitCode = tour.code === 0 ? 0 : 1;
    return;
  }
  const given = process.argv.slice(2);
  const executable = await packageApp('demo');
  const city = given.some((argument) => argument.startsWith(CITY_OPTION)) ? undefined : await openCity();
  try {
    process.exitCode = await openClient(executable, [
      ...(city ? [CITY_OPTION + city.folder] : []),
      // Chromium refuses to run its sandbox as root.
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...given,
    ]);
  } finally {
    await city?.close();
  }
}

/**
 * @param {string} executable
 * @param {string[]} args
 * @returns {Promise<number>} exit code, once its window is closed
 */
function openClient(executable, args) {
  // Chromium writes much to stderr that means nothing to a person.
  const errors = process.env['QUADRAT_DEBUG'] ? 'inherit' : 'ignore';
  const client = start(executable, args, { cwd: root, stdio: ['ignore', 'inherit', errors] });
  return new Promise((resolve, reject) => {
    client.once('error', reject);
    client.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * A demo city of our own. What it says of itself (addresses, people, passwords) is shown.
 *
 * @returns {Promise<{folder: string, close: () => Promise<void>}>}
 */
async function openCity() {
  console.log('The demo city is starting …');
  // It lives as long as its standard input is open: so it ends with us even when we are killed.
  const city = start(process.execPath, ['--import', 'tsx', join(root, 'city', 'main.ts'), '--control'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(city, 'exit').catch(() => undefined);
  const lines = createInterface({ input: /** @type {import('node:stream').Readable} */ (city.stdout) });
  const folder = await /** @type {Promise<string | undefined>} */ (
    new Promise((resolve) => {
      const late = setTimeout(() => resolve(undefined), CITY_START_LIMIT_MS);
      void ended.then(() => resolve(undefined));
      lines.on('line', (line) => {
        const ready = /^city ready (.+)$/.exec(line)?.[1];
        if (ready === undefined) {
          console.log(line);
          return;
        }
        clearTimeout(late);
        resolve(ready);
      });
    })
  );
  const close = async () => {
    city.stdin?.end();
    const impatient = setTimeout(() => void end(city), CITY_STOP_LIMIT_MS);
    await ended;
    clearTimeout(impatient);
  };
  if (folder === undefined) {
    await close();
    throw new Error('The demo city did not start.');
  }
  return { folder, close };
}

await asProgram(import.meta.url, startQuadrat);
