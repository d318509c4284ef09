import type { Clock } from './vault.ports';

/** The machine's own time. */
export const pageClock: Clock = {
  now: () => new Date(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
