import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import type { AuditLog } from '../audit/audit.model';
import { EntryListing } from '../database/listing.model';
import { SearchIndex } from '../database/search-index.model';
import type { VaultDatabase } from '../database/vault-database.model';
import { ESCROW_ITEM, type SealedDescription } from '../escrow/escrow.model';
import type { Stamp, VaultFile } from '../file/vault-file.model';
import type { CompositeKey } from '../kdbx/composite-key';
import type { KdbxDatabase, Uuid } from '../kdbx/kdbx.model';
import { Conflicts } from './conflicts.model';
import type { KeeperOpened, KeeperState } from './keeper.contract';
import type { Clock, RescuePlace } from './keeper.ports';
import type { KeyedCodec } from './keyed-codec';
import { Saving } from './saving.service';

/** What an open vault is made of. */
export interface VaultParts {
  /** How the vault is named on this machine. */
  readonly id: string;
  /** The content of the file from which the database was read. */
  readonly stamp: Stamp;
  readonly database: VaultDatabase;
  readonly file: VaultFile;
  readonly fileName: string;
  readonly codec: KeyedCodec;
  readonly audit: AuditLog;
  readonly rescue: RescuePlace;
  readonly clock: Clock;
  /** Whether the city has published a key to seal to. */
  readonly mayEscrow: boolean;
  readonly describeSealed: (sealed: string) => SealedDescription | undefined;
  readonly changed: () => void;
}

/** The open vault: the database, what finds in it, and what brings it to the disk. */
export class OpenVault {
  readonly id: string;
  readonly database: VaultDatabase;
  readonly codec: KeyedCodec;
  readonly audit: AuditLog;
  readonly file: VaultFile;
  readonly saving: Saving;
  readonly listing: EntryListing;
  readonly conflicts: Conflicts;
  readonly #parts: VaultParts;
  readonly #stops: (() => void)[] = [];
  #isFileGone = false;

  constructor(parts: VaultParts) {
    const { database, codec, audit, file, clock } = parts;
    this.#parts = parts;
    this.id = parts.id;
    this.database = database;
    this.codec = codec;
    this.audit = audit;
    this.file = file;
    const now = () => clock.now();
    const index = new SearchIndex(database, now);
    this.listing = new EntryListing(database, index, now);
    this.conflicts = new Conflicts(database);
    this.saving = new Saving(
      { database, file, codec, rescue: parts.rescue, clock },
      {
        changed: parts.changed,
        merged: (report) => {
          this.conflicts.note(report, clock.now());
          void audit.append({ action: 'merge' });
        },
      },
      parts.stamp,
    );
    this.#stops.push(
      () => index.dispose(),
      () => this.listing.dispose(),
      database.watch(({ isSoft }) => {
        if (isSoft) this.saving.noteUse();
        else this.saving.databaseChanged();
        parts.changed();
      }),
      file.onChangedOutside((change) => {
        this.#isFileGone = change === 'gone';
        if (change === 'changed') void this.saving.fileChanged();
        if (change === 'back') void this.saving.saveNow();
        parts.changed();
      }),
    );
  }

  /** Takes in what was put by on this machine when it could not be saved. */
  async takeInRescued(): Promise<void> {
    const bytes = await this.#parts.rescue.read();
    const rescued = bytes && (await this.codec.decode(bytes));
    if (rescued && !this.takeIn(rescued)) await this.#parts.rescue.remove();
  }

  /** Merges another state of this vault. Answers whether that changed anything. */
  readonly takeIn = (other: KdbxDatabase): boolean => {
    const report = this.database.merge(other, undefined);
    this.conflicts.note(report, this.#parts.clock.now());
    return report.isChanged;
  };

  /** Another key opens the vault from now on: file, record and escrow follow it. */
  async changeKey(key: CompositeKey): Promise<KeeperOpened> {
    await this.codec.rekey(key, this.database.kdbx);
    // What is sealed is the old key; whoever wants the new one sealed says so anew.
    this.database.setCustomData(ESCROW_ITEM, undefined);
    this.database.noteKeyChanged();
    const bytes = key.bytes();
    await this.audit.changeKey(bytes);
    bytes.fill(0);
    void this.audit.append({ action: 'key-changed' });
    await this.saving.saveNow();
    return { ok: true };
  }

  get state(): KeeperState {
    const { database, fileName } = this.#parts;
    const { undoable, redoable } = database;
    return {
      name: database.kdbx.meta.name || fileName,
      save: this.saving.state,
      revision: database.revision,
      entries: database.entryCount,
      conflicts: this.conflicts.count,
      ...(undoable && { undo: { action: undoable.action, title: undoable.title } }),
      ...(redoable && { redo: { action: redoable.action, title: redoable.title } }),
      isFileGone: this.#isFileGone,
      escrow: this.sealed ? 'sealed' : this.#parts.mayEscrow ? 'available' : 'off',
    };
  }

  /** To whom the vault's key is sealed, if it is. */
  get sealed() {
    const item = this.database.kdbx.meta.customData.find(({ key }) => key === ESCROW_ITEM);
    return item && this.#parts.describeSealed(item.value);
  }

  /** Records a change of one entry in the person's own record. */
  noteChange(detail: string, entry: Uuid): void {
    void this.audit.append({ action: 'change', entry, detail });
  }

  /** Hands a result on, after recording the change if it was made. */
  noteDone(detail: string, entries: readonly Uuid[], done: Done): Done {
    if (done.ok) {
      if (entries.length === 0) void this.audit.append({ action: 'change', detail });
      for (const entry of entries) this.noteChange(detail, entry);
    }
    return done;
  }

  /** Saves for the last time, then overwrites keys and secrets. */
  async close(reason: string): Promise<{ readonly hasRescued: boolean }> {
    const { audit, codec, database, file } = this;
    const closed = await this.saving.close();
    for (const stop of this.#stops) stop();
    await audit.append({ action: 'lock', detail: reason });
    await audit.close();
    database.wipe();
    codec.wipe();
    await file.close();
    return closed;
  }
}
