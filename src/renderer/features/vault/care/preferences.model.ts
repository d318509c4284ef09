import type { VaultLimits } from '../../../../shared/features/vault/vault.model';

/** A span of time in the largest unit that it is a whole number of. */
export interface Span {
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly count: number;
}

export function spanOf(seconds: number): Span {
  if (seconds > 0 && seconds % 3600 === 0) return { unit: 'hours', count: seconds / 3600 };
  if (seconds > 0 && seconds % 60 === 0) return { unit: 'minutes', count: seconds / 60 };
  return { unit: 'seconds', count: seconds };
}

const IDLE_SECONDS = [60, 120, 300, 600, 900, 1800, 3600, 7200] as const;
/** Not locking is 0. */
const NEVER = 0;
const SHORT_SECONDS = [10, 20, 30, 60, 120] as const;

/**
 * The idle times to choose from, in seconds, 0 for never: what the city allows, its longest itself, and what is in
 * force although it is none of ours.
 */
export function idleChoices(limits: Pick<VaultLimits, 'longestIdleSeconds'>, current: number): number[] {
  const { longestIdleSeconds: longest } = limits;
  const allowed: number[] = IDLE_SECONDS.filter((one) => longest === undefined || one <= longest);
  const times = [...new Set([...allowed, ...(longest === undefined ? [] : [longest])])];
  if (current !== NEVER && !times.includes(current)) times.push(current);
  times.sort((one, other) => one - other);
  return longest === undefined ? [...times, NEVER] : times;
}

/** Times after which the clipboard is cleared, or what is shown is hidden, in seconds. */
export function shortChoices(current: number): number[] {
  return [...new Set([...SHORT_SECONDS, current])].sort((one, other) => one - other);
}
