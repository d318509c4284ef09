import type { Instant, KdbxEntry, KdbxGroup, Uuid } from '../kdbx/kdbx.model';
import { isFavourite, shownTags } from './favourite.model';
import type { SearchIndex } from './search-index.model';
import { type EntrySort, SortedEntries } from './sorted-entries.model';
import type { VaultDatabase } from './vault-database.model';

/** Which entries are listed. What stands in the bin is only in `bin`, and in a group that stands there. */
export type ListScope =
  | { readonly kind: 'all' | 'favourites' | 'recent' | 'expiring' | 'bin' }
  | { readonly kind: 'group'; readonly group: Uuid; readonly withSubgroups?: boolean }
  | { readonly kind: 'tag'; readonly tag: string };

export interface ListRequest {
  readonly scope: ListScope;
  /** What was typed into the search; empty for all of the scope. */
  readonly text: string;
  /** `relevance`: the best findings first; without text what was used last for `recent`, else by title. */
  readonly sort: EntrySort | 'relevance';
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** A window of the list, and how many there are in all. */
export interface ListWindow {
  readonly total: number;
  readonly entries: readonly KdbxEntry[];
}

/** How many entries each scope has. */
export type ListCounts = Record<'all' | 'favourites' | 'recent' | 'expiring' | 'bin', number>;

/** How many entries count as recently used. */
export const RECENT_COUNT = 30;
/** Entries that expire within this time are listed as expiring, those that have expired too. */
export const EXPIRING_WITHIN_MS = 14 * 24 * 3_600_000;

/** Lists the entries of a database as they are asked for, window by window. */
export class EntryListing {
  readonly #database: VaultDatabase;
  readonly #index: SearchIndex;
  readonly #sorted: SortedEntries;
  readonly #now: () => Instant;

  constructor(database: VaultDatabase, index: SearchIndex, now: () => Instant) {
    this.#database = database;
    this.#index = index;
    this.#sorted = new SortedEntries(database);
    this.#now = now;
  }

  /** Ends the watching, and forgets all. */
  dispose(): void {
    this.#sorted.dispose();
  }

  /** A window of the entries of a scope; an unknown group has none. */
  list({ scope, text, sort, descending, offset, limit }: ListRequest): ListWindow {
    const isIn = this.#filter(scope);
    const uuids = this.#uuids(scope, text, sort).filter((uuid) => {
      const entry = this.#database.entry(uuid);
      return entry !== undefined && isIn(entry);
    });
    if (descending) uuids.reverse();
    const window = uuids.slice(offset, offset + limit);
    return { total: uuids.length, entries: window.flatMap((uuid) => this.#database.entry(uuid) ?? []) };
  }

  counts(): ListCounts {
    const counts: ListCounts = { all: 0, favourites: 0, recent: 0, expiring: 0, bin: 0 };
    const kinds = ['all', 'favourites', 'expiring', 'bin'] as const;
    const filters = kinds.map((kind) => [kind, this.#filter({ kind })] as const);
    for (const entry of this.#database.allEntries()) {
      for (const [kind, isIn] of filters) if (isIn(entry)) counts[kind]++;
    }
    counts.recent = this.#recent().size;
    return counts;
  }

  #uuids(scope: ListScope, text: string, sort: ListRequest['sort']): Uuid[] {
    const found = text.trim() === '' ? undefined : this.#found(scope, text);
    if (sort === 'relevance') {
      if (found) return found;
      return scope.kind === 'recent' ? [...this.#recent()] : this.#sorted.by('title');
    }
    const sorted = this.#sorted.by(sort);
    if (!found) return sorted;
    const isFound = new Set(found);
    return sorted.filter((uuid) => isFound.has(uuid));
  }

  /** Who looks into a group or the bin means what stands there, searched otherwise or not. */
  #found(scope: ListScope, text: string): Uuid[] {
    return this.#index.search(text, { everywhere: scope.kind === 'bin' || scope.kind === 'group' });
  }

  #filter(scope: ListScope): (entry: KdbxEntry) => boolean {
    if (scope.kind === 'recent') {
      const recent = this.#recent();
      return ({ uuid }) => recent.has(uuid);
    }
    if (scope.kind === 'group') {
      const groups = this.#groups(this.#database.group(scope.group), scope.withSubgroups ?? false);
      return ({ uuid }) => groups.has(this.#database.parentOf(uuid)?.uuid ?? '');
    }
    const inBin = this.#groups(this.#database.bin.group, true);
    const isInBin = ({ uuid }: KdbxEntry) => inBin.has(this.#database.parentOf(uuid)?.uuid ?? '');
    if (scope.kind === 'bin') return isInBin;
    if (scope.kind === 'all') return (entry) => !isInBin(entry);
    if (scope.kind === 'favourites') return (entry) => isFavourite(entry) && !isInBin(entry);
    if (scope.kind === 'tag') return (entry) => shownTags(entry).includes(scope.tag) && !isInBin(entry);
    const soon = this.#now() + EXPIRING_WITHIN_MS;
    return (entry) => entry.times.expires && entry.times.expiry <= soon && !isInBin(entry);
  }

  #groups(group: KdbxGroup | undefined, withSubgroups: boolean): Set<Uuid> {
    const groups = new Set<Uuid>();
    const visit = (at: KdbxGroup) => {
      groups.add(at.uuid);
      if (withSubgroups) for (const child of at.groups) visit(child);
    };
    if (group) visit(group);
    return groups;
  }

  /** The entries that were used last, the latest first. */
  #recent(): Set<Uuid> {
    const isOutside = this.#filter({ kind: 'all' });
    const used: KdbxEntry[] = [];
    for (const entry of this.#database.allEntries()) {
      if (entry.times.usageCount > 0 && isOutside(entry)) used.push(entry);
    }
    used.sort((one, other) => other.times.accessed - one.times.accessed);
    return new Set(used.slice(0, RECENT_COUNT).map(({ uuid }) => uuid));
  }
}
