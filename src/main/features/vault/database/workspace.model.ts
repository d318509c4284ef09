import type { Instant, KdbxDatabase, KdbxEntry, KdbxGroup, KdbxMeta, Uuid } from '../kdbx/kdbx.model';
import { Journal } from './journal.model';
import type { DatabaseChange, DatabasePorts, Done, GroupParts, Undoable } from './operations.model';
import { DONE, refuse } from './operations.model';
import { assignParts, doStep, partsOf, reversed, type Step, setDeleted } from './steps.model';
import { DatabaseTree } from './tree.model';
import { newVersion } from './versions.model';

type Listener = (change: DatabaseChange) => void;

/** Place at the end of a group. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * The one room in which an open database is changed. All that the operations do they do by the few primitives here,
 * which keep the index, note each step for undoing and tell whoever listens.
 */
export class Workspace {
  readonly kdbx: KdbxDatabase;
  readonly tree: DatabaseTree;
  readonly ports: DatabasePorts;
  readonly journal = new Journal();
  readonly #listeners = new Set<Listener>();
  #revision = 0;
  #open: Step[] | undefined;

  constructor(kdbx: KdbxDatabase, ports: DatabasePorts) {
    this.kdbx = kdbx;
    this.ports = ports;
    this.tree = new DatabaseTree(kdbx);
  }

  get revision(): number {
    return this.#revision;
  }

  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Now, in the whole seconds of the file. */
  now(): Instant {
    return Math.floor(this.ports.now() / 1000) * 1000;
  }

  get binGroup(): KdbxGroup | undefined {
    const { recycleBin, recycleBinEnabled } = this.kdbx.meta;
    return recycleBinEnabled && recycleBin ? this.tree.group(recycleBin) : undefined;
  }

  /** Whether an entry or a group stands in the recycle bin, or is it. */
  isInBin(uuid: Uuid): boolean {
    const bin = this.binGroup;
    return bin !== undefined && this.tree.isWithin(uuid, bin.uuid);
  }

  /** Makes one change out of all steps of `work`. Where it comes to nothing there is nothing to undo. */
  perform(what: Undoable, work: () => void): Done {
    if (this.#open) throw new Error('A change is being made already');
    const steps: Step[] = [];
    this.#open = steps;
    try {
      work();
    } finally {
      this.#open = undefined;
    }
    if (steps.length > 0) {
      this.journal.keep(what, steps);
      this.#tell(steps);
    }
    return DONE;
  }

  addEntry(entry: KdbxEntry, parent: Uuid, index = LAST): void {
    const group = this.tree.group(parent);
    const place = { parent, index: Math.min(index, group?.entries.length ?? 0) };
    this.#step({ kind: 'entry', uuid: entry.uuid, after: { entry, place } });
  }

  replaceEntry(entry: KdbxEntry): void {
    const before = this.#placedEntry(entry.uuid);
    this.#step({ kind: 'entry', uuid: entry.uuid, before, after: { entry, place: before.place } });
  }

  /** Changes an entry, with a version in its history. */
  reviseEntry(entry: KdbxEntry, change: Partial<KdbxEntry>): void {
    this.replaceEntry(newVersion(entry, change, this.now(), this.kdbx.meta));
  }

  /** Moves an entry, noting when, and where it was. */
  moveEntry(uuid: Uuid, parent: Uuid, index = LAST): void {
    const before = this.#placedEntry(uuid);
    const { entry, place } = before;
    const isElsewhere = place.parent !== parent;
    const moved = isElsewhere
      ? { ...entry, previousParent: place.parent, times: this.#movedNow(entry) }
      : entry;
    const length = (this.tree.group(parent)?.entries.length ?? 0) - (isElsewhere ? 0 : 1);
    const after = { entry: moved, place: { parent, index: Math.min(index, length) } };
    if (isElsewhere || after.place.index !== place.index) {
      this.#step({ kind: 'entry', uuid, before, after });
    }
  }

  /** Takes an entry away for good. */
  deleteEntry(uuid: Uuid): void {
    this.#step({ kind: 'entry', uuid, before: this.#placedEntry(uuid) });
    this.#noteDeletion(uuid);
  }

  addGroup(parts: GroupParts, parent: Uuid, index = LAST): void {
    const place = { parent, index: Math.min(index, this.tree.group(parent)?.groups.length ?? 0) };
    this.#step({ kind: 'group', uuid: parts.uuid, after: { parts, place } });
  }

  /** Changes a group; groups have no history. */
  reviseGroup(uuid: Uuid, change: Partial<GroupParts>): void {
    const before = this.#placedGroup(uuid);
    const times = { ...before.parts.times, ...change.times };
    const now = Math.max(this.now(), times.modified);
    const parts = { ...before.parts, ...change, times: { ...times, modified: now, accessed: now } };
    this.#step({ kind: 'group', uuid, before, after: { ...before, parts } });
  }

  /** Moves a group with all in it, noting when, and where it was. */
  moveGroup(uuid: Uuid, parent: Uuid, index = LAST): void {
    const before = this.#placedGroup(uuid);
    const isElsewhere = before.place?.parent !== parent;
    const parts = isElsewhere
      ? {
          ...before.parts,
          ...(before.place && { previousParent: before.place.parent }),
          times: this.#movedNow(before.parts),
        }
      : before.parts;
    const length = (this.tree.group(parent)?.groups.length ?? 0) - (isElsewhere ? 0 : 1);
    const place = { parent, index: Math.min(index, length) };
    if (isElsewhere || place.index !== before.place?.index) {
      this.#step({ kind: 'group', uuid, before, after: { parts, place } });
    }
  }

  /** Takes a group away for good, with all in it. */
  deleteGroup(uuid: Uuid): void {
    this.clearGroup(uuid);
    this.#step({ kind: 'group', uuid, before: this.#placedGroup(uuid) });
    this.#noteDeletion(uuid);
  }

  /** Takes away for good what stands in a group. */
  clearGroup(uuid: Uuid): void {
    const group = this.tree.group(uuid);
    for (const entry of group?.entries.toReversed() ?? []) this.deleteEntry(entry.uuid);
    for (const child of group?.groups.toReversed() ?? []) this.deleteGroup(child.uuid);
  }

  setMeta(change: Partial<KdbxMeta>): void {
    const { meta } = this.kdbx;
    const before = Object.fromEntries(Object.keys(change).map((key) => [key, meta[key as keyof KdbxMeta]]));
    this.#step({ kind: 'meta', before, after: change });
  }

  /** Records a use: neither a version nor a step, and nothing to save for. */
  touchEntry(entry: KdbxEntry): void {
    this.tree.replaceEntry(entry);
    this.#emit({ entries: new Set([entry.uuid]), groups: new Set(), isSoft: true });
  }

  undo(): Done {
    const record = this.journal.takeUndo();
    return record
      ? this.#replay(record.steps.map(reversed).reverse(), record.isSaved)
      : refuse('nothing-to-undo');
  }

  redo(): Done {
    const record = this.journal.takeRedo();
    return record ? this.#replay(record.steps, record.isSaved) : refuse('nothing-to-undo');
  }

  /** Notes what was changed behind the primitives, the database's own settings or all by a merge. */
  noteOutsideChange({ entries, groups, isSoft }: DatabaseChange): void {
    this.tree.index();
    if (!isSoft) this.#revision++;
    this.#emit({ entries, groups, isSoft });
  }

  /**
   * Does steps again or the other way round. What was saved in the meantime others may have already: to them undoing
   * is a change like any other, so it is dated, or the next merge would bring back what was undone.
   */
  #replay(steps: readonly Step[], isDated: boolean): Done {
    const bin = this.kdbx.meta.recycleBin;
    for (const step of steps) {
      doStep(this, step);
      if (isDated) this.#date(step);
    }
    // A bin into which a merge has brought something stays one.
    if (bin && this.tree.group(bin)) this.kdbx.meta.recycleBin ??= bin;
    this.#tell(steps);
    return DONE;
  }

  #date(step: Step): void {
    if (step.kind !== 'entry' && step.kind !== 'group') return;
    const now = this.now();
    const { uuid } = step;
    const entry = this.tree.entry(uuid);
    const group = this.tree.group(uuid);
    const at = entry ?? group;
    if (!at) {
      setDeleted(this.kdbx, uuid, now);
      return;
    }
    const isMoved = step.before?.place?.parent !== step.after?.place?.parent;
    const times = { ...at.times, modified: Math.max(now, at.times.modified) };
    if (isMoved) times.locationChanged = Math.max(now, times.locationChanged);
    if (entry) this.tree.replaceEntry({ ...entry, times });
    if (group) assignParts(group, { ...partsOf(group), times });
    setDeleted(this.kdbx, uuid, undefined);
  }

  #step(step: Step): void {
    if (!this.#open) throw new Error('A step outside of a change');
    doStep(this, step);
    this.#open.push(step);
  }

  #noteDeletion(uuid: Uuid): void {
    const before = this.kdbx.deleted.find((one) => one.uuid === uuid)?.deletedAt;
    this.#step({ kind: 'deleted', uuid, before, after: this.now() });
  }

  #movedNow({ times }: Pick<KdbxEntry, 'times'>): KdbxEntry['times'] {
    return { ...times, locationChanged: Math.max(this.now(), times.locationChanged) };
  }

  #placedEntry(uuid: Uuid) {
    const entry = this.tree.entry(uuid);
    const place = this.tree.place(uuid);
    if (!entry || !place) throw new Error('No such entry');
    return { entry, place };
  }

  #placedGroup(uuid: Uuid) {
    const group = this.tree.group(uuid);
    if (!group) throw new Error('No such group');
    return { parts: partsOf(group), place: this.tree.place(uuid) };
  }

  #tell(steps: readonly Step[]): void {
    this.#revision++;
    const touched = (kind: Step['kind']) =>
      new Set(steps.flatMap((step) => (step.kind === kind && step.kind !== 'meta' ? [step.uuid] : [])));
    this.#emit({ entries: touched('entry'), groups: touched('group'), isSoft: false });
  }

  #emit(change: DatabaseChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
