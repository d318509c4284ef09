import type { KdbxDatabase, KdbxEntry, KdbxGroup, Uuid } from '../kdbx/kdbx.model';

/** Where something stands: in which group, and at which place among its like. */
export interface Place {
  readonly parent: Uuid;
  readonly index: number;
}

/**
 * The tree of a database with an index over it: entry and group by uuid, and what each stands in. Entries are never
 * changed in place: a changed one takes the place of the old one, so that whoever holds an entry holds it as it was.
 */
export class DatabaseTree {
  readonly root: KdbxGroup;
  readonly #entries = new Map<Uuid, KdbxEntry>();
  readonly #groups = new Map<Uuid, KdbxGroup>();
  readonly #parents = new Map<Uuid, KdbxGroup>();

  constructor(database: Pick<KdbxDatabase, 'root'>) {
    this.root = database.root;
    this.index();
  }

  /** Reads the whole tree anew; for whoever changed it without this class. */
  index(): void {
    this.#entries.clear();
    this.#groups.clear();
    this.#parents.clear();
    this.#groups.set(this.root.uuid, this.root);
    this.#indexBelow(this.root);
  }

  get entryCount(): number {
    return this.#entries.size;
  }

  entries(): IterableIterator<KdbxEntry> {
    return this.#entries.values();
  }

  groups(): IterableIterator<KdbxGroup> {
    return this.#groups.values();
  }

  entry(uuid: Uuid): KdbxEntry | undefined {
    return this.#entries.get(uuid);
  }

  group(uuid: Uuid): KdbxGroup | undefined {
    return this.#groups.get(uuid);
  }

  /** The group in which an entry or a group stands; undefined for the root. */
  parent(uuid: Uuid): KdbxGroup | undefined {
    return this.#parents.get(uuid);
  }

  /** The groups around it, from the outermost below the root to the nearest. */
  path(uuid: Uuid): KdbxGroup[] {
    const path: KdbxGroup[] = [];
    for (let at = this.parent(uuid); at && at !== this.root; at = this.parent(at.uuid)) path.unshift(at);
    return path;
  }

  /** Whether it is that group or stands in it, at whatever depth. */
  isWithin(uuid: Uuid, group: Uuid): boolean {
    for (let at: Uuid | undefined = uuid; at; at = this.parent(at)?.uuid) if (at === group) return true;
    return false;
  }

  place(uuid: Uuid): Place | undefined {
    const parent = this.parent(uuid);
    if (!parent) return undefined;
    const entry = this.entry(uuid);
    const group = this.group(uuid);
    // What is removed or moved in bulk goes from the end: found there first.
    const index = entry ? parent.entries.lastIndexOf(entry) : group ? parent.groups.lastIndexOf(group) : -1;
    return { parent: parent.uuid, index };
  }

  insertEntry(entry: KdbxEntry, place: Place): void {
    const parent = this.#required(place.parent);
    parent.entries.splice(place.index, 0, entry);
    this.#entries.set(entry.uuid, entry);
    this.#parents.set(entry.uuid, parent);
  }

  /** Puts another version of an entry in its place. */
  replaceEntry(entry: KdbxEntry): void {
    const parent = this.parent(entry.uuid);
    const index = this.place(entry.uuid)?.index;
    if (!parent || index === undefined) throw new Error('No such entry to replace');
    parent.entries[index] = entry;
    this.#entries.set(entry.uuid, entry);
  }

  insertGroup(group: KdbxGroup, place: Place): void {
    const parent = this.#required(place.parent);
    parent.groups.splice(place.index, 0, group);
    this.#groups.set(group.uuid, group);
    this.#parents.set(group.uuid, parent);
    this.#indexBelow(group);
  }

  /** Takes an entry, or a group with all in it, out of the tree. */
  remove(uuid: Uuid): void {
    const parent = this.parent(uuid);
    const place = this.place(uuid);
    if (!parent || !place) throw new Error('Nothing there to remove');
    const group = this.group(uuid);
    if (group) {
      parent.groups.splice(place.index, 1);
      this.#forget(group);
    } else {
      parent.entries.splice(place.index, 1);
      this.#entries.delete(uuid);
    }
    this.#parents.delete(uuid);
  }

  /** Moves an entry or a group, with all in it. */
  move(uuid: Uuid, place: Place): void {
    const entry = this.entry(uuid);
    const group = this.group(uuid);
    this.remove(uuid);
    if (entry) this.insertEntry(entry, place);
    else if (group) this.insertGroup(group, place);
  }

  #required(uuid: Uuid): KdbxGroup {
    const group = this.group(uuid);
    if (!group) throw new Error('No such group to put anything into');
    return group;
  }

  #indexBelow(group: KdbxGroup): void {
    for (const entry of group.entries) {
      this.#entries.set(entry.uuid, entry);
      this.#parents.set(entry.uuid, group);
    }
    for (const child of group.groups) {
      this.#groups.set(child.uuid, child);
      this.#parents.set(child.uuid, group);
      this.#indexBelow(child);
    }
  }

  #forget(group: KdbxGroup): void {
    this.#groups.delete(group.uuid);
    for (const entry of group.entries) {
      this.#entries.delete(entry.uuid);
      this.#parents.delete(entry.uuid);
    }
    for (const child of group.groups) {
      this.#forget(child);
      this.#parents.delete(child.uuid);
    }
  }
}
