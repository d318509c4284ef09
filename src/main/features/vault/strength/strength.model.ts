import type { Strength } from '../../../../shared/features/vault/vault.model';

/** Rates secrets. The dictionaries are read on first use. */
export interface StrengthMeter {
  /** Reads the dictionaries, so that the first rating need not wait for them. */
  prepare(): Promise<void>;
  /**
   * How hard a secret is to guess.
   * @param secret UTF-8; not kept and not changed.
   * @param context What belongs to the secret and is guessed first: title, user name, address.
   */
  rate(secret: Uint8Array, context: readonly string[]): Promise<Strength>;
  /**
   * Whether a secret is nothing but everyday words with a year, digits or signs about them: the city, its offices, a
   * season, a month, a date, or what belongs to the secret. Needs no dictionaries.
   */
  isEveryday(secret: Uint8Array, context: readonly string[]): boolean;
}

/** Why a secret is weak. Texts: the page. */
export const STRENGTH_WARNINGS = [
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
export type StrengthWarning = (typeof STRENGTH_WARNINGS)[number];

/** What would make it stronger. Texts: the page. */
export const STRENGTH_SUGGESTIONS = [
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
export type StrengthSuggestion = (typeof STRENGTH_SUGGESTIONS)[number];
