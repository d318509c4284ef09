import type { LockReason } from '../../../shared/features/vault/vault.model';
import type { Clock, RunningKeeper } from './vault.ports';

/** The keeper promises to be done by then; its process is ended whatever it says. */
const LOCK_LIMIT_MS = 10_000;
/** A process that hangs in a share that is gone cannot even be killed; nothing waits for it. */
const END_LIMIT_MS = 3_000;

/**
 * Lets a keeper bring to disk what it holds, and ends its process.
 * @returns what it said; undefined when it said nothing in its time
 */
export async function endKeeper(
  keeper: RunningKeeper,
  reason: LockReason,
  clock: Pick<Clock, 'after'>,
): Promise<{ readonly hasRescued: boolean } | undefined> {
  const locking = keeper.calls.lock({ reason }).catch(() => undefined);
  const answer = await within(LOCK_LIMIT_MS, locking, clock);
  keeper.end();
  await within(END_LIMIT_MS, keeper.closed, clock);
  return answer;
}

/** What the promise, which never rejects, comes to in so many milliseconds. */
function within<T>(
  milliseconds: number,
  promise: Promise<T>,
  clock: Pick<Clock, 'after'>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const callOff = clock.after(milliseconds, () => resolve(undefined));
    void promise.then((value) => {
      callOff();
      resolve(value);
    });
  });
}
