import type { Health } from '../../../../shared/features/vault/vault-content.contract';
import type { Instant } from '../kdbx/kdbx.model';

/** What an inspection goes by. */
export interface HealthQuestion {
  readonly now: Instant;
  /** Name of the city, its districts, its offices. */
  readonly cityWords: readonly string[];
  /** Days after which a password that was not changed is old; 0 for never. */
  readonly oldAfterDays: number;
  /** Days before its end from which an entry expires soon. */
  readonly expiresSoonDays: number;
  /** Hosts or domains known to offer one-time codes: the city's own apps. */
  readonly totpSites: readonly string[];
  /** Given up: the inspection ends by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What an inspection found. */
export interface HealthReport extends Health {
  /** 0 to 100: the share of inspected entries that are in order, serious findings counting in full. */
  readonly score: number;
}
