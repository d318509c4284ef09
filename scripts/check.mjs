import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asProgram } from './program.mjs';
import { progress } from './progress.mjs';
import { programOf, root, run } from './run.mjs';

/**
 * What one step of the checks or tests came to. A step without tests of its own counts as one failure when it fails.
 *
 * @typedef {{name: string, ok: boolean, passed: number, failed: number}} StepResult
 */

const STEP_LIMIT_MS = 3 * 60 * 1000;
const JEST_LIMIT_MS = 12 * 60 * 1000;
const SHOWN_LINES = 80;

/** @type {{name: string, args: string[]}[]} */
const CHECKS = [
  { name: 'types', args: [programOf('typescript', 'tsc'), '-b', '--pretty', 'false'] },
  {
    name: 'lint',
    args: [programOf('@biomejs/biome', 'biome'), 'ci', '--colors=off', '--diagnostic-level=warn'],
  },
  {
    name: 'architecture',
    args: [programOf('dependency-cruiser', 'depcruise'), 'src', 'city', 'bench', 'scripts', 'tests'],
  },
  { name: 'unused code', args: [programOf('knip'), '--no-progress'] },
];
const NO_TESTS = { passed: 0, failed: 0 };

/**
 * Runs a step and says in a line how it went; what it wrote is shown when it failed.
 *
 * @param {string} name
 * @param {() => {passed: number, failed: number}} count what the step's own report says
 * @param {string[]} args of Node
 * @param {{env?: NodeJS.ProcessEnv, limitMs?: number}} [options]
 * @returns {Promise<StepResult>}
 */
export async function step(name, count, args, { env = process.env, limitMs = STEP_LIMIT_MS } = {}) {
  const startedAt = Date.now();
  const line = progress(`${name}:`);
  const { code, timedOut, output } = await run(process.execPath, args, {
    cwd: root,
    env,
    limitMs,
    onLine: (text) => line.update(text.trim()),
  });
  line.clear();
  const { passed, failed: failedTests } = attempt(count);
  // A step that failed without naming a failed test (it did not compile, it hung) is a failure all the same.
  const failed = code !== 0 && failedTests === 0 ? 1 : failedTests;
  const ok = failed === 0;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s${passed > 0 ? `, ${passed} passed, ${failed} failed` : ''})`,
  );
  if (timedOut) console.log(`        It was ended after ${limitMs / 60_000} minutes.`);
  if (!ok) {
    const lines = output.trim().split('\n');
    // On a build server nobody can run it again to see the rest.
    for (const text of process.env['CI'] ? lines : lines.slice(-SHOWN_LINES)) console.log(`        ${text}`);
  }
  return { name, ok, passed, failed };
}

/**
 * A report that is missing or cut off is a failure.
 *
 * @param {() => {passed: number, failed: number}} count
 */
function attempt(count) {
  try {
    return count();
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function unitTests() {
  const report = reportPath('jest');
  return step(
    'unit and contract tests',
    () => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
        readFileSync(report, 'utf8'),
      );
      return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    },
    ['--experimental-vm-modules', programOf('jest'), '--json', `--outputFile=${report}`],
    { env: { ...process.env, NODE_NO_WARNINGS: '1' }, limitMs: JEST_LIMIT_MS },
  );
}

/**
 * Where a test runner is to write its report; what an earlier run wrote is gone.
 *
 * @param {string} runner
 */
export function reportPath(runner) {
  const path = join(root, 'out', 'reports', `${runner}.json`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

/** Runs all checks, also after one has failed. */
export async function check() {
  const results = /** @type {StepResult[]} */ ([]);
  for (const { name, args } of CHECKS) results.push(await step(name, () => NO_TESTS, args));
  results.push(await unitTests());
  return results;
}

await asProgram(import.meta.url, async () => {
  const failed = (await check()).filter(({ ok }) => !ok).map(({ name }) => name);
  console.log(failed.length === 0 ? 'All checks passed.' : `Not in order: ${failed.join(', ')}.`);
  if (failed.length > 0) process.exitCode = 1;
});
