import type { Instant, KdbxDatabase, KdbxEntry, KdbxGroup, Uuid } from '../kdbx/kdbx.model';
import type { Side } from './merge-report.model';
import { DatabaseTree } from './tree.model';

/** One state of a database, found by uuid. */
export interface MergeSide {
  readonly tree: DatabaseTree;
  readonly deleted: ReadonlyMap<Uuid, Instant>;
}

/** Reads a database for a merge. */
export function sideOf(database: KdbxDatabase): MergeSide {
  const deleted = new Map<Uuid, Instant>();
  for (const { uuid, deletedAt } of database.deleted) {
    deleted.set(uuid, Math.max(deletedAt, deleted.get(uuid) ?? 0));
  }
  return { tree: new DatabaseTree(database), deleted };
}

/** Where something stands in the merged tree. */
export interface Location {
  readonly parent: Uuid;
  readonly changed: Instant;
  readonly previousParent: Uuid | undefined;
  /** Where the other side has it, if that is elsewhere. */
  readonly otherwise?: Uuid;
  /** Whose it is, where it was moved on both sides. */
  readonly contested?: Side;
}

type Located = Pick<KdbxEntry | KdbxGroup, 'uuid' | 'times' | 'previousParent'>;

/** Finds where entries and groups of two trees stand in the merged one. */
export class MergedLocations {
  readonly #ours: MergeSide;
  readonly #theirs: MergeSide;
  readonly #base: MergeSide | undefined;

  constructor(ours: MergeSide, theirs: MergeSide, base: MergeSide | undefined) {
    this.#ours = ours;
    this.#theirs = theirs;
    this.#base = base;
  }

  /** Where something stands. The side that alone moved it since the base decides, else the later by `LocationChanged`. */
  of(our: Located | undefined, their: Located | undefined): Location {
    const [ours, theirs] = [
      our && this.#located(this.#ours, our),
      their && this.#located(this.#theirs, their),
    ];
    if (!ours || !theirs) return this.#required(ours ?? theirs);
    if (ours.parent === theirs.parent) {
      const latest = theirs.changed > ours.changed ? theirs : ours;
      return {
        ...latest,
        previousParent: latest.previousParent ?? ours.previousParent ?? theirs.previousParent,
      };
    }
    const base = our && this.#base?.tree.parent(our.uuid);
    const was = base && this.#mapped(this.#base, base.uuid);
    const changed = Math.max(ours.changed, theirs.changed);
    if (was === ours.parent) return { ...theirs, changed, otherwise: ours.parent };
    if (was === theirs.parent) return { ...ours, changed, otherwise: theirs.parent };
    const later = theirs.changed - ours.changed || (theirs.parent > ours.parent ? 1 : -1);
    const isContested = was !== undefined || theirs.changed === ours.changed;
    const [winner, loser] = later > 0 ? [theirs, ours] : [ours, theirs];
    const contested: Side = later > 0 ? 'theirs' : 'ours';
    return { ...winner, otherwise: loser.parent, ...(isContested && { contested }) };
  }

  /** A uuid in ours for the root of any side: two roots are one, whatever they are called. */
  #mapped(side: MergeSide | undefined, uuid: Uuid): Uuid {
    return uuid === side?.tree.root.uuid ? this.#ours.tree.root.uuid : uuid;
  }

  #located(side: MergeSide, what: Located): Location {
    const parent = side.tree.parent(what.uuid)?.uuid ?? side.tree.root.uuid;
    return {
      parent: this.#mapped(side, parent),
      changed: what.times.locationChanged,
      previousParent: what.previousParent,
    };
  }

  #required(location: Location | undefined): Location {
    if (!location) throw new Error('Nothing to locate');
    return location;
  }
}

/**
 * Takes apart groups that would stand in each other, because each side moved one into the other: of those in a circle
 * the one that was moved first goes where the other side has it, or under the root.
 */
export function breakCircles(locations: Map<Uuid, Location>, root: Uuid): void {
  for (const start of [...locations.keys()].sort()) {
    for (
      let circle = circleFrom(start, locations, root);
      circle;
      circle = circleFrom(start, locations, root)
    ) {
      const [first] = circle.sort(
        ([one, at], [other, elsewhere]) => at.changed - elsewhere.changed || (one < other ? -1 : 1),
      );
      if (!first) break;
      const [uuid, { otherwise, ...location }] = first;
      locations.set(uuid, { ...location, parent: otherwise ?? root });
    }
  }
}

/** The circle that one comes into on the way up; undefined where the way leads to the root. */
function circleFrom(
  start: Uuid,
  locations: ReadonlyMap<Uuid, Location>,
  root: Uuid,
): [Uuid, Location][] | undefined {
  const way: [Uuid, Location][] = [];
  for (let at = start; at !== root; ) {
    const known = way.findIndex(([uuid]) => uuid === at);
    if (known >= 0) return way.slice(known);
    const location = locations.get(at);
    if (!location) return undefined;
    way.push([at, location]);
    at = location.parent;
  }
  return undefined;
}

/**
 * The order of what stands in one group: as in ours, and what came from theirs behind what it stood behind there.
 * What neither side has in that group comes last.
 */
export function mergedOrder<T extends { uuid: Uuid }>(
  present: ReadonlyMap<Uuid, T>,
  ours: readonly Uuid[],
  theirs: readonly Uuid[],
): T[] {
  const order = ours.filter((uuid) => present.has(uuid));
  const placed = new Set(order);
  let last: Uuid | undefined;
  for (const uuid of theirs) {
    if (!present.has(uuid)) continue;
    if (!placed.has(uuid)) {
      const isAtEnd = last === undefined || last === order.at(-1);
      order.splice(isAtEnd ? order.length : order.indexOf(last as Uuid) + 1, 0, uuid);
      placed.add(uuid);
    }
    last = uuid;
  }
  const rest = [...present.keys()].filter((uuid) => !placed.has(uuid));
  return [...order, ...rest].flatMap((uuid) => present.get(uuid) ?? []);
}
