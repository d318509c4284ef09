import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check, step } from './check.mjs';
import { openDesk } from './desk.mjs';
import { packageApp } from './package.mjs';
import { asProgram } from './program.mjs';
import { programOf, root } from './run.mjs';

const END_TO_END_LIMIT_MS = 35 * 60 * 1000;
const report = join(root, 'out', 'reports', 'playwright.json');

/** Sums of Playwright's JSON report: `stats` and the errors that belong to no test. */
function endToEndCounts() {
  try {
    const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
    if (stats.skipped > 0) console.log(`        ${stats.skipped} end-to-end tests were skipped.`);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** End to end on the packaged client, at a desk of its own: the person's keychain and display are never touched. */
async function endToEnd() {
  await packageApp('e2e');
  rmSync(report, { force: true });
  mkdirSync(join(report, '..'), { recursive: true });
  const desk = await openDesk({ keyring: true });
  try {
    return await step(
      'end-to-end tests',
      endToEndCounts,
      [programOf('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
      { env: { ...desk.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, limitMs: END_TO_END_LIMIT_MS },
    );
  } finally {
    await desk.stop();
  }
}

await asProgram(import.meta.url, async () => {
  const results = await check();
  try {
    results.push(await endToEnd());
  } catch (error) {
    console.log(`FAILED  end-to-end tests\n        ${/** @type {Error} */ (error).message}`);
    results.push({ name: 'end-to-end tests', ok: false, passed: 0, failed: 1 });
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
});
