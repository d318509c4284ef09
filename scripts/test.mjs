import { readFileSync } from 'node:fs';
import { check, reportPath, step } from './check.mjs';
import { openDesk } from './desk.mjs';
import { packageApp } from './package.mjs';
import { asProgram } from './program.mjs';
import { programOf } from './run.mjs';

const END_TO_END_LIMIT_MS = 30 * 60 * 1000;

/** End to end on the packaged client, at a desk of its own: the person's keychain and display are never touched. */
async function endToEnd() {
  await packageApp('e2e');
  const report = reportPath('playwright');
  const desk = await openDesk({ keyring: true });
  try {
    return await step(
      'end-to-end tests',
      () => {
        const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
        // Errors that belong to no test: a file that does not load, a global limit.
        return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
      },
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
