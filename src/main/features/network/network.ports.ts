import type { BlockedReason } from '../../../shared/features/network/network.model';

/** Sends one small request to the city through the gateway, and to nothing else. */
export interface CityProbe {
  /** @returns the failing leg, or undefined when the city answered. Takes 8 s at most and never throws. */
  probe(): Promise<BlockedReason | undefined>;
}

/** Time as the service needs it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}
