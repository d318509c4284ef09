import type { WordLanguage } from './generator.model';

/**
 * Reads a word list on first use; a bundle of its own each. Source and licence: assets/word-lists/README.md.
 * @returns words in a–z, none twice, none the beginning of another.
 */
export async function loadWords(language: WordLanguage): Promise<readonly string[]> {
  const list =
    language === 'de'
      ? await import('../../../../../assets/word-lists/de.json', { with: { type: 'json' } })
      : await import('../../../../../assets/word-lists/en.json', { with: { type: 'json' } });
  return list.default;
}
