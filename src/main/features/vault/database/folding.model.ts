/** Letters that Unicode does not take apart into a letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * A text as it is searched: without case, accents and width. `plain` keeps written-out umlauts, `short` writes them as
 * one letter: what is alike in either is alike, so that müller, mueller and muller find each other while `er` is still
 * found in `Auer`.
 */
export interface Folded {
  readonly plain: string;
  readonly short: string;
}

/** Folds a text for searching. */
export function fold(text: string): Folded {
  const lower = text.toLowerCase();
  const plain = isAscii(lower) ? lower : withoutAccents(lower);
  const short = plain.replace(/([aou])e/g, '$1');
  return { plain, short: short === plain ? plain : short };
}

/** Whether a folded text begins with another one. */
export function beginsWith(text: Folded, part: Folded): boolean {
  return text.plain.startsWith(part.plain) || text.short.startsWith(part.short);
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}
