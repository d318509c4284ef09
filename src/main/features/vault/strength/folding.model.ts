const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Lower case with umlauts spelled out and other accents taken off: `Bürgerbüro` and `BUERGERBUERO` become the same. */
export function fold(text: string): string {
  return withoutAccents(
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüß]/g, (letter) => SPELLED_OUT[letter] ?? letter),
  );
}

/** The ways a German word is typed: with umlauts, spelled out, and without the dots. Lower case, each once. */
export function spellings(word: string): string[] {
  const lower = word.normalize('NFC').toLowerCase();
  if (!/[äöüß]/.test(lower)) return [lower];
  return [...new Set([lower, fold(lower), withoutAccents(lower.replaceAll('ß', 'ss'))])];
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}
