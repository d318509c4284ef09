import {
  FINDINGS,
  type Finding,
  type Health,
} from '../../../../shared/features/vault/vault-content.contract';
import type { Instant } from '../kdbx/kdbx.model';

/** What an inspection goes by. */
export interface HealthQuestion {
  readonly now: Instant;
  /** Days after which a password that was not changed is old; 0 for never. */
  readonly oldAfterDays: number;
  /** Days before its end from which an entry expires soon. */
  readonly expiresSoonDays: number;
  /** Hosts or domains known to offer one-time codes: the city's own apps. */
  readonly totpSites: readonly string[];
  /** Given up: the inspection ends by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What an inspection found. Entries without a finding are left out; the others stand in the order of the tree. */
export interface HealthReport extends Health {
  /** Of the whole, 0 to 100; see {@link scoreOf}. */
  readonly score: number;
}

/** Findings with which anybody may get in; one of them makes an entry count as lost. */
const SERIOUS: ReadonlySet<Finding> = new Set(['weak', 'reused', 'city-pattern']);
/** What an entry with other findings only still counts. */
const HALF = 0.5;

/** How often each finding came. */
export function countFindings(entries: Health['entries']): Record<Finding, number> {
  const counts = Object.fromEntries(FINDINGS.map((finding) => [finding, 0])) as Record<Finding, number>;
  for (const { findings } of entries) for (const finding of findings) counts[finding] += 1;
  return counts;
}

/**
 * 0 to 100: the share of inspected entries that are in order. One with a serious finding (weak, reused, city pattern)
 * counts nothing, one with other findings half. Rounded down, so that 100 means: no finding at all.
 */
export function scoreOf(inspected: number, entries: Health['entries']): number {
  if (inspected === 0) return 100;
  const lost = entries.reduce(
    (sum, { findings }) => sum + (findings.some((each) => SERIOUS.has(each)) ? 1 : HALF),
    0,
  );
  return Math.floor((100 * (inspected - lost)) / inspected);
}
