import { type Folded, fold } from './folding.model';

/** Where a term is looked for. */
export const SEARCH_PLACES = [
  'title',
  'user',
  'url',
  'tag',
  'group',
  'notes',
  'field',
  'attachment',
] as const;
export type SearchPlace = (typeof SEARCH_PLACES)[number];

/** A state that is asked for by `is:`. */
export type SearchState = 'expired' | 'favourite';

export type SearchTerm =
  | {
      readonly kind: 'text';
      readonly text: Folded;
      /** Absent: anywhere. */
      readonly place?: SearchPlace;
      /** Entries in which it is not. */
      readonly isNot: boolean;
    }
  | { readonly kind: 'state'; readonly state: SearchState; readonly isNot: boolean };

/** How a place may be called, as KeePassXC does and in German. */
const PLACES: Readonly<Record<string, SearchPlace>> = {
  title: 'title',
  titel: 'title',
  t: 'title',
  user: 'user',
  username: 'user',
  u: 'user',
  benutzer: 'user',
  benutzername: 'user',
  nutzer: 'user',
  url: 'url',
  adresse: 'url',
  tag: 'tag',
  tags: 'tag',
  schlagwort: 'tag',
  stichwort: 'tag',
  group: 'group',
  g: 'group',
  gruppe: 'group',
  notes: 'notes',
  n: 'notes',
  notiz: 'notes',
  notizen: 'notes',
  field: 'field',
  feld: 'field',
  attachment: 'attachment',
  attach: 'attachment',
  anhang: 'attachment',
};

const STATES: Readonly<Record<string, SearchState>> = {
  expired: 'expired',
  abgelaufen: 'expired',
  favourite: 'favourite',
  favorite: 'favourite',
  favorit: 'favourite',
};

/** One term: maybe a `-` or `!`, maybe a qualifier, then a phrase in quotes or a word. */
const TERM = /([-!]?)(?:(\p{L}+):)?(?:"([^"]*)"?|(\S*))/gu;

/**
 * Reads what was typed: words that must all be found, `"phrases"`, `user:`, `url:`, `tag:`, `group:` and the like for
 * one place, `is:expired`, `is:favourite`, and `-` before what must not be found. A qualifier that is none, as in
 * `https://…`, is part of the word. A term that is only begun, `user:` or `-`, narrows nothing.
 */
export function parseQuery(text: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (const [whole, not = '', qualifier = '', phrase, word = ''] of text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .matchAll(TERM)) {
    const name = qualifier.toLowerCase();
    const isNot = not !== '';
    const value = phrase ?? word;
    const state = name === 'is' || name === 'ist' ? STATES[value.toLowerCase()] : undefined;
    const place = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    if (state) {
      terms.push({ kind: 'state', state, isNot });
    } else if (place) {
      terms.push({ kind: 'text', text: fold(value), place, isNot });
    } else {
      const isBare = whole === not || (phrase !== undefined && qualifier === '');
      terms.push({ kind: 'text', text: fold(isBare ? value : whole.slice(not.length)), isNot });
    }
  }
  return terms.filter((term) => term.kind === 'state' || term.text.plain !== '');
}
