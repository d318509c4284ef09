import type { PasswordWish } from '../../../../shared/features/vault/vault-content.contract';

/** Port: that many unpredictable bytes. The buffer is the asker's, who overwrites it. */
export type RandomBytes = (count: number) => Uint8Array;

/** A password made of characters. */
export type CharacterWish = Omit<Extract<PasswordWish, { kind: 'password' }>, 'kind'>;

/** A passphrase made of words. */
export type WordWish = Omit<Extract<PasswordWish, { kind: 'passphrase' }>, 'kind'>;

/** Languages there is a word list for. */
export type WordLanguage = WordWish['language'];

/** Why a wish cannot be granted. */
export const GENERATOR_PROBLEMS = [
  'bad-length',
  'bad-word-count',
  'no-characters',
  'too-few-places',
] as const;
export type GeneratorProblem = (typeof GENERATOR_PROBLEMS)[number];

/** What came of a wish. */
export type Generated =
  | {
      readonly ok: true;
      /** UTF-8; whoever asked overwrites it. */
      readonly secret: Uint8Array;
      /** Binary logarithm of how many secrets were equally likely. */
      readonly entropyBits: number;
    }
  | { readonly ok: false; readonly reason: GeneratorProblem };

/** Least and most characters of a password. */
export const PASSWORD_LENGTH = { least: 4, most: 256 } as const;

/** Least and most words of a passphrase. */
export const PASSPHRASE_WORDS = { least: 3, most: 16 } as const;
