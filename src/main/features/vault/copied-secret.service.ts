import type { SecretBytes } from '../../../shared/features/vault/vault.model';
import type { Clock, PutText, SystemClipboard } from './vault.ports';

/** Sees to it that what was copied from the vault does not stay on the clipboard. */
export class CopiedSecret {
  readonly #clipboard: SystemClipboard;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #cleared: () => void;
  #put: PutText | undefined;
  #callOff: (() => void) | undefined;
  #clearing: Promise<void> = Promise.resolve();

  /** @param cleared told when the clipboard holds nothing of ours any more */
  constructor(
    ports: { readonly clipboard: SystemClipboard; readonly clock: Pick<Clock, 'after'> },
    cleared: () => void,
  ) {
    this.#clipboard = ports.clipboard;
    this.#clock = ports.clock;
    this.#cleared = cleared;
  }

  /**
   * Puts a value on the clipboard, for so many seconds. Overwrites it in memory.
   * @returns false when the system did not take it
   */
  async copy(secret: SecretBytes, seconds: number): Promise<boolean> {
    const put = await this.#clipboard.put(secret);
    if (!put) return false;
    // What an earlier copy has put there is overwritten by now.
    this.#callOff?.();
    this.#put = put;
    this.#callOff = this.#clock.after(seconds * 1000, () => void this.clear());
    return true;
  }

  /** Clears the clipboard if it still holds what was copied last; settles when that is done. */
  clear(): Promise<void> {
    const put = this.#put;
    if (put) {
      this.#put = undefined;
      this.#callOff?.();
      this.#clearing = put.clear().then(() => this.#cleared());
    }
    return this.#clearing;
  }
}
