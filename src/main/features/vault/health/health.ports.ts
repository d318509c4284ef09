import type { StrengthMeter } from '../strength/strength.model';

/** Tells passwords apart without keeping one: a keyed hash under a key that no other process knows. */
export interface PasswordHash {
  /** The same text for the same parts in the same order. Keeps none of the parts. */
  of(...parts: readonly Uint8Array[]): string;
}

/** Time that work in slices goes by. */
export interface SliceClock {
  /** Milliseconds of a clock that only grows. */
  elapsed(): number;
  /** Lets everything else that waits have its turn. */
  breathe(): Promise<void>;
}

/** What an inspection needs of the world outside. */
export interface HealthPorts {
  readonly meter: StrengthMeter;
  readonly passwordHash: PasswordHash;
  readonly clock: SliceClock;
}
