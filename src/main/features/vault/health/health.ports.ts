import type { StrengthMeter } from '../strength/strength.model';

/** Tells passwords apart without keeping one: a keyed hash under a key that no other process knows. */
export interface PasswordHash {
  /** The same text for the same parts in the same order. Keeps none of the parts. */
  of(...parts: readonly Uint8Array[]): string;
}

/** Lets everything else that waits have its turn, then goes on. */
export type Breathe = () => Promise<void>;

/** What an inspection needs of the world outside. */
export interface HealthPorts {
  readonly meter: StrengthMeter;
  readonly passwordHash: PasswordHash;
  readonly breathe: Breathe;
  /** Milliseconds of a clock that only grows, for slices. */
  readonly elapsed: () => number;
}
