import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { openDesk } from './desk.mjs';
import { packageApp } from './package.mjs';
import { asProgram } from './program.mjs';
import { root } from './run.mjs';

const folder = join(root, 'out', 'tour');

/**
 * Walks the main job by itself in the packaged client and saves a picture of every step. Needs no display: it has
 * its own.
 */
async function walk() {
  await packageApp('e2e');
  register();
  const { DemoCity } = await import('../tests/e2e/support/city.ts');
  const { tour } = await import('../tests/e2e/support/tour.ts');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const desk = await openDesk({ keyring: true });
  Object.assign(process.env, desk.env);
  try {
    const city = await DemoCity.start();
    try {
      for await (const picture of tour(city, folder)) console.log(picture);
    } finally {
      await city.stop();
    }
  } finally {
    await desk.stop();
  }
}

await asProgram(import.meta.url, walk);
