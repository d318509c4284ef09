import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { openDesk } from '../../scripts/desk.mjs';
import { packageApp } from '../../scripts/package.mjs';
import { DemoCity } from '../e2e/support/city';
import { tour } from './tour';

const folder = resolve('out/tour');

/** `npm run tour`: the main job, walked by itself at a desk of its own, with a picture of every step. */
async function main(): Promise<void> {
  await packageApp('e2e');
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

await main();
