import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import { type FileAccess, isSameState, problemOf } from './file-access.adapter';
import type { Clock, OutsideEvent, Stamp } from './vault-file.model';

/** Network shares tell nothing by themselves. */
const LOOK_MS = 5_000;
/** Who writes a file touches it several times. */
const SETTLE_MS = 250;

interface WatchPorts {
  readonly access: FileAccess;
  readonly clock: Clock;
  readonly path: string;
  readonly tell: (event: OutsideEvent) => void;
}

/** Looks after the file between our own reads and saves. */
export class OutsideWatch {
  readonly #ports: WatchPorts;
  #known: Stamp | undefined;
  #isGone = false;
  #watcher: FSWatcher | undefined;
  #callOff = () => {};
  #isClosed = false;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** What the file holds as far as we know: from now on everything else came from outside. */
  know(stamp: Stamp): void {
    const isFirst = this.#known === undefined;
    this.#known = stamp;
    if (!isFirst || this.#isClosed) return;
    this.#watchFolder();
    this.#lookAfter(LOOK_MS);
  }

  close(): void {
    this.#isClosed = true;
    this.#callOff();
    this.#watcher?.close();
  }

  #watchFolder(): void {
    try {
      this.#watcher = watch(dirname(this.#ports.path), { persistent: false }, () =>
        this.#lookAfter(SETTLE_MS),
      );
      // Then looking now and then is all there is.
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = undefined;
    }
  }

  #lookAfter(milliseconds: number): void {
    this.#callOff();
    if (!this.#isClosed) this.#callOff = this.#ports.clock.after(milliseconds, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { access, path, tell } = this.#ports;
    const known = this.#known;
    try {
      const state = await access.stateOf(path);
      if (this.#isGone && !this.#isClosed) {
        this.#isGone = false;
        this.#watcher?.close();
        this.#watchFolder();
        tell('back');
      }
      if (known && known === this.#known && !isSameState(state, known) && !this.#isClosed) {
        const { stamp } = await access.read(path);
        const isOther = known === this.#known && stamp.sha256 !== known.sha256;
        if (known === this.#known) this.#known = stamp;
        if (isOther && !this.#isClosed) tell('changed');
      }
    } catch (error) {
      const isAway = ['not-found', 'not-answering', 'no-permission'].includes(problemOf(error));
      if (isAway && !this.#isGone && !this.#isClosed) {
        this.#isGone = true;
        tell('gone');
      }
    }
    this.#lookAfter(LOOK_MS);
  }
}
