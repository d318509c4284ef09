import { useEffect, useState } from 'react';

/**
 * Seconds until a moment, whole and rounded up; 0 when it is past. Draws again every second while it lies ahead.
 * @param endsAt milliseconds since the epoch; undefined: nothing runs
 */
export function useSecondsLeft(endsAt: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (endsAt === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [endsAt]);
  return endsAt === undefined ? 0 : Math.max(0, Math.ceil((endsAt - now) / 1000));
}
