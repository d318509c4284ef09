import type { Instant, KdbxDatabase, KdbxEntry, KdbxGroup, Uuid } from '../kdbx/kdbx.model';
import { titleOf } from './entries.model';
import { mergeEntry } from './merge-entry.model';
import { mergeIcons, mergePublicData, sameFrame, usedIcons } from './merge-leftovers.model';
import { MergeNote } from './merge-note.model';
import { joinUnknown, mergeGroupParts, mergeMeta, settingsOf } from './merge-parts.model';
import type { EntryConflict, MergeOptions, MergeReport, ValueConflict } from './merge-report.model';
import {
  breakCircles,
  type Location,
  MergedLocations,
  type MergeSide,
  mergedOrder,
  sideOf,
} from './merge-tree.model';
import type { GroupParts } from './operations.model';
import { assignParts, partsOf } from './steps.model';
import { same } from './three-way.model';
import { sameContent, sameVersion } from './versions.model';

/**
 * Brings what `theirs` holds into `ours`, as KeePass synchronises and more careful: an entry's newer version is
 * current and the other stands in its history, histories are joined, moves and deletions count by their times, and
 * what was changed after it was deleted stays. With `base` it is known who changed what: then a clock that is wrong
 * decides nothing, different fields of one entry come together, and only what both changed is a conflict. Both ways
 * round it comes to the same database.
 * Source: KeePass, "Synchronization"; KeePassXC, `Merger`.
 * @param ours is changed; the entries in it are replaced, never changed themselves
 * @param theirs parts of it are taken over
 */
export function mergeDatabases(ours: KdbxDatabase, theirs: KdbxDatabase, options: MergeOptions): MergeReport {
  return new Merge(ours, theirs, options).run();
}

class Merge {
  readonly #database: KdbxDatabase;
  readonly #theirDatabase: KdbxDatabase;
  readonly #baseDatabase: KdbxDatabase | undefined;
  readonly #now: Instant;
  readonly #ours: MergeSide;
  readonly #theirs: MergeSide;
  readonly #base: MergeSide | undefined;
  readonly #locate: MergedLocations;
  readonly #entries = new Map<Uuid, KdbxEntry>();
  readonly #groups = new Map<Uuid, GroupParts>();
  readonly #locations = new Map<Uuid, Location>();
  readonly #groupLocations = new Map<Uuid, Location>();
  readonly #doomed = new Set<Uuid>();
  readonly #conflicts = new Map<Uuid, EntryConflict>();
  readonly #valueConflicts: ValueConflict[] = [];
  readonly #rescued: Uuid[] = [];
  readonly #folded = new Set<Uuid>();

  constructor(ours: KdbxDatabase, theirs: KdbxDatabase, { base, now }: MergeOptions) {
    this.#database = ours;
    this.#theirDatabase = theirs;
    this.#baseDatabase = base;
    this.#now = now;
    this.#ours = sideOf(ours);
    this.#theirs = sideOf(theirs);
    this.#base = base && sideOf(base);
    this.#locate = new MergedLocations(this.#ours, this.#theirs, this.#base);
  }

  run(): MergeReport {
    const before = { ...this.#database };
    this.#mergeGroups();
    this.#mergeEntries();
    for (const location of [this.#locations, this.#groupLocations]) this.#keepInTree(location);
    breakCircles(this.#groupLocations, this.#root);
    this.#dropDoomed();
    this.#mergeMeta();
    const note = new MergeNote(this.#ours, this.#theirs);
    this.#build(note);
    this.#finish();
    const { entries, groups } = note;
    const isTreeChanged = [entries, groups].some((objects) =>
      Object.values(objects).some((list) => list.length > 0),
    );
    return {
      conflicts: [...this.#conflicts.values()],
      valueConflicts: this.#valueConflicts,
      entries,
      groups,
      rescued: this.#rescued,
      isChanged: isTreeChanged || !sameFrame(before, this.#database),
      isAhead: note.isAhead || !sameFrame(this.#theirDatabase, this.#database),
    };
  }

  get #root(): Uuid {
    return this.#database.root.uuid;
  }

  #mergeGroups(): void {
    const [ourRoot, theirRoot] = [this.#database.root, this.#theirDatabase.root];
    this.#mergeGroup(ourRoot, theirRoot, this.#baseDatabase?.root);
    for (const uuid of union(this.#ours.tree.groups(), this.#theirs.tree.groups())) {
      if (uuid === ourRoot.uuid || uuid === theirRoot.uuid) continue;
      const [our, their] = [this.#ours.tree.group(uuid), this.#theirs.tree.group(uuid)];
      if (our && their) {
        this.#mergeGroup(our, their, this.#base?.tree.group(uuid));
      } else {
        const only = our ?? their;
        if (!only) continue;
        const base = this.#base?.tree.group(uuid);
        const isUnseen = base !== undefined && !same(settingsOf(only), settingsOf(base));
        const group = this.#rescue(
          partsOf(only),
          (our ? this.#theirs : this.#ours).deleted.get(uuid),
          isUnseen,
        );
        this.#groups.set(uuid, group ?? partsOf(only));
        if (!group) this.#doomed.add(uuid);
      }
      this.#groupLocations.set(uuid, this.#locate.of(our, their));
    }
  }

  #mergeGroup(our: KdbxGroup, their: KdbxGroup, base: KdbxGroup | undefined): void {
    const { parts, kept, discarded } = mergeGroupParts(our, their, base);
    this.#groups.set(our.uuid, parts);
    if (Object.keys(discarded).length > 0) {
      this.#valueConflicts.push({ group: our.uuid, title: parts.name, kept, discarded });
    }
  }

  #mergeEntries(): void {
    for (const uuid of union(this.#ours.tree.entries(), this.#theirs.tree.entries())) {
      const [our, their] = [this.#ours.tree.entry(uuid), this.#theirs.tree.entry(uuid)];
      const base = this.#base?.tree.entry(uuid);
      const entry = our && their ? this.#merged(our, their, base) : this.#survivor(our, their, base);
      if (!entry) continue;
      const location = this.#locate.of(our, their);
      this.#entries.set(uuid, entry);
      this.#locations.set(uuid, location);
      if (our && their && location.contested) this.#noteContested(our, their, location.contested);
    }
  }

  #merged(our: KdbxEntry, their: KdbxEntry, base: KdbxEntry | undefined): KdbxEntry {
    const { entry, conflict } = mergeEntry(our, their, base, this.#now);
    if (conflict) this.#conflicts.set(entry.uuid, { entry: entry.uuid, title: titleOf(entry), ...conflict });
    return entry;
  }

  /** What only one side has: undefined where the other deleted it for good, and had seen it as it is. */
  #survivor(
    our: KdbxEntry | undefined,
    their: KdbxEntry | undefined,
    base: KdbxEntry | undefined,
  ): KdbxEntry | undefined {
    const only = our ?? their;
    if (!only) return undefined;
    const deletedAt = (our ? this.#theirs : this.#ours).deleted.get(only.uuid);
    const entry = this.#rescue(only, deletedAt, base !== undefined && hasNews(only, base));
    if (entry && deletedAt !== undefined) this.#rescued.push(entry.uuid);
    return entry;
  }

  /** What is kept of something that was deleted, or was not; undefined where whoever deleted it saw it as it is. */
  #rescue<T extends Pick<KdbxEntry, 'times'>>(
    what: T,
    deletedAt: Instant | undefined,
    isUnseen: boolean,
  ): T | undefined {
    if (deletedAt === undefined || lastChange(what) > deletedAt) return what;
    if (!isUnseen) return undefined;
    // Dated, or the next merge by times alone would delete it after all.
    return { ...what, times: { ...what.times, modified: Math.max(this.#now, deletedAt + 1000) } };
  }

  #noteContested(our: KdbxEntry, their: KdbxEntry, kept: 'ours' | 'theirs'): void {
    const known = this.#conflicts.get(our.uuid);
    this.#conflicts.set(our.uuid, {
      entry: our.uuid,
      title: titleOf(our),
      kept,
      oursModified: our.times.modified,
      theirsModified: their.times.modified,
      other: undefined,
      ...known,
      fields: [...(known?.fields ?? []), 'group'],
    });
  }

  /** What would stand in a group that is nowhere any more stands in the root. */
  #keepInTree(locations: Map<Uuid, Location>): void {
    for (const [uuid, location] of locations) {
      if (!this.#groups.has(location.parent)) locations.set(uuid, { ...location, parent: this.#root });
    }
  }

  #mergeMeta(): void {
    const { parts, kept, discarded } = mergeMeta(
      this.#database.meta,
      this.#theirDatabase.meta,
      this.#baseDatabase?.meta,
    );
    if (Object.keys(discarded).length > 0) {
      this.#valueConflicts.push({ title: parts.name, kept, discarded });
    }
    const bins = [this.#database.meta.recycleBin, this.#theirDatabase.meta.recycleBin];
    const bin = [parts.recycleBin, ...bins].find((uuid) => uuid !== undefined && this.#groups.has(uuid));
    delete parts.recycleBin;
    if (bin) parts.recycleBin = bin;
    for (const other of bins) if (bin && other && this.#isNewHere(other, bin)) this.#fold(other, bin);
    this.#database.meta = parts;
  }

  /** Whether it is a bin that one side made while the other made `bin`. */
  #isNewHere(uuid: Uuid, bin: Uuid): boolean {
    const isOnBoth = this.#ours.tree.group(uuid) && this.#theirs.tree.group(uuid);
    return this.#groups.has(uuid) && !isOnBoth && !this.#base?.tree.group(uuid) && !this.#isWithin(bin, uuid);
  }

  #isWithin(uuid: Uuid, group: Uuid): boolean {
    for (let at: Uuid | undefined = uuid; at; at = this.#groupLocations.get(at)?.parent) {
      if (at === group) return true;
    }
    return false;
  }

  /** Two bins are one: what stands in the other goes over. */
  #fold(other: Uuid, bin: Uuid): void {
    for (const locations of [this.#locations, this.#groupLocations]) {
      for (const [uuid, location] of locations) {
        if (location.parent === other) locations.set(uuid, { ...location, parent: bin, changed: this.#now });
      }
    }
    this.#groups.delete(other);
    this.#groupLocations.delete(other);
    this.#folded.add(other);
  }

  /** Deleted groups go, but for those in which something is that was not deleted. */
  #dropDoomed(): void {
    const needed = new Set<Uuid>();
    const need = (parent: Uuid | undefined) => {
      for (let at = parent; at && !needed.has(at); at = this.#groupLocations.get(at)?.parent) needed.add(at);
    };
    for (const { parent } of this.#locations.values()) need(parent);
    for (const uuid of this.#groups.keys()) if (!this.#doomed.has(uuid)) need(uuid);
    for (const uuid of this.#doomed) {
      if (needed.has(uuid)) continue;
      this.#groups.delete(uuid);
      this.#groupLocations.delete(uuid);
    }
  }

  /** Makes the tree of ours what was found. */
  #build(note: MergeNote): void {
    const members = new Map<Uuid, { entries: Map<Uuid, KdbxEntry>; groups: Map<Uuid, KdbxGroup> }>();
    for (const uuid of this.#groups.keys()) members.set(uuid, { entries: new Map(), groups: new Map() });
    for (const [uuid, merged] of this.#entries) {
      const location = this.#locations.get(uuid);
      if (!location) continue;
      const our = this.#ours.tree.entry(uuid);
      const entry = located(merged, location);
      const kept = our && same(our, entry) ? our : entry;
      members.get(location.parent)?.entries.set(uuid, kept);
      note.entry(kept, location.parent);
    }
    const built = new Map<Uuid, KdbxGroup>();
    for (const [uuid, parts] of this.#groups) {
      const location = this.#groupLocations.get(uuid);
      const group = this.#ours.tree.group(uuid) ?? { ...parts, entries: [], groups: [] };
      built.set(uuid, group);
      const placed = location ? located(parts, location) : parts;
      note.group(placed, location?.parent);
      assignParts(group, placed);
      if (location) members.get(location.parent)?.groups.set(uuid, group);
    }
    for (const [uuid, { entries, groups }] of members) {
      const group = built.get(uuid);
      const their = uuid === this.#root ? this.#theirDatabase.root : this.#theirs.tree.group(uuid);
      if (!group) continue;
      const ids = (list: readonly { uuid: Uuid }[] | undefined) => (list ?? []).map((one) => one.uuid);
      group.entries = mergedOrder(entries, ids(group.entries), ids(their?.entries));
      group.groups = mergedOrder(groups, ids(group.groups), ids(their?.groups));
    }
  }

  /** Deletions, icons and what is left, once the tree stands. */
  #finish(): void {
    const [ours, theirs] = [this.#database, this.#theirDatabase];
    const deleted = new Map(this.#ours.deleted);
    for (const [uuid, at] of this.#theirs.deleted) deleted.set(uuid, Math.max(at, deleted.get(uuid) ?? 0));
    for (const uuid of this.#folded) deleted.set(uuid, this.#now);
    const used = usedIcons(this.#entries.values(), this.#groups.values());
    const { customIcons } = ours.meta;
    ours.meta.customIcons = mergeIcons(customIcons, theirs.meta.customIcons, deleted, used);
    for (const uuid of [...this.#entries.keys(), ...this.#groups.keys()]) deleted.delete(uuid);
    for (const { uuid } of ours.meta.customIcons) deleted.delete(uuid);
    ours.deleted = [...deleted].map(([uuid, deletedAt]) => ({ uuid, deletedAt }));
    const publicCustomData = mergePublicData(ours.file, theirs.file, this.#baseDatabase?.file);
    ours.file = { ...ours.file, publicCustomData };
    ours.unknown = {
      file: joinUnknown(ours.unknown.file, theirs.unknown.file),
      root: joinUnknown(ours.unknown.root, theirs.unknown.root),
    };
  }
}

/** An entry or a group with the times of its move. */
function located<T extends Pick<KdbxEntry, 'times' | 'previousParent'>>(what: T, location: Location): T {
  const { changed, previousParent } = location;
  if (what.times.locationChanged === changed && what.previousParent === previousParent) return what;
  const { previousParent: _, ...rest } = what;
  return {
    ...rest,
    times: { ...what.times, locationChanged: changed },
    ...(previousParent && { previousParent }),
  } as T;
}

/** Whether an entry holds anything, now or in its history, that another state of it does not. */
function hasNews(entry: KdbxEntry, before: KdbxEntry): boolean {
  const known = [before, ...before.history];
  return (
    !sameContent(entry, before) || !entry.history.every((one) => known.some((two) => sameVersion(one, two)))
  );
}

function lastChange({ times }: Pick<KdbxEntry, 'times'>): Instant {
  return Math.max(times.modified, times.locationChanged);
}

function union(...lists: readonly Iterable<{ readonly uuid: Uuid }>[]): Set<Uuid> {
  return new Set(lists.flatMap((list) => [...list].map(({ uuid }) => uuid)));
}
