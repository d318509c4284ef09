import type { OptionsType } from '@zxcvbn-ts/core';
import { GERMAN_PASSWORDS } from './everyday-words.model';
import { spellings } from './folding.model';

/**
 * Characters of a secret that are looked at. The time taken grows with the square of the length; a secret of which these
 * already hold no pattern is as strong as the scale knows.
 */
export const CHARACTERS_LOOKED_AT = 40;
/** Ways of undoing `p@55w0rt` that are tried: each is a whole search of its own. */
const L33T_WAYS = 3;
/** Letters of a dictionary's word at most: every further one is looked up at each place of a secret. */
const LONGEST_WORD = 20;
/** Tries that zxcvbn counts for a character that is in no pattern. */
const TRIES_A_CHARACTER = 10;
/** Words taken of an English list: the rarer ones cost memory and hardly ever match what people here choose. */
const ENGLISH_WORDS = 20_000;

/** Name of the dictionary of everyday words. */
export const EVERYDAY_DICTIONARY = 'everyday';

/**
 * Reads zxcvbn's dictionaries (common passwords, English, German) and joins them to three: each further one is searched
 * at every place of a secret. German words stand in all spellings of their umlauts.
 * @param everyday Words that are guessed before all of them, the first first.
 */
export async function readDictionaries(everyday: readonly string[]): Promise<OptionsType> {
  const [common, english, german] = await Promise.all([
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-de'),
  ]);
  const few = (words: readonly string[]) => words.slice(0, ENGLISH_WORDS);
  const { qwertz, qwerty, keypad } = common.adjacencyGraphs;
  return {
    dictionary: {
      [EVERYDAY_DICTIONARY]: weave([everyday]),
      passwords: weave([GERMAN_PASSWORDS, common.dictionary['passwords-common']]),
      words: weave([
        german.dictionary.commonWords,
        few(english.dictionary['commonWords-en']),
        german.dictionary.wikipedia,
        few(english.dictionary['wikipedia-en']),
        common.dictionary['diceware-common'],
      ]),
      names: weave([
        german.dictionary.firstnames,
        german.dictionary.lastnames,
        english.dictionary['firstnames-en'],
        few(english.dictionary['lastnames-en']),
      ]),
    },
    graphs: { qwertz, qwerty, keypad },
    l33tMaxSubstitutions: L33T_WAYS,
    maxLength: CHARACTERS_LOOKED_AT,
  };
}

/** One list of several, each in its order of how common a word is: the first of each, then the second of each… */
function weave(lists: readonly (readonly string[])[]): string[] {
  const woven = new Set<string>();
  const longest = Math.max(...lists.map((list) => list.length));
  for (let rank = 0; rank < longest; rank++) {
    for (const list of lists) {
      const word = list[rank];
      // A word that stands further back than there are tries for its characters would only slow the search.
      const isOfUse =
        word !== undefined && word.length <= LONGEST_WORD && woven.size < TRIES_A_CHARACTER ** word.length;
      if (!isOfUse) continue;
      for (const spelling of spellings(word)) woven.add(spelling);
    }
  }
  return [...woven];
}
