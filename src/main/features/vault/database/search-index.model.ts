import type { FieldValue, Instant, KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { isFavourite, shownTags } from './favourite.model';
import { beginsWith, type Folded, fold, holds } from './folding.model';
import type { DatabaseChange } from './operations.model';
import { parseQuery, SEARCH_PLACES, type SearchPlace, type SearchTerm } from './query.model';
import type { VaultDatabase } from './vault-database.model';

/** What a search needs of a database. */
export type Searched = Pick<
  VaultDatabase,
  | 'allEntries'
  | 'allGroups'
  | 'entry'
  | 'group'
  | 'parentOf'
  | 'pathOf'
  | 'isWithin'
  | 'root'
  | 'bin'
  | 'watch'
>;

export interface SearchOptions {
  /** Also in the recycle bin and in groups that are not searched. */
  readonly everywhere?: boolean;
}

/** An entry as it is searched. Between two texts stands a line break, which no term holds. */
interface Sheet {
  readonly uuid: Uuid;
  readonly group: Uuid;
  readonly places: Readonly<Record<SearchPlace, Folded>>;
  readonly all: Folded;
  readonly isFavourite: boolean;
  readonly expires: Instant | undefined;
  readonly used: Instant;
}

/**
 * Finds entries by everything they hold that is not protected. Goes over all of them at each search, each being one
 * folded text: at 10,000 entries faster than the next keystroke. One changed entry is read anew, not all.
 */
export class SearchIndex {
  readonly #database: Searched;
  readonly #now: () => Instant;
  readonly #sheets = new Map<Uuid, Sheet>();
  readonly #stop: () => void;
  /** The sheets as equally good findings are shown: favourites first, then what was used last. */
  #ordered: Sheet[] | undefined;

  /** Reads all entries, and from then on those that change. */
  constructor(database: Searched, now: () => Instant) {
    this.#database = database;
    this.#now = now;
    for (const entry of database.allEntries()) this.#read(entry);
    this.#stop = database.watch((change) => this.#update(change));
  }

  /** Ends the watching, and forgets all. */
  dispose(): void {
    this.#stop();
    this.#sheets.clear();
    this.#ordered = undefined;
  }

  /**
   * Entries in which every term is, the best first: titles that begin with the first word, titles that have all words,
   * the rest. Nothing typed finds everything.
   */
  search(text: string, { everywhere = false }: SearchOptions = {}): Uuid[] {
    const terms = parseQuery(text);
    const hidden = everywhere ? new Set<Uuid>() : this.#unsearchedGroups();
    const byRank: [Uuid[], Uuid[], Uuid[]] = [[], [], []];
    const now = this.#now();
    for (const sheet of this.#inOrder()) {
      if (hidden.has(sheet.group) || !terms.every((term) => fits(sheet, term, now))) continue;
      byRank[rankOf(sheet, terms)].push(sheet.uuid);
    }
    return byRank.flat();
  }

  #inOrder(): readonly Sheet[] {
    this.#ordered ??= [...this.#sheets.values()].sort(
      (one, other) =>
        Number(other.isFavourite) - Number(one.isFavourite) ||
        other.used - one.used ||
        (one.places.title.plain < other.places.title.plain ? -1 : 1),
    );
    return this.#ordered;
  }

  #update({ entries, groups }: DatabaseChange): void {
    const touched = new Set(entries);
    for (const group of groups) this.#addWithin(group, touched);
    for (const uuid of touched) {
      const entry = this.#database.entry(uuid);
      if (entry) this.#read(entry);
      else this.#sheets.delete(uuid);
    }
    if (touched.size > 0) this.#ordered = undefined;
  }

  /** What stands in a group reads differently when the group is called differently or stands elsewhere. */
  #addWithin(group: Uuid, touched: Set<Uuid>): void {
    const at = this.#database.group(group);
    for (const { uuid } of at?.entries ?? []) touched.add(uuid);
    for (const { uuid } of at?.groups ?? []) this.#addWithin(uuid, touched);
  }

  #unsearchedGroups(): Set<Uuid> {
    const hidden = new Set<Uuid>();
    const bin = this.#database.bin.group;
    const visit = (group: Searched['root'], isSearched: boolean) => {
      const isHere = group !== bin && (group.enableSearching ?? isSearched);
      if (!isHere) hidden.add(group.uuid);
      for (const child of group.groups) visit(child, isHere);
    };
    visit(this.#database.root, true);
    return hidden;
  }

  #read(entry: KdbxEntry): void {
    const group = this.#database.parentOf(entry.uuid) ?? this.#database.root;
    const path = this.#database.pathOf(entry.uuid).map(({ name }) => name);
    const custom = [...entry.fields].filter(([name]) => !(name in STANDARD_PLACES));
    const texts: Record<SearchPlace, string> = {
      title: inTheClear(entry.fields.get('Title')),
      user: inTheClear(entry.fields.get('UserName')),
      url: inTheClear(entry.fields.get('URL')),
      notes: inTheClear(entry.fields.get('Notes')),
      tag: shownTags(entry).join('\n'),
      group: path.join('\n'),
      field: custom.map(([name, value]) => `${name}\n${inTheClear(value)}`).join('\n'),
      attachment: [...entry.attachments.keys()].join('\n'),
    };
    const places = Object.fromEntries(SEARCH_PLACES.map((place) => [place, fold(texts[place])]));
    this.#sheets.set(entry.uuid, {
      uuid: entry.uuid,
      group: group.uuid,
      places: places as Record<SearchPlace, Folded>,
      all: fold(SEARCH_PLACES.map((place) => texts[place]).join('\n')),
      isFavourite: isFavourite(entry),
      expires: entry.times.expires ? entry.times.expiry : undefined,
      used: entry.times.accessed,
    });
  }
}

const STANDARD_PLACES = { Title: true, UserName: true, URL: true, Notes: true, Password: true };

/** A value as far as it may be searched: what is protected may not. */
function inTheClear(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function fits(sheet: Sheet, term: SearchTerm, now: Instant): boolean {
  if (term.kind === 'text')
    return holds(term.place ? sheet.places[term.place] : sheet.all, term.text) !== term.isNot;
  const isSo =
    term.state === 'favourite' ? sheet.isFavourite : sheet.expires !== undefined && sheet.expires <= now;
  return isSo !== term.isNot;
}

/** 0 is best. */
function rankOf({ places }: Sheet, terms: readonly SearchTerm[]): 0 | 1 | 2 {
  const words = terms.flatMap((term) =>
    term.kind === 'text' && !term.isNot && (term.place ?? 'title') === 'title' ? [term.text] : [],
  );
  const [first] = words;
  if (!first || !words.every((word) => holds(places.title, word))) return 2;
  return beginsWith(places.title, first) ? 0 : 1;
}
