/** Time of this machine, as the features' `Clock` ports want it. */
export const systemClock = {
  now: (): Date => new Date(),
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
