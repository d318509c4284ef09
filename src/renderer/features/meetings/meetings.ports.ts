/** Time as meetings need it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}
