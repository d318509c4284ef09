import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageApp } from './package.mjs';
import { asProgram } from './program.mjs';
import { end, programOf, root, run, start } from './run.mjs';

const CITY_LIMIT_MS = 60_000;
const CITY_OPTION = '--demo-city=';

/**
 * Opens the client in a demo city: in the one whose folder is given (`npm start -- --demo-city=<folder>`), else in
 * one of its own that ends with the client. All other arguments go to the client.
 */
async function startQuadrat() {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    console.log(
      'There is no display here, so nobody could see the window. The tour shows it in pictures instead.',
    );
    const tour = await run(process.execPath, [join(root, 'scripts', 'tour.mjs')], { cwd: root, show: true });
    process.exitCode = tour.code === 0 ? 0 : 1;
    return;
  }
  const given = process.argv.slice(2);
  const executable = await packageApp('demo');
  const city = given.some((argument) => argument.startsWith(CITY_OPTION)) ? undefined : await startCity();
  if (city) tellPeople(city.folder);

  const client = start(
    executable,
    [
      ...(city ? [CITY_OPTION + city.folder] : []),
      // Chromium refuses to run its sandbox as root.
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...given,
    ],
    { cwd: root, stdio: ['ignore', 'inherit', process.env['QUADRAT_DEBUG'] ? 'inherit' : 'ignore'] },
  );
  const code = await new Promise((resolve) => {
    client.once('error', (error) => {
      console.error(`Quadrat could not be opened: ${error.message}`);
      resolve(1);
    });
    client.once('exit', (exitCode, signal) => resolve(signal === null ? exitCode : 1));
    city?.process.once('exit', () =>
      console.error('The demo city has ended; Quadrat stays open without it.'),
    );
  });
  city?.process.removeAllListeners('exit');
  if (city) await end(city.process);
  process.exitCode = code;
}

/** @returns {Promise<{process: import('node:child_process').ChildProcess, folder: string}>} */
async function startCity() {
  console.log('The demo city is starting …');
  // As long as its standard input is open the city lives: it ends with us even when we are killed.
  const city = start(process.execPath, [programOf('tsx'), join(root, 'city', 'main.ts'), '--control'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = /** @type {string[]} */ ([]);
  const folder = await /** @type {Promise<string | undefined>} */ (
    new Promise((resolve) => {
      const late = setTimeout(() => resolve(undefined), CITY_LIMIT_MS);
      city.once('error', () => resolve(undefined));
      city.once('exit', () => resolve(undefined));
      createInterface({ input: /** @type {import('node:stream').Readable} */ (city.stdout) }).on(
        'line',
        (line) => {
          said.push(line);
          const ready = /^city ready (.+)$/.exec(line)?.[1];
          if (ready === undefined) return;
          clearTimeout(late);
          resolve(ready);
        },
      );
    })
  );
  if (folder === undefined) {
    await end(city);
    throw new Error(`The demo city did not start. It said:\n${said.join('\n') || '(nothing)'}`);
  }
  return { process: city, folder };
}

/** @param {string} folder of the demo city */
function tellPeople(folder) {
  /** @type {{people: {name: string, login: string, password: string}[]}} */
  const { people } = JSON.parse(readFileSync(join(folder, 'city.json'), 'utf8'));
  const width = Math.max(...people.map(({ name }) => name.length));
  console.log('\nPeople of the demo city (name, login, password):');
  for (const { name, login, password } of people) {
    console.log(`  ${name.padEnd(width)}  ${login.padEnd(10)}  ${password}`);
  }
  console.log('\nQuadrat is opening. Ctrl-C ends it and the city.\n');
}

await asProgram(import.meta.url, startQuadrat);
