import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Runs `main` when the module was started as a program and not imported. A failure ends it with exit code 1 and the
 * error's message alone: what we throw is a sentence for a person. `QUADRAT_DEBUG` shows where it came from.
 *
 * @param {string} moduleUrl `import.meta.url` of the caller
 * @param {() => Promise<void>} main
 */
export async function asProgram(moduleUrl, main) {
  const started = process.argv[1];
  if (started === undefined || realpathSync(started) !== fileURLToPath(moduleUrl)) return;
  try {
    await main();
  } catch (error) {
    const { message, stack } = /** @type {Error} */ (error);
    console.error(process.env['QUADRAT_DEBUG'] ? stack : message);
    process.exitCode = 1;
  }
}
