import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** What we started and is still running: ended with us, so that Ctrl-C leaves no orphans. */
const running = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(signal, () => {
    for (const child of running) endTree(child, 'SIGKILL');
    process.exit(code);
  });
}

/**
 * Ends a child and everything it started. The child must be the leader of its own process group
 * (`detached`), as those of `run` are; Windows knows the tree by itself.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function endTree(child, signal = 'SIGTERM') {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
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
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    running.add(child);
    let output = '';
    let rest = '';
    let timedOut = false;
    /** @param {string} text */
    const take = (text) => {
      output += text;
      if (!onLine) return;
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', take);
    const limit =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endTree(child, 'SIGKILL');
          }, limitMs);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code, timedOut, output });
    };
    child.once('error', (error) => {
      output += error.message;
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
    join(beside, '..', 'share', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  if (cli === undefined) throw new Error('npm was not found beside Node. Please install Node with its npm.');
  return run(process.execPath, [cli, ...args], options);
}
