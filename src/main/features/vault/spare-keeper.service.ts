import type { Clock, Keepers, RunningKeeper } from './vault.ports';

/** Unused for so long it is ended. */
const PATIENCE_MS = 120_000;

/** A keeper without a vault: it rates passwords while a person thinks of one, and then holds the vault. */
export class SpareKeeper {
  readonly #keepers: Keepers;
  readonly #clock: Pick<Clock, 'after'>;
  #keeper: Promise<RunningKeeper> | undefined;
  #callOff: (() => void) | undefined;

  constructor(keepers: Keepers, clock: Pick<Clock, 'after'>) {
    this.#keepers = keepers;
    this.#clock = clock;
  }

  /** The keeper, which stays here. */
  get(): Promise<RunningKeeper> {
    this.#callOff?.();
    this.#callOff = this.#clock.after(PATIENCE_MS, () => void this.end());
    this.#keeper ??= this.#begin();
    return this.#keeper;
  }

  /** The keeper, for whoever opens a vault with it. */
  take(): Promise<RunningKeeper> {
    const keeper = this.#keeper ?? this.#keepers.start();
    this.#forget();
    return keeper;
  }

  /** Ends it, if there is one. */
  async end(): Promise<void> {
    const keeper = this.#keeper;
    this.#forget();
    await keeper?.then((one) => one.end()).catch(() => {});
  }

  #begin(): Promise<RunningKeeper> {
    const keeper = this.#keepers.start();
    const forget = () => {
      if (this.#keeper === keeper) this.#forget();
    };
    // One that could not be started, or has ended by itself, is of no use to the next who asks.
    keeper.then(({ closed }) => closed).then(forget, forget);
    return keeper;
  }

  #forget(): void {
    this.#keeper = undefined;
    this.#callOff?.();
    this.#callOff = undefined;
  }
}
