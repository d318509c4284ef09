/** Thrown to whoever waits for something in an attempt that was cancelled. */
class Cancelled extends Error {}

/** One attempt to open a vault, which the person may cancel at any moment. */
export class OpeningAttempt {
  #isOver = false;
  #isCancelled = false;
  readonly #steps: (() => void)[] = [];

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Ends everything that waits by {@link orCancelled}. Nothing when the attempt is over. */
  cancel(): void {
    if (this.#isOver || this.#isCancelled) return;
    this.#isCancelled = true;
    for (const step of this.#steps) step();
  }

  /** Done when the attempt is cancelled, or was already. */
  onCancel(step: () => void): void {
    if (this.#isCancelled) step();
    else this.#steps.push(step);
  }

  /** Waits for something; rejects at once when the attempt is cancelled meanwhile. */
  orCancelled<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.onCancel(() => reject(new Cancelled()));
      promise.then(resolve, reject);
    });
  }

  /** From now on it cannot be cancelled. */
  end(): void {
    this.#isOver = true;
  }
}
