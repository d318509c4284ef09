import type { SliceClock } from './health.ports';

/** Milliseconds of work in one go. With the longest single step after it a slice stays under 50 ms. */
const SLICE_MS = 15;

/** Work in slices, so that whatever else waits is never kept for long. */
export class Slices {
  readonly #clock: SliceClock;
  readonly #signal: AbortSignal | undefined;
  #began: number;

  constructor(clock: SliceClock, signal: AbortSignal | undefined) {
    this.#clock = clock;
    this.#signal = signal;
    this.#began = clock.elapsed();
  }

  /** Call after every step: lets others go first when the slice is over. Throws the signal's reason when given up. */
  async step(): Promise<void> {
    this.#signal?.throwIfAborted();
    if (this.#clock.elapsed() - this.#began < SLICE_MS) return;
    await this.#clock.breathe();
    this.#signal?.throwIfAborted();
    this.#began = this.#clock.elapsed();
  }
}
