/** Hash functions of RFC 6238. */
export type TotpAlgorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** How an entry's one-time codes are made. */
export interface TotpSettings {
  /** Key of the HMAC in the clear, a copy of its own, which whoever asked overwrites. */
  readonly secret: Uint8Array;
  readonly algorithm: TotpAlgorithm;
  /** Characters of a code: 6 to 10, and 5 for Steam. */
  readonly digits: number;
  /** Seconds a code holds. */
  readonly period: number;
  /** Steam writes its codes in letters and digits. */
  readonly encoder: 'digits' | 'steam';
  /** Who gave out the secret, where the address says so. */
  readonly issuer?: string;
}

/** Why there is no code. Texts: the page. */
export const TOTP_PROBLEMS = [
  'no-totp',
  'empty',
  'bad-address',
  'counter-based',
  'several-accounts',
  'no-secret',
  'bad-secret',
  'short-secret',
  'bad-algorithm',
  'bad-digits',
  'bad-period',
] as const;
export type TotpProblem = (typeof TOTP_PROBLEMS)[number];

/** A code and how long it holds. */
export interface TotpCode {
  readonly code: string;
  /** Whole seconds until the next one: 1 to `period`. */
  readonly secondsLeft: number;
  /** Seconds. */
  readonly period: number;
}
