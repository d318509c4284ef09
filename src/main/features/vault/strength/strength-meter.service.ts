import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';
import type { Strength } from '../../../../shared/features/vault/vault.model';
import { type EverydayPattern, everydayPattern, everydayWords, ownWords } from './everyday-pattern.model';
import { CHARACTERS_LOOKED_AT, EVERYDAY_DICTIONARY, readDictionaries } from './guessing-dictionaries';
import {
  STRENGTH_SUGGESTIONS,
  STRENGTH_WARNINGS,
  type StrengthMeter,
  type StrengthSuggestion,
  type StrengthWarning,
} from './strength.model';

/** Guesses a second of someone who has the file and a slow key derivation before each. */
const GUESSES_A_SECOND = 10_000;
/** Guesses from which a secret has the next score; zxcvbn's own steps. */
const STEPS = [1e3, 1e6, 1e8, 1e10];
/** Words of the context that are looked at. */
const CONTEXT_WORDS = 60;
/** Best score of a secret that is still told what is wrong with it. */
const BEST_WARNED = 2;

/**
 * A meter over zxcvbn (German, English, common passwords) that knows the city's words, seasons with years, and every
 * spelling of umlauts. The first use reads the dictionaries.
 * @param cityWords The city's name first, then districts, offices and whatever else people here think of first.
 */
export function createStrengthMeter({ cityWords }: { readonly cityWords: readonly string[] }): StrengthMeter {
  const everyday = everydayWords(cityWords);
  let loading: Promise<ZxcvbnFactory> | undefined;
  const load = () => {
    loading ??= loadZxcvbn([...everyday.city.keys(), ...everyday.calendar.keys()]);
    return loading;
  };
  return {
    async prepare() {
      await load();
    },
    isEveryday(secret, context) {
      return everydayPattern(firstCharacters(secret), everyday, ownWords(context)) !== undefined;
    },
    async rate(secret, context) {
      const zxcvbn = await load();
      const text = firstCharacters(secret);
      const own = ownWords(context.slice(0, CONTEXT_WORDS));
      const result = zxcvbn.check(text, [...own.keys()].slice(0, CONTEXT_WORDS));
      const pattern = everydayPattern(text, everyday, own);
      return strengthOf(result, pattern, (word) =>
        everyday.city.has(word) ? 'city-word' : 'season-and-year',
      );
    },
  };
}

async function loadZxcvbn(everyday: readonly string[]): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, options] = await Promise.all([
    import('@zxcvbn-ts/core'),
    readDictionaries(everyday),
  ]);
  return new Factory(options);
}

/** The text that is looked at; no more of the secret becomes a string than that. */
function firstCharacters(secret: Uint8Array): string {
  // Four bytes hold any character of UTF-8.
  return new TextDecoder()
    .decode(secret.subarray(0, CHARACTERS_LOOKED_AT * 4))
    .normalize('NFC')
    .slice(0, CHARACTERS_LOOKED_AT);
}

function strengthOf(
  result: ZxcvbnResult,
  pattern: EverydayPattern | undefined,
  ofEverydayWord: (word: string) => StrengthWarning,
): Strength {
  const found = pattern && pattern.guesses <= result.guesses ? pattern : undefined;
  const guesses = Math.max(1, found?.guesses ?? result.guesses);
  const score = STEPS.filter((step) => guesses >= step).length;
  const warning = score > BEST_WARNED ? undefined : (found?.kind ?? warningOf(result, ofEverydayWord));
  return {
    score,
    guessesLog10: Math.log10(guesses),
    offlineSeconds: guesses / GUESSES_A_SECOND,
    ...(warning ? { warning } : {}),
    suggestions: score > BEST_WARNED ? [] : suggestionsOf(result),
  };
}

function warningOf(
  { feedback, sequence }: ZxcvbnResult,
  ofEverydayWord: (word: string) => StrengthWarning,
): StrengthWarning | undefined {
  const everyday = sequence.find((match) => match['dictionaryName'] === EVERYDAY_DICTIONARY);
  if (everyday) return ofEverydayWord(String(everyday['matchedWord']));
  if (feedback.warning === 'userInputs') return 'own-words';
  const code = kebab(feedback.warning ?? '');
  return STRENGTH_WARNINGS.find((warning) => warning === code);
}

function suggestionsOf({ feedback }: ZxcvbnResult): StrengthSuggestion[] {
  const codes = feedback.suggestions.map(kebab);
  return STRENGTH_SUGGESTIONS.filter((suggestion) => codes.includes(suggestion));
}

/** zxcvbn's keys are camel case: `wordByItself`. */
function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
