import type { KdbxEntry, KdbxGroup, Uuid } from '../kdbx/kdbx.model';
import type { MergedObjects } from './merge-report.model';
import type { MergeSide } from './merge-tree.model';
import type { GroupParts } from './operations.model';
import { partsOf } from './steps.model';
import { same } from './three-way.model';
import { sameHistory, sameVersion } from './versions.model';

type Located = Pick<KdbxEntry, 'uuid' | 'times'>;

/** Notes what a merge makes of entries, or of groups. */
class Note {
  readonly present = new Set<Uuid>();
  readonly added: Uuid[] = [];
  readonly changed: Uuid[] = [];
  readonly moved: Uuid[] = [];

  took(uuid: Uuid, what: { isNew: boolean; isChanged: boolean; isMoved: boolean }): void {
    this.present.add(uuid);
    if (what.isNew) {
      this.added.push(uuid);
      return;
    }
    if (what.isChanged) this.changed.push(uuid);
    if (what.isMoved) this.moved.push(uuid);
  }

  with(before: Iterable<{ readonly uuid: Uuid }>): MergedObjects {
    const deleted = [...before].flatMap(({ uuid }) => (this.present.has(uuid) ? [] : [uuid]));
    return { added: this.added, changed: this.changed, moved: this.moved, deleted };
  }
}

/** Compares what a merge made with both sides: what is new to ours, and whether theirs lacks anything. */
export class MergeNote {
  readonly #ours: MergeSide;
  readonly #theirs: MergeSide;
  readonly #entries = new Note();
  readonly #groups = new Note();
  #isAhead = false;

  constructor(ours: MergeSide, theirs: MergeSide) {
    this.#ours = ours;
    this.#theirs = theirs;
  }

  entry(entry: KdbxEntry, parent: Uuid): void {
    const { uuid } = entry;
    const [our, their] = [this.#ours.tree.entry(uuid), this.#theirs.tree.entry(uuid)];
    this.#entries.took(uuid, {
      isNew: !our,
      isChanged: our !== undefined && !sameState(our, entry),
      isMoved: our !== undefined && this.#isMoved(this.#ours, our, entry, parent),
    });
    this.#isAhead ||= !their || !sameState(their, entry) || this.#isMoved(this.#theirs, their, entry, parent);
  }

  /** To be told before the group of ours is changed. */
  group(parts: GroupParts, parent: Uuid | undefined): void {
    const { uuid } = parts;
    const isRoot = parent === undefined;
    const our = this.#ours.tree.group(uuid);
    const their = isRoot ? this.#theirs.tree.root : this.#theirs.tree.group(uuid);
    this.#groups.took(uuid, {
      isNew: !our,
      isChanged: our !== undefined && !sameSettings(our, parts),
      isMoved: our !== undefined && this.#isMoved(this.#ours, our, parts, parent),
    });
    this.#isAhead ||=
      !their || !sameSettings(their, parts) || this.#isMoved(this.#theirs, their, parts, parent);
  }

  get entries(): MergedObjects {
    return this.#entries.with(this.#ours.tree.entries());
  }

  get groups(): MergedObjects {
    return this.#groups.with(this.#ours.tree.groups());
  }

  /** Whether theirs lacks anything of the merged, or has what is gone. */
  get isAhead(): boolean {
    const { root } = this.#theirs.tree;
    return (
      this.#isAhead ||
      this.#entries.with(this.#theirs.tree.entries()).deleted.length > 0 ||
      this.#groups.with(this.#theirs.tree.groups()).deleted.some((uuid) => uuid !== root.uuid)
    );
  }

  /** Whether something stands elsewhere, or came where it stands at another time. */
  #isMoved({ tree }: MergeSide, was: Located, is: Located, parent: Uuid | undefined): boolean {
    const before = tree.parent(was.uuid);
    const uuid = before === tree.root ? this.#ours.tree.root.uuid : before?.uuid;
    return uuid !== parent || was.times.locationChanged !== is.times.locationChanged;
  }
}

/** The same version with the same history; how often it was used does not count. */
function sameState(one: KdbxEntry, other: KdbxEntry): boolean {
  return one === other || (sameVersion(one, other) && sameHistory(one, other));
}

function sameSettings(one: KdbxGroup | GroupParts, other: GroupParts): boolean {
  return same(settings(one), settings(other));
}

function settings(group: KdbxGroup | GroupParts) {
  const { uuid, isExpanded, lastTopVisibleEntry, previousParent, times, ...parts } =
    'entries' in group ? partsOf(group) : group;
  const { accessed, usageCount, locationChanged, ...dates } = times;
  return { ...parts, dates };
}
