import type { SaveState } from '../../../../shared/features/vault/vault.model';
import type { MergeReport } from '../database/merge-report.model';
import type { Stamp } from '../file/vault-file.model';
import type { Clock, RescuePlace, SavingDatabase, SavingFile, VaultCodec } from './keeper.ports';

type SaveProblem = Extract<SaveState, { state: 'failed' }>['reason'];

/** Changes that follow each other at once go into one save. */
const GATHER_MS = 400;
/** What could not be saved is tried again. */
const RETRY_MS = 10_000;
/** Another client that writes as fast as we merge is not chased for ever. */
const MOST_MERGES = 5;

interface SavingPorts {
  readonly database: SavingDatabase;
  readonly file: SavingFile;
  readonly codec: VaultCodec;
  readonly rescue: RescuePlace;
  readonly clock: Clock;
}

interface SavingEvents {
  /** The state of saving is another. */
  changed(): void;
  /** Something another client wrote was taken in. */
  merged(report: MergeReport): void;
}

/**
 * Brings what changes in an open vault to its file, one save after the other. What another client wrote meanwhile is
 * merged first, never overwritten. What cannot be saved is put by on this machine, sealed under the vault's own key,
 * and tried again.
 */
export class Saving {
  readonly #ports: SavingPorts;
  readonly #events: SavingEvents;
  #state: SaveState;
  #savedRevision: number;
  #stamp: Stamp;
  #running: Promise<void> | undefined;
  #stopWaiting: (() => void) | undefined;
  #isClosed = false;
  #hasUses = false;

  /** @param stamp the content of the file from which the database was read, as it is now */
  constructor(ports: SavingPorts, events: SavingEvents, stamp: Stamp) {
    this.#ports = ports;
    this.#events = events;
    this.#savedRevision = ports.database.revision;
    this.#stamp = stamp;
    this.#state = { state: 'saved', at: ports.clock.now() };
  }

  get state(): SaveState {
    return this.#state;
  }

  get isSaved(): boolean {
    return this.#ports.database.revision === this.#savedRevision && this.#state.state !== 'failed';
  }

  /** Something in the database is different: it will be saved shortly. */
  databaseChanged(): void {
    if (this.#isClosed || this.#ports.database.revision === this.#savedRevision) return;
    this.#wait(GATHER_MS);
  }

  /** A use was recorded: nothing to save for by itself, but not to be lost when the vault is locked. */
  noteUse(): void {
    this.#hasUses = true;
  }

  /** Saves at once what is unsaved. */
  async saveNow(): Promise<void> {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    while (this.#running) await this.#running;
    if (this.isSaved && !(this.#hasUses && this.#isClosed)) return;
    this.#running = this.#save().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** Another client wrote the file: takes in what it wrote. */
  async fileChanged(): Promise<void> {
    while (this.#running) await this.#running;
    if (this.#isClosed) return;
    this.#running = this.#takeInFile().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    this.databaseChanged();
  }

  /** Saves for the last time. Answers whether anything had to be put by instead. */
  async close(): Promise<{ readonly hasRescued: boolean }> {
    this.#isClosed = true;
    await this.saveNow();
    this.#stopWaiting?.();
    return { hasRescued: !this.isSaved };
  }

  #wait(milliseconds: number): void {
    this.#stopWaiting?.();
    this.#stopWaiting = this.#ports.clock.after(milliseconds, () => void this.saveNow());
  }

  async #save(): Promise<void> {
    const { codec, database, file, rescue, clock } = this.#ports;
    this.#become({ state: 'saving' });
    for (let merges = 0; merges <= MOST_MERGES; merges += 1) {
      const { revision } = database;
      const snapshot = database.snapshot();
      const bytes = await codec.encode(snapshot);
      const result = await file.save(bytes, (written) => codec.holds(written, snapshot), this.#stamp);
      if (result.ok) {
        database.noteSaved(snapshot);
        this.#savedRevision = revision;
        this.#stamp = result.stamp;
        this.#hasUses = false;
        await rescue.remove();
        this.#become({ state: 'saved', at: clock.now() });
        // What changed while it was written goes into the next.
        this.databaseChanged();
        return;
      }
      if (result.reason !== 'changed-outside') return this.#fail(result.reason, bytes);
      if (!(await this.#takeIn(result))) return this.#fail('changed-and-unreadable', bytes);
    }
    this.#fail('not-answering', await codec.encode(database.snapshot()));
  }

  async #takeInFile(): Promise<void> {
    const read = await this.#ports.file.read();
    // Gone or half-written: the file's own watch tells when it is there again.
    if (read.ok) await this.#takeIn(read);
  }

  /** Merges what another client wrote. False when that cannot be read with our key. */
  async #takeIn({ bytes, stamp }: { readonly bytes: Uint8Array; readonly stamp: Stamp }): Promise<boolean> {
    const { codec, database } = this.#ports;
    const theirs = await codec.decode(bytes);
    if (!theirs) return false;
    this.#stamp = stamp;
    const report = database.merge(theirs, 'saved');
    if (!report.isAhead) this.#noteInFile();
    if (report.isChanged) this.#events.merged(report);
    return true;
  }

  /** The file holds all that we hold. */
  #noteInFile(): void {
    const { database, clock } = this.#ports;
    database.noteSaved(database.snapshot());
    this.#savedRevision = database.revision;
    this.#become({ state: 'saved', at: clock.now() });
  }

  async #fail(reason: SaveProblem, bytes: Uint8Array): Promise<void> {
    const since = this.#state.state === 'failed' ? this.#state.since : this.#ports.clock.now();
    await this.#ports.rescue.write(bytes);
    this.#become({ state: 'failed', reason, since });
    if (!this.#isClosed) this.#wait(RETRY_MS);
  }

  #become(state: SaveState): void {
    this.#state = state;
    this.#events.changed();
  }
}
