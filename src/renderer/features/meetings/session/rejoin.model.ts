/** After so many milliseconds of trouble in a row the client stops trying by itself. */
export const GIVE_UP_MS = 120_000;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;

/**
 * How long to wait before a try to come back. Half of it is left to chance: when a server returns, its thousand
 * clients must not all knock in the same moment.
 * @param attempt 1 for the first try
 * @param chance from 0 up to 1
 * @returns milliseconds
 */
export function rejoinDelay(attempt: number, chance: number): number {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  return Math.round(longest * (1 + chance) * 0.5);
}
