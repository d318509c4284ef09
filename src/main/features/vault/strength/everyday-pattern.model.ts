import { ADMINISTRATION_WORDS, CALENDAR_WORDS } from './everyday-words.model';
import { fold, spellings } from './folding.model';

/** What a secret is made of that everybody in the house would try first. */
export interface EverydayPattern {
  readonly kind: 'own-words' | 'city-word' | 'season-and-year';
  /** How many tries find it, counted generously. */
  readonly guesses: number;
}

/** Words by what they are of, folded, with their place in the order of trying. */
export interface EverydayWords {
  readonly city: ReadonlyMap<string, number>;
  readonly calendar: ReadonlyMap<string, number>;
}

/** Tries for a word at least: nobody tries exactly one first. */
const LEAST_TRIES = 10;
/** Tries for a year, of two digits or four. */
const YEARS = 60;
/** Tries for one character that is neither word nor year; as zxcvbn has it. */
const TRIES_A_CHARACTER = 10;
/** Letters a word has at least to count. */
const SHORTEST_WORD = 3;

const YEAR = /(?:19|20)\d\d/g;
/** A day: 24.11.2026, 24.11.26, 1-3-1987, and without anything between 24112026, 241126. */
const DATE =
  /^(?:(?:0?[1-9]|[12]\d|3[01])([.\-/ ])(?:0?[1-9]|1[0-2])\1|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]))(?:19|20)?\d\d$/;
/** Characters of a secret that is looked at: what is longer is no everyday pattern, and would take long to split. */
const LONGEST = 64;
const MASKS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** Sets out the words of a city and of the administration. @param cityWords Its name first, then districts, offices. */
export function everydayWords(cityWords: readonly string[]): EverydayWords {
  return { city: ranked([...cityWords, ...ADMINISTRATION_WORDS]), calendar: ranked(CALENDAR_WORDS) };
}

/** Words in what belongs to an entry (title, user name, address): whole, and split at what is no letter. Folded. */
export function ownWords(context: readonly string[]): ReadonlyMap<string, number> {
  return ranked(context);
}

/**
 * Whether a secret is only everyday words with a year, digits and signs about them: `Mannheim2026!`, `S0mmer-26`,
 * `amira.yildiz1`, `24.11.2026`. Masked letters (`@` for a, `3` for e) and spelled-out umlauts are seen through.
 */
export function everydayPattern(
  secret: string,
  words: EverydayWords,
  own: ReadonlyMap<string, number>,
): EverydayPattern | undefined {
  if (secret.length > LONGEST) return undefined;
  const folded = fold(secret);
  const undecorated = folded.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (undecorated === '') return dateOrYear(folded);
  const parts = inWords(unmask(undecorated), words, own) ?? inWords(undecorated, words, own);
  if (!parts) return undefined;
  const kind = parts.some((part) => part.kind === 'own-words')
    ? 'own-words'
    : parts.some((part) => part.kind === 'city-word')
      ? 'city-word'
      : 'season-and-year';
  const about = folded.replace(undecorated, '') + undecorated.replace(/[a-z]/g, '');
  const capitals = secret === secret.toLowerCase() ? 1 : 2;
  const tries = parts.reduce((product, part) => product * Math.max(LEAST_TRIES, part.rank), capitals);
  return { kind, guesses: tries * triesAbout(about) };
}

function dateOrYear(digits: string): EverydayPattern | undefined {
  const core = digits.replace(/^[^0-9]+|[^0-9]+$/g, '');
  if (DATE.test(core))
    return { kind: 'season-and-year', guesses: 366 * YEARS * triesAbout(digits.replace(core, '')) };
  const rest = digits.replace(YEAR, '');
  const isYear = rest.length < digits.length && rest.replace(/[^0-9]/g, '') === '';
  return isYear ? { kind: 'season-and-year', guesses: triesAbout(digits) } : undefined;
}

/** Tries for the digits and signs about the words. */
function triesAbout(about: string): number {
  const years = about.match(YEAR)?.length ?? 0;
  const rest = about.replace(YEAR, '').length;
  return YEARS ** years * TRIES_A_CHARACTER ** rest;
}

function unmask(text: string): string {
  return text.replace(/(?<=[a-z])[@431!0$57]+(?=[a-z])/g, (masked) =>
    [...masked].map((each) => MASKS[each] ?? each).join(''),
  );
}

interface Part {
  readonly kind: EverydayPattern['kind'];
  readonly rank: number;
}

/** The words a text is wholly made of, besides what is no letter; undefined where something else is in it. */
function inWords(text: string, words: EverydayWords, own: ReadonlyMap<string, number>): Part[] | undefined {
  const parts: Part[] = [];
  for (const piece of text.split(/[^a-z]+/)) {
    if (piece === '') continue;
    const split = splitInWords(piece, words, own);
    if (!split) return undefined;
    parts.push(...split);
  }
  return parts;
}

/** Splits letters into words with as few as can be. */
function splitInWords(
  letters: string,
  words: EverydayWords,
  own: ReadonlyMap<string, number>,
): Part[] | undefined {
  /** By end: the shortest split of what stands before it. */
  const splits: (Part[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = 0; start <= end - SHORTEST_WORD; start++) {
      const before = splits[start];
      const best = splits[end];
      if (!before || (best && best.length <= before.length + 1)) continue;
      const part = partOf(letters.slice(start, end), words, own);
      if (part) splits[end] = [...before, part];
    }
  }
  return splits[letters.length];
}

function partOf(word: string, words: EverydayWords, own: ReadonlyMap<string, number>): Part | undefined {
  const ranks = {
    'own-words': own.get(word),
    'city-word': words.city.get(word),
    'season-and-year': words.calendar.get(word),
  };
  for (const kind of ['city-word', 'season-and-year', 'own-words'] as const) {
    const rank = ranks[kind];
    if (rank !== undefined) return { kind, rank };
  }
  return undefined;
}

function ranked(phrases: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  const add = (word: string) => {
    if (word.length >= SHORTEST_WORD && !ranks.has(word)) ranks.set(word, ranks.size + 1);
  };
  for (const phrase of phrases) {
    const letters = (text: string) => text.split(/[^a-z]+/);
    for (const spelling of spellings(phrase)) {
      const folded = fold(spelling);
      add(folded.replace(/[^a-z]/g, ''));
      for (const word of letters(folded)) add(word);
    }
  }
  return ranks;
}
