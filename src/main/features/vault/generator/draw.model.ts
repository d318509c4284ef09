import type { RandomBytes } from './generator.model';

/** Numbers asked for at once. A draw that is rejected costs one more. */
const NUMBERS_AT_ONCE = 64;
const BYTES_A_NUMBER = 4;
const RANGE = 2 ** (8 * BYTES_A_NUMBER);

/** Draws whole numbers, each equally likely, from unpredictable bytes. */
export class Draw {
  readonly #random: RandomBytes;
  #bytes: Uint8Array = new Uint8Array();
  #used = 0;

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /**
   * A number from 0 to `count` - 1. Without bias: what lies above the last whole multiple of `count` is drawn again.
   * @param count 1 to 2^32.
   */
  below(count: number): number {
    const limit = RANGE - (RANGE % count);
    for (;;) {
      const number = this.#number();
      if (number < limit) return number % count;
    }
  }

  /** Overwrites what was drawn from. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#used = this.#bytes.length;
  }

  #number(): number {
    if (this.#used === this.#bytes.length) {
      this.#bytes.fill(0);
      this.#bytes = this.#random(NUMBERS_AT_ONCE * BYTES_A_NUMBER);
      this.#used = 0;
    }
    let number = 0;
    for (let place = 0; place < BYTES_A_NUMBER; place++)
      number = number * 256 + (this.#bytes[this.#used++] ?? 0);
    return number;
  }
}
