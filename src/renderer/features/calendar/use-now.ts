import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/**
 * The present in milliseconds, renewed at every full minute, and when the window comes back to the front:
 * timers stand still while a laptop sleeps.
 */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const renew = () => {
      clearTimeout(timer);
      const present = Date.now();
      setNow(present);
      timer = setTimeout(renew, MINUTE - (present % MINUTE) + 20);
    };
    renew();
    window.addEventListener('focus', renew);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', renew);
      document.removeEventListener('visibilitychange', renew);
    };
  }, []);
  return now;
}
