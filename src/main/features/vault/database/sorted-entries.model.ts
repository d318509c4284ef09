import type { KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { titleOf } from './entries.model';
import { resorted } from './sorted-list.model';
import type { VaultDatabase } from './vault-database.model';

export type EntrySort = 'title' | 'userName' | 'url' | 'modified' | 'expiry';

interface Line {
  readonly uuid: Uuid;
  readonly key: string | number;
  readonly title: string;
}

/** As people sort in German: ä beside a, digits by their number, neither case nor signs in front. */
const COLLATOR = new Intl.Collator('de', { numeric: true, ignorePunctuation: false });

/**
 * All entries in every order that was asked for. Comparing titles as people do is slow, so each order is made once and
 * then kept: a changed entry is taken out and put in where it belongs.
 */
export class SortedEntries {
  readonly #database: Pick<VaultDatabase, 'allEntries' | 'entry' | 'watch'>;
  readonly #orders = new Map<EntrySort, Line[]>();
  readonly #stop: () => void;

  constructor(database: Pick<VaultDatabase, 'allEntries' | 'entry' | 'watch'>) {
    this.#database = database;
    this.#stop = database.watch(({ entries }) => {
      if (entries.size > 0) this.#update(entries);
    });
  }

  dispose(): void {
    this.#stop();
    this.#orders.clear();
  }

  /** All entries in that order: a new list each time. Those without an expiry come last. */
  by(sort: EntrySort): Uuid[] {
    let order = this.#orders.get(sort);
    if (!order) {
      order = [...this.#database.allEntries()].map((entry) => lineOf(entry, sort)).sort(compare);
      this.#orders.set(sort, order);
    }
    return order.map(({ uuid }) => uuid);
  }

  #update(changed: ReadonlySet<Uuid>): void {
    for (const [sort, order] of this.#orders) {
      const lines = [...changed].flatMap((uuid) => {
        const entry = this.#database.entry(uuid);
        return entry ? [lineOf(entry, sort)] : [];
      });
      this.#orders.set(
        sort,
        resorted(order, ({ uuid }) => changed.has(uuid), lines, compare),
      );
    }
  }
}

function lineOf(entry: KdbxEntry, sort: EntrySort): Line {
  const text = (name: string) => {
    const value = entry.fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  const { modified, expires, expiry } = entry.times;
  const keys: Record<EntrySort, () => string | number> = {
    title: () => '',
    userName: () => text('UserName'),
    url: () => text('URL').replace(/^\w+:\/\/(www\.)?/, ''),
    modified: () => modified,
    expiry: () => (expires ? expiry : Number.MAX_SAFE_INTEGER),
  };
  return { uuid: entry.uuid, key: keys[sort](), title: titleOf(entry) };
}

function compare(one: Line, other: Line): number {
  const byKey =
    typeof one.key === 'number' && typeof other.key === 'number'
      ? one.key - other.key
      : COLLATOR.compare(String(one.key), String(other.key));
  return byKey || COLLATOR.compare(one.title, other.title) || (one.uuid < other.uuid ? -1 : 1);
}
