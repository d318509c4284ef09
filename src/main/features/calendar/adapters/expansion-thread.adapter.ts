import type { Worker } from 'node:worker_threads';
import spawn from '../expansion/expansion.worker?nodeWorker';

/** A thread that needs more has met an object made to exhaust it. */
const MOST_MEGABYTES = 256;

/** Starts a thread of `expansion.worker.ts`, which the bundler puts into a file of its own. */
export function startExpansionThread(): Worker {
  return spawn({ name: 'calendar', resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
}
