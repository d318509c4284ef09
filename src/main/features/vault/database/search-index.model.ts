import type { FieldValue, Instant, KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { isFavourite, shownTags } from './favourite.model';
import { beginsWith, type Folded, fold } from './folding.model';
import type { DatabaseChange } from './operations.model';
import { parseQuery, SEARCH_PLACES, type SearchPlace, type SearchTerm } from './query.model';
import { resorted } from './sorted-list.model';
import { TextColumn } from './text-column.model';
import type { VaultDatabase } from './vault-database.model';

/** What a search needs of a database. */
export type Searched = Pick<
  VaultDatabase,
  'allEntries' | 'entry' | 'group' | 'parentOf' | 'pathOf' | 'root' | 'bin' | 'watch'
>;

export interface SearchOptions {
  /** Also in the recycle bin and in groups that are not searched. */
  readonly everywhere?: boolean;
}

/** Where a term without a place is looked for. */
const ANYWHERE = 'anywhere';
type Column = SearchPlace | typeof ANYWHERE;

/** An entry as it is searched. */
interface Sheet {
  readonly uuid: Uuid;
  readonly group: Uuid;
  readonly texts: Readonly<Record<Column, Folded>>;
  readonly isFavourite: boolean;
  readonly expires: Instant | undefined;
  readonly used: Instant;
}

/**
 * Finds entries by everything they hold that is not protected. Looks through all of them at each search, as one folded
 * text: at 10,000 entries faster than the next keystroke. One changed entry is read anew, not all.
 */
export class SearchIndex {
  readonly #database: Searched;
  readonly #now: () => Instant;
  readonly #stop: () => void;
  /** As equally good findings are shown: favourites first, then what was used last. */
  #sheets: Sheet[];
  /** Made when first searched, for the sheets as they are. */
  readonly #columns = new Map<Column, TextColumn>();

  /** Reads all entries, and from then on those that change. */
  constructor(database: Searched, now: () => Instant) {
    this.#database = database;
    this.#now = now;
    this.#sheets = [...database.allEntries()].map((entry) => this.#read(entry)).sort(compare);
    this.#stop = database.watch((change) => this.#update(change));
  }

  /** Ends the watching, and forgets all. */
  dispose(): void {
    this.#stop();
    this.#sheets = [];
    this.#columns.clear();
  }

  /**
   * Entries in which every term is, the best first: titles that begin with the first word, titles that have all words,
   * the rest. Nothing typed finds everything.
   */
  search(text: string, { everywhere = false }: SearchOptions = {}): Uuid[] {
    const terms = parseQuery(text);
    const now = this.#now();
    const hidden = everywhere ? new Set<Uuid>() : this.#unsearchedGroups();
    const words = wordsOfTitle(terms);
    const inTitle = words.map((word) => this.#column('title').find(word));
    const found = terms.map((term) => ({
      isNot: term.isNot,
      marks:
        term.kind === 'text'
          ? this.#column(term.place ?? ANYWHERE).find(term.text)
          : Uint8Array.from(this.#sheets, (sheet) => Number(isSo(sheet, term.state, now))),
    }));
    const byRank: [Uuid[], Uuid[], Uuid[]] = [[], [], []];
    for (const [index, { uuid, group, texts }] of this.#sheets.entries()) {
      if (found.some(({ marks, isNot }) => (marks[index] === 1) === isNot) || hidden.has(group)) continue;
      const [first] = words;
      const isInTitle = first !== undefined && inTitle.every((marks) => marks[index] === 1);
      byRank[!isInTitle ? 2 : beginsWith(texts.title, first) ? 0 : 1].push(uuid);
    }
    return byRank.flat();
  }

  #column(name: Column): TextColumn {
    const column = this.#columns.get(name) ?? new TextColumn(this.#sheets.map(({ texts }) => texts[name]));
    this.#columns.set(name, column);
    return column;
  }

  #update({ entries, groups }: DatabaseChange): void {
    const touched = new Set(entries);
    for (const group of groups) this.#addWithin(group, touched);
    if (touched.size === 0) return;
    const fresh = [...touched].flatMap((uuid) => {
      const entry = this.#database.entry(uuid);
      return entry ? [this.#read(entry)] : [];
    });
    this.#sheets = resorted(this.#sheets, ({ uuid }) => touched.has(uuid), fresh, compare);
    this.#columns.clear();
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

  #read(entry: KdbxEntry): Sheet {
    const group = this.#database.parentOf(entry.uuid) ?? this.#database.root;
    const custom = [...entry.fields].filter(([name]) => !Object.hasOwn(STANDARD, name));
    const texts: Record<SearchPlace, string> = {
      title: inTheClear(entry.fields.get('Title')),
      user: inTheClear(entry.fields.get('UserName')),
      url: inTheClear(entry.fields.get('URL')),
      notes: inTheClear(entry.fields.get('Notes')),
      tag: shownTags(entry).join('\n'),
      group: this.#database
        .pathOf(entry.uuid)
        .map(({ name }) => name)
        .join('\n'),
      field: custom.map(([name, value]) => `${name}\n${inTheClear(value)}`).join('\n'),
      attachment: [...entry.attachments.keys()].join('\n'),
    };
    const folded = SEARCH_PLACES.map((place) => [place, fold(texts[place])] as const);
    const anywhere = {
      plain: folded.map(([, { plain }]) => plain).join('\n'),
      short: folded.map(([, { short }]) => short).join('\n'),
    };
    return {
      uuid: entry.uuid,
      group: group.uuid,
      texts: Object.fromEntries([...folded, [ANYWHERE, anywhere]]) as Record<Column, Folded>,
      isFavourite: isFavourite(entry),
      expires: entry.times.expires ? entry.times.expiry : undefined,
      used: entry.times.accessed,
    };
  }
}

const STANDARD = { Title: true, UserName: true, URL: true, Notes: true, Password: true };

/** A value as far as it may be searched: what is protected may not. */
function inTheClear(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function compare(one: Sheet, other: Sheet): number {
  const [title, otherTitle] = [one.texts.title.plain, other.texts.title.plain];
  return (
    Number(other.isFavourite) - Number(one.isFavourite) ||
    other.used - one.used ||
    (title < otherTitle ? -1 : title > otherTitle ? 1 : 0)
  );
}

function isSo(sheet: Sheet, state: 'expired' | 'favourite', now: Instant): boolean {
  if (state === 'favourite') return sheet.isFavourite;
  return sheet.expires !== undefined && sheet.expires <= now;
}

/** The words that may stand in a title. */
function wordsOfTitle(terms: readonly SearchTerm[]): readonly Folded[] {
  return terms.flatMap((term) =>
    term.kind === 'text' && !term.isNot && (term.place ?? 'title') === 'title' ? [term.text] : [],
  );
}
