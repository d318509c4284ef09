import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import type { AuditLog } from '../audit/audit-log';
import { SearchIndex } from '../database/search-index.model';
import type { VaultDatabase } from '../database/vault-database.model';
import { describeSealed, ESCROW_KEY } from '../escrow/escrow';
import type { VaultFile } from '../file/vault-file';
import type { Uuid } from '../kdbx/kdbx.model';
import { Conflicts } from './conflicts.model';
import type { KeeperState } from './keeper.contract';
import type { Clock, RescuePlace } from './keeper.ports';
import type { KeyedCodec } from './keyed-codec';
import { Saving } from './saving.service';

/** What an open vault is made of. */
export interface VaultParts {
  readonly database: VaultDatabase;
  readonly file: VaultFile;
  readonly fileName: string;
  readonly codec: KeyedCodec;
  readonly audit: AuditLog;
  readonly rescue: RescuePlace;
  readonly clock: Clock;
  /** Whether the city has published a key to seal to. */
  readonly mayEscrow: boolean;
  readonly changed: () => void;
}

/** The open vault: the database, what finds in it, and what brings it to the disk. */
export class OpenVault {
  readonly database: VaultDatabase;
  readonly codec: KeyedCodec;
  readonly audit: AuditLog;
  readonly file: VaultFile;
  readonly saving: Saving;
  readonly index: SearchIndex;
  readonly conflicts: Conflicts;
  readonly #parts: VaultParts;
  readonly #stops: (() => void)[] = [];
  #isFileGone = false;

  constructor(parts: VaultParts) {
    const { database, codec, audit, file, clock } = parts;
    this.#parts = parts;
    this.database = database;
    this.codec = codec;
    this.audit = audit;
    this.file = file;
    this.index = new SearchIndex(database);
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
      database.revision,
    );
    this.#stops.push(
      database.watch(({ isSoft }) => {
        if (isSoft) this.saving.useRecorded();
        else this.saving.databaseChanged();
        parts.changed();
      }),
      file.onChange((change) => {
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
    if (!rescued) return;
    const report = this.database.merge(rescued, undefined);
    this.conflicts.note(report, this.#parts.clock.now());
    if (!report.isChanged) await this.#parts.rescue.remove();
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
    const item = this.database.kdbx.meta.customData.find(({ key }) => key === ESCROW_KEY);
    return item && describeSealed(item.value);
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
