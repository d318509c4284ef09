import type { Strength } from '../../../../shared/features/vault/vault.model';

/** Codes of main's ratings that have a sentence; a new one of main's is left out until it has one. */
export const WARNINGS = [
  'straight-row',
  'key-pattern',
  'simple-repeat',
  'extended-repeat',
  'sequences',
  'recent-years',
  'dates',
  'top-ten',
  'top-hundred',
  'common',
  'similar-to-common',
  'word-by-itself',
  'names-by-themselves',
  'common-names',
  'own-words',
  'city-word',
  'season-and-year',
] as const;
export type Warning = (typeof WARNINGS)[number];

export const SUGGESTIONS = [
  'l33t',
  'reverse-words',
  'all-uppercase',
  'capitalization',
  'dates',
  'recent-years',
  'associated-years',
  'sequences',
  'repeated',
  'longer-keyboard-pattern',
  'another-word',
  'use-words',
  'no-need',
] as const;
export type Suggestion = (typeof SUGGESTIONS)[number];

export type Score = 0 | 1 | 2 | 3 | 4;
/** How long it takes to guess a secret with the file in hand. */
export type GuessTime = 'seconds' | 'minutes' | 'hours' | 'days' | 'months' | 'years' | 'centuries';

/** What is said of a secret: codes whose sentences the texts have. */
export interface StrengthWords {
  readonly score: Score;
  readonly time: GuessTime;
  readonly warning: Warning | undefined;
  /** At most two: more is a lecture. */
  readonly suggestions: readonly Suggestion[];
}

const DAY = 86_400;
/** Upper ends in seconds. */
const TIMES: readonly (readonly [GuessTime, number])[] = [
  ['seconds', 60],
  ['minutes', 3600],
  ['hours', DAY],
  ['days', 31 * DAY],
  ['months', 365 * DAY],
  ['years', 80 * 365 * DAY],
];

export function strengthWords(strength: Strength): StrengthWords {
  return {
    score: scoreOf(strength.score),
    time: TIMES.find(([, end]) => strength.offlineSeconds < end)?.[0] ?? 'centuries',
    warning: WARNINGS.find((one) => one === strength.warning),
    suggestions: SUGGESTIONS.filter((one) => strength.suggestions.includes(one)).slice(0, 2),
  };
}

/** The nearest score that has words. */
export function scoreOf(score: number): Score {
  const scores = [0, 1, 2, 3, 4] as const;
  return scores[Math.min(4, Math.max(0, Math.round(score)))] ?? 0;
}
