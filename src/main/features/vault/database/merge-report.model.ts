import type { Instant, KdbxDatabase, Uuid } from '../kdbx/kdbx.model';

export type Side = 'ours' | 'theirs';

/** Both sides changed the same part of an entry to something different. Nothing is lost: see `kept`. */
export interface EntryConflict {
  readonly entry: Uuid;
  readonly title: string;
  /** Names of the fields and parts (`tags`, `icon`, `expiry`, `group`…) that both sides changed. */
  readonly fields: readonly string[];
  /** Whose is current; the other's version stands in the entry's history. */
  readonly kept: Side;
  readonly oursModified: Instant;
  readonly theirsModified: Instant;
  /** Place of the other's version in the entry's history now. */
  readonly other: number | undefined;
}

/** Both sides changed the same of a group or of the database's own settings, which have no history. */
export interface ValueConflict {
  /** The group; absent for the database itself. */
  readonly group?: Uuid;
  /** Name of the group, or of the database. */
  readonly title: string;
  readonly kept: Side;
  /** What the side had that was not kept, by name of the part. */
  readonly discarded: Readonly<Record<string, unknown>>;
}

/** What a merge did to ours. */
export interface MergeReport {
  readonly conflicts: readonly EntryConflict[];
  readonly valueConflicts: readonly ValueConflict[];
  readonly entries: MergedObjects;
  readonly groups: MergedObjects;
  /** Entries that one side deleted, kept because the other had changed them. */
  readonly rescued: readonly Uuid[];
  /** Whether ours is any different from before. */
  readonly isChanged: boolean;
  /** Whether theirs lacks anything of the merged: it has to be written. */
  readonly isAhead: boolean;
}

/** What became of the entries, or the groups, of ours. */
export interface MergedObjects {
  readonly added: readonly Uuid[];
  readonly changed: readonly Uuid[];
  readonly moved: readonly Uuid[];
  readonly deleted: readonly Uuid[];
}

export interface MergeOptions {
  /** What both sides come from, as it was last read or written; then what only one side changed is no conflict. */
  readonly base?: KdbxDatabase | undefined;
  readonly now: Instant;
}
