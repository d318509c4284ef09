import { defineConfig } from '@playwright/test';

/** End to end: the real, packaged Electron against the demo city. One at a time: two cores and one display. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/e2e-results',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
});
