import { chmodSync, copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, fillFolder } from './cache.mjs';
import { debianPackages, WORKER_BUILD_PACKAGES } from './debian-packages.mjs';
import { fingerprint } from './fingerprint.mjs';
import { asProgram } from './program.mjs';
import { progress } from './progress.mjs';
import { run } from './run.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const PROGRAM = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
const FETCH_LIMIT_MS = 2 * 60 * 1000;
const BUILD_LIMIT_MS = 40 * 60 * 1000;
/** The worker ends so when it is started without its parent's version: proof that it runs on this machine. */
const STARTED_ALONE = 41;

/** Our stand-ins for the libraries that mediasoup's build would download; the wraps say which folder each must be. */
const STAND_INS = ['libuv', 'openssl', 'libsrtp3', 'flatbuffers', 'unordered-dense', 'abseil-cpp'];

/** Each must be found in the source, else a new mediasoup needs a new look at it. Reasons: sfu-worker/README.md. */
const CHANGES = [
  { file: 'meson.build', from: "meson_version: '>= 1.1.0'", to: "meson_version: '>= 1.0.0'" },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN) ?',
    to: '((operationType & BIO_CB_RETURN) != 0) ?',
  },
];

const SETTINGS = [
  '-Ddebug=false',
  '-Doptimization=2',
  '-Db_ndebug=true',
  '-Db_pie=true',
  '--wrap-mode=nodownload',
];

/**
 * The mediasoup worker for the installed `mediasoup`: `$MEDIASOUP_WORKER_BIN`, else the cached one, else the project's
 * own release, else built here with Debian's packages (about four minutes on two cores).
 *
 * @returns {Promise<string>} path of the program
 * @throws {Error} with a sentence for the person, when it can be had in none of these ways
 */
export async function sfuWorker() {
  if (process.env['MEDIASOUP_WORKER_BIN']) return process.env['MEDIASOUP_WORKER_BIN'];
  const mediasoup = join(here, '..', 'node_modules', 'mediasoup');
  const { version } = JSON.parse(readFileSync(join(mediasoup, 'package.json'), 'utf8'));
  const facts = [JSON.stringify(CHANGES), ...SETTINGS, process.platform, process.arch];
  const recipe = fingerprint(join(here, 'sfu-worker'), STAND_INS, facts).slice(0, 12);
  const folder = join(cacheFolder(), 'mediasoup-worker', `${version}-${recipe}`);
  const program = join(folder, PROGRAM);
  if (!existsSync(program)) {
    await fillFolder(folder, async (staging) => {
      const made =
        (await fetchWorker(mediasoup, version)) ?? (await buildWorker(mediasoup, version, staging));
      await proveItRuns(made);
      copyFileSync(made, join(staging, PROGRAM));
      rmSync(join(staging, 'worker'), { recursive: true, force: true });
    });
  }
  return program;
}

/**
 * mediasoup's own way: its install script, which we do not let npm run, fetches a ready worker. Without a Python it
 * cannot go on to its build, which needs yet more downloads.
 *
 * @param {string} mediasoup
 * @param {string} version
 * @returns {Promise<string | undefined>}
 */
async function fetchWorker(mediasoup, version) {
  const line = progress(`mediasoup worker ${version}:`);
  line.update('fetching');
  const { code } = await run(process.execPath, ['npm-scripts.mjs', 'postinstall'], {
    cwd: mediasoup,
    env: { ...process.env, PYTHON: 'no-python-wanted' },
    limitMs: FETCH_LIMIT_MS,
  });
  const fetched = join(mediasoup, 'worker', 'out', 'Release', PROGRAM);
  if (code === 0 && existsSync(fetched)) {
    line.end('fetched');
    return fetched;
  }
  line.end('no ready one could be fetched');
  return undefined;
}

/**
 * @param {string} mediasoup
 * @param {string} version
 * @param {string} staging
 */
async function buildWorker(mediasoup, version, staging) {
  if (!(await debianPackages(WORKER_BUILD_PACKAGES))) {
    throw new Error(
      `The mediasoup worker ${version} could not be fetched, and only on Debian can it be built here. ` +
        'Please check the connection, or set MEDIASOUP_WORKER_BIN to a worker of that version.',
    );
  }
  const source = join(staging, 'worker');
  cpSync(join(mediasoup, 'worker'), source, { recursive: true });
  for (const name of STAND_INS) {
    const wrap = readFileSync(join(source, 'subprojects', `${name}.wrap`), 'utf8');
    const directory = /^directory = (.+)$/m.exec(wrap)?.[1];
    if (directory === undefined) throw new Error(`${name}.wrap of mediasoup ${version} names no directory.`);
    cpSync(join(here, 'sfu-worker', name), join(source, 'subprojects', directory), { recursive: true });
  }
  for (const { file, from, to } of CHANGES) {
    const text = readFileSync(join(source, file), 'utf8');
    if (!text.includes(from)) throw new Error(`mediasoup ${version} has no "${from}" in ${file} any more.`);
    writeFileSync(join(source, file), text.replace(from, to));
  }

  const line = progress(`mediasoup worker ${version}, building:`);
  await make(source, 'meson', ['setup', 'build', ...SETTINGS]);
  await make(source, 'ninja', ['-C', 'build', '-j', String(availableParallelism()), PROGRAM], (text) => {
    const step = /^\[\d+\/\d+\]/.exec(text)?.[0];
    if (step !== undefined) line.update(step);
  });
  const program = join(source, 'build', PROGRAM);
  await make(source, 'strip', [program]);
  line.end('built');
  return program;
}

/**
 * @param {string} cwd
 * @param {string} command
 * @param {string[]} args
 * @param {(line: string) => void} [onLine]
 */
async function make(cwd, command, args, onLine = () => undefined) {
  const { code, timedOut, output } = await run(command, args, { cwd, limitMs: BUILD_LIMIT_MS, onLine });
  if (timedOut)
    throw new Error(`${command} took longer than ${BUILD_LIMIT_MS / 60_000} minutes and was ended.`);
  if (code !== 0) {
    throw new Error(
      `The mediasoup worker could not be built; ${command} said:\n${output.trim().slice(-3000)}`,
    );
  }
}

/** @param {string} program */
async function proveItRuns(program) {
  chmodSync(program, 0o755);
  const { code, output } = await run(program, [], { env: {}, limitMs: 10_000 });
  if (code !== STARTED_ALONE)
    throw new Error(`The mediasoup worker does not run on this machine: ${output.trim()}`);
}

await asProgram(import.meta.url, async () => console.log(await sfuWorker()));
