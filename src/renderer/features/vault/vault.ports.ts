/** Time as the pane needs it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What the vault's store needs beside the bridge. */
export interface VaultPorts {
  readonly clock: Clock;
}
