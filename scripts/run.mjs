import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How long a program may take to end by itself before it is killed. */
const GRACE_MS = 5_000;
/** How long the output of a program that has ended is waited for. */
const LAST_WORDS_MS = 2_000;
/** The longest that setTimeout can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] whole environment of the child (default: ours)
 * @property {number} [limitMs] after this the child and all its children are ended (default: never)
 * @property {boolean} [show] the child writes straight to our own stdout and stderr; nothing is collected
 * @property {(line: string) => void} [onLine] called for each line the child writes, as it comes
 *
 * @typedef {object} RunResult
 * @property {number} code the child's exit code; -1 when it was ended by a signal or could not be started
 * @property {boolean} timedOut ended by us because of `limitMs`
 * @property {string} output stdout and stderr as they came
 */

/** What we started and is still running. */
const running = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());
/** What else is to be put away when we end too early. */
const cleanups = /** @type {Set<() => void>} */ (new Set());

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(signal, async () => {
    await Promise.all([...running].map(end));
    // Where somebody else listens too (a test runner), the end is theirs to decide.
    if (process.listenerCount(signal) === 0) process.exit(code);
  });
}

// An end that nobody foresaw (an error nobody caught) leaves nothing behind either.
process.once('exit', () => {
  for (const child of running) signalTree(child, 'SIGKILL');
  for (const cleanup of cleanups) cleanup();
});

/**
 * Has something put away when we end before we could do it ourselves.
 *
 * @param {() => void} cleanup
 * @returns {() => void} takes it back
 */
export function whenCutShort(cleanup) {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/**
 * Starts a program as the leader of its own process group, so that it can be ended with everything it starts in turn.
 * It is ended when we are interrupted, and on Linux also when we are killed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options) {
  const tied = process.platform === 'linux' && existsSync('/usr/bin/setpriv');
  const child = tied
    ? spawn('/usr/bin/setpriv', ['--pdeathsig', 'TERM', '--', command, ...args], {
        ...options,
        detached: true,
      })
    : spawn(command, args, { ...options, detached: process.platform !== 'win32', windowsHide: true });
  running.add(child);
  child.once('error', () => running.delete(child));
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Ends a started program and everything it started; kills it when it does not end in time.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>} settled when it is gone
 */
export function end(child) {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const impatient = setTimeout(() => signalTree(child, 'SIGKILL'), GRACE_MS);
    child.once('exit', () => {
      clearTimeout(impatient);
      resolve();
    });
    signalTree(child, 'SIGTERM');
  });
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalTree(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

/**
 * Runs a program to its end. Never rejects: a program that is missing has code -1 and the reason as output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, limitMs, show = false, onLine } = {}) {
  return new Promise((resolve) => {
    const output = show ? 'inherit' : 'pipe';
    const child = start(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', output, output] });
    let text = '';
    let rest = '';
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
        text += chunk;
        if (!onLine) return;
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      });
    }
    const limit = setTimeout(() => {
      timedOut = true;
      void end(child);
    }, limitMs ?? LONGEST_TIMER_MS);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      resolve({ code, timedOut, output: text });
    };
    // What left the group may hold our pipes open for ever; the program itself has ended all the same.
    child.once('exit', (code) => setTimeout(finish, LAST_WORDS_MS, code ?? -1).unref());
    child.once('error', (error) => {
      text += error.message;
      finish(-1);
    });
    child.once('close', (code) => finish(code ?? -1));
  });
}

/**
 * Runs npm without a shell, as the npm that started us or the one beside this Node.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options) {
  const beside = dirname(process.execPath);
  const cli = [
    process.env['npm_execpath'] ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  if (cli === undefined) throw new Error('npm was not found beside Node. Please install Node with its npm.');
  return run(process.execPath, [cli, ...args], options);
}

/**
 * Path of a program that an installed package brings, to be run with Node.
 *
 * @param {string} packageName
 * @param {string} [program] name of the program (default: the package's own)
 */
export function programOf(packageName, program = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}
