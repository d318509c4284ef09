import { expect, test } from '@jest/globals';
import { loadWords } from '../../../../../../src/main/features/vault/generator/word-lists';

/** Words that must not be drawn for a colleague; some of them stood in the source. */
const NOT_FOR_COLLEAGUES = [
  'vergasen',
  'endsieg',
  'ficken',
  'neger',
  'jude',
  'heil',
  'leiche',
  'idiot',
  'muslim',
  'nackt',
];

test.each([
  ['de', 6164, 4],
  ['en', 7772, 3],
] as const)(
  '%s: %d words of a–z, none twice, none the beginning of another',
  async (language, count, least) => {
    const words = await loadWords(language);
    expect(words).toHaveLength(count);
    const known = new Set(words);
    expect(known.size).toBe(count);
    expect(words.filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
    expect(words.filter((word) => word.length < least || word.length > 9)).toEqual([]);
    const beginnings = words.filter((word) =>
      [...word].some((_, end) => end > 0 && known.has(word.slice(0, end))),
    );
    expect(beginnings).toEqual([]);
  },
);

test('no German word is one nobody should read out', async () => {
  const words = new Set(await loadWords('de'));
  expect(NOT_FOR_COLLEAGUES.filter((word) => words.has(word))).toEqual([]);
});
