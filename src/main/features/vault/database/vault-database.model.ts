import type { KdbxDatabase, KdbxEntry, KdbxGroup, KdbxMeta, Uuid } from '../kdbx/kdbx.model';
import { VaultAttachments } from './attachments.model';
import { VaultBin } from './bin.model';
import { VaultEntries } from './entries.model';
import { VaultGroups } from './groups.model';
import { snapshotOf } from './making.model';
import { mergeDatabases } from './merge.model';
import type { MergedObjects, MergeReport } from './merge-report.model';
import type { DatabaseChange, DatabasePorts, Done, Undoable } from './operations.model';
import { setCustomData } from './settings.model';
import { VaultTags } from './tags.model';
import { same } from './three-way.model';
import { overwriteSecrets } from './wiping.model';
import { Workspace } from './workspace.model';

/** Settings of the database that a person may change. */
export type DatabaseSettings = Pick<
  KdbxMeta,
  'name' | 'description' | 'defaultUserName' | 'recycleBinEnabled' | 'historyMaxItems' | 'historyMaxSize'
>;

/**
 * An open database and everything that is done to it. Entries are values: what `entry` gave stays as it was, a changed
 * one is another object. Whoever changes `kdbx` behind its back must not.
 */
export class VaultDatabase {
  readonly entries: VaultEntries;
  readonly groups: VaultGroups;
  readonly bin: VaultBin;
  readonly attachments: VaultAttachments;
  readonly tags: VaultTags;
  readonly #workspace: Workspace;
  #base: KdbxDatabase;

  /** Takes a database over as it was read, or newly made. */
  constructor(kdbx: KdbxDatabase, ports: DatabasePorts) {
    this.#workspace = new Workspace(kdbx, ports);
    this.entries = new VaultEntries(this.#workspace);
    this.groups = new VaultGroups(this.#workspace);
    this.bin = new VaultBin(this.#workspace);
    this.attachments = new VaultAttachments(this.#workspace);
    this.tags = new VaultTags(this.#workspace);
    this.#base = snapshotOf(kdbx);
  }

  /** The database itself: to be read, and written to a file. */
  get kdbx(): KdbxDatabase {
    return this.#workspace.kdbx;
  }

  get root(): KdbxGroup {
    return this.#workspace.tree.root;
  }

  /** Grows with every change but the recording of a use: when it is another than at the last save, save. */
  get revision(): number {
    return this.#workspace.revision;
  }

  get entryCount(): number {
    return this.#workspace.tree.entryCount;
  }

  /** All entries, those in the bin too, in no order. */
  allEntries(): IterableIterator<KdbxEntry> {
    return this.#workspace.tree.entries();
  }

  /** All groups, the root and the bin too, in no order. */
  allGroups(): IterableIterator<KdbxGroup> {
    return this.#workspace.tree.groups();
  }

  entry(uuid: Uuid): KdbxEntry | undefined {
    return this.#workspace.tree.entry(uuid);
  }

  group(uuid: Uuid): KdbxGroup | undefined {
    return this.#workspace.tree.group(uuid);
  }

  /** The group in which an entry or a group stands; undefined for the root. */
  parentOf(uuid: Uuid): KdbxGroup | undefined {
    return this.#workspace.tree.parent(uuid);
  }

  /** The groups around an entry or a group, from the outermost below the root to the nearest. */
  pathOf(uuid: Uuid): KdbxGroup[] {
    return this.#workspace.tree.path(uuid);
  }

  /** Whether something is that group or stands in it, at whatever depth. */
  isWithin(uuid: Uuid, group: Uuid): boolean {
    return this.#workspace.tree.isWithin(uuid, group);
  }

  /** Hears of every change. The returned function ends the listening. */
  watch(listener: (change: DatabaseChange) => void): () => void {
    return this.#workspace.watch(listener);
  }

  /** What `undo` would undo. */
  get undoable(): Undoable | undefined {
    return this.#workspace.journal.undoable;
  }

  /** What `redo` would do again. */
  get redoable(): Undoable | undefined {
    return this.#workspace.journal.redoable;
  }

  /** Undoes the last change: all is as it was before, but for what a merge brought since. */
  undo(): Done {
    return this.#workspace.undo();
  }

  /** Does again what was undone last. */
  redo(): Done {
    return this.#workspace.redo();
  }

  /** Changes settings of the database. */
  changeSettings(settings: Partial<DatabaseSettings>): Done {
    const { kdbx } = this;
    const now = this.#workspace.now();
    const changed = Object.fromEntries(
      Object.entries(settings).filter(
        ([key, value]) => !same(value, kdbx.meta[key as keyof DatabaseSettings]),
      ),
    );
    if ('name' in changed) changed['nameChanged'] = now;
    if ('description' in changed) changed['descriptionChanged'] = now;
    if ('defaultUserName' in changed) changed['defaultUserNameChanged'] = now;
    if ('recycleBinEnabled' in changed) changed['recycleBinChanged'] = now;
    return this.#workspace.perform({ action: 'settings', title: kdbx.meta.name, count: 1 }, () => {
      if (Object.keys(changed).length > 0) this.#workspace.setMeta({ ...changed, settingsChanged: now });
    });
  }

  /** Sets an item of the database's own custom data, or takes it away (undefined). Not to be undone. */
  setCustomData(key: string, value: string | undefined): void {
    if (!setCustomData(this.kdbx.meta, key, value, this.#workspace.now())) return;
    this.#workspace.noteOutsideChange({ entries: new Set(), groups: new Set(), isSoft: false });
  }

  /** Notes that another key opens the file from now on (`MasterKeyChanged`). Not to be undone. */
  noteKeyChanged(): void {
    this.kdbx.meta.masterKeyChanged = this.#workspace.now();
    this.#workspace.noteOutsideChange({ entries: new Set(), groups: new Set(), isSoft: false });
  }

  /**
   * The database as it is now, to be written: later changes do not reach it. Give it to `noteSaved` once it stands in
   * the file.
   */
  snapshot(): KdbxDatabase {
    return snapshotOf(this.kdbx);
  }

  /** Notes what the file holds by now: the next merge tells by it who changed what. */
  noteSaved(saved: KdbxDatabase): void {
    this.#base = saved;
    this.#workspace.journal.noteSaved();
  }

  /**
   * Takes in what another client wrote. Nothing is lost on either side, see `MergeReport`; undoing goes on to work.
   * @param theirs taken over: not to be used any more
   * @param base `'saved'` where theirs is what the file holds now: both come from what was last read or saved;
   *   undefined where it is another file: a backup, a copy
   */
  merge(theirs: KdbxDatabase, base: 'saved' | undefined): MergeReport {
    const inFile = snapshotOf(theirs);
    const options = { base: base && this.#base, now: this.#workspace.now() };
    const report = mergeDatabases(this.kdbx, theirs, options);
    if (base) this.#base = inFile;
    const touched = ({ added, changed, moved, deleted }: MergedObjects) =>
      new Set([...added, ...changed, ...moved, ...deleted]);
    this.#workspace.noteOutsideChange({
      entries: touched(report.entries),
      groups: touched(report.groups),
      isSoft: !report.isChanged,
    });
    return report;
  }

  /** Overwrites every secret and every attachment, and forgets what could be undone. It cannot be used any more. */
  wipe(): void {
    overwriteSecrets(this.kdbx, this.#base, [...this.#workspace.journal.steps()]);
    this.#workspace.journal.clear();
  }
}
