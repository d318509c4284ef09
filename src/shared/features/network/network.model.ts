import { z } from 'zod';

/** Which leg of the way to the city fails. */
export const blockedReasonSchema = z.enum([
  'not-checked-yet',
  'own-network',
  'gateway-silent',
  'city-silent',
  'city-untrusted',
]);
export type BlockedReason = z.output<typeof blockedReasonSchema>;

/** The state of the city network. Starts as blocked: nothing is sent before the first check. */
export const networkStatusSchema = z.strictObject({
  state: z.enum(['open', 'checking', 'blocked']),
  /** Present when blocked, and while checking after having been blocked. */
  reason: blockedReasonSchema.optional(),
  /** Since when the network is open or not open; ISO 8601. */
  since: z.string(),
  /** Seconds until the next try, present when blocked. */
  nextTryInSeconds: z.number().optional(),
});
export type NetworkStatus = z.output<typeof networkStatusSchema>;

/** Seconds between tries while blocked: quick at first, then calm. The last one repeats. */
export const RETRY_SECONDS = [1, 2, 5, 10] as const;

/** Seconds to the next try after so many failed ones in a row (1 or more). */
export function retrySeconds(failures: number): number {
  return RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length) - 1] ?? RETRY_SECONDS[0];
}
