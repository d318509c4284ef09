/** Does one thing after another; a failure of one does not keep the next from being done. */
export class Series {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what `work` returns, once everything before it has ended */
  run<T>(work: () => Promise<T> | T): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
