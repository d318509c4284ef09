import type { Clock } from './meetings.ports';

/** The machine's own time. */
export const browserClock: Clock = {
  now: () => new Date(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
