import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Processes of this machine whose command line mentions a text, such as a folder of this test's own (Linux).
 * @returns their ids; ended ones that nobody has waited for do not count
 */
export function processesMentioning(text: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Waits until something is true. @returns whether it became true in time */
export async function until(isTrue: () => boolean, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (!isTrue()) {
    if (Date.now() > end) return false;
    await delay(20);
  }
  return true;
}
