/**
 * How long nobody has touched the machine. Where the system cannot say it (Wayland without its protocol for it) it
 * says 0 all the time; then only input in the client’s own window counts, and who works elsewhere is taken to be
 * away: rather locked too early than never.
 */
export class IdleTime {
  readonly #systemSeconds: () => number;
  readonly #now: () => number;
  #systemKnows = false;
  #lastInput: number;

  /**
   * @param systemSeconds seconds without input, as the system says
   * @param now milliseconds since the epoch
   */
  constructor(systemSeconds: () => number, now: () => number) {
    this.#systemSeconds = systemSeconds;
    this.#now = now;
    this.#lastInput = now();
  }

  /** The client's own window has been touched. */
  touched(): void {
    this.#lastInput = this.#now();
  }

  get seconds(): number {
    const system = this.#systemSeconds();
    if (system > 0) this.#systemKnows = true;
    return this.#systemKnows ? system : (this.#now() - this.#lastInput) / 1000;
  }
}
