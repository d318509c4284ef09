import { useEffect, useRef } from 'react';

/**
 * Runs when the component is taken off the page for good. React's strict mode takes it off and puts it back at
 * once; that does not count.
 */
export function useAbandoned(run: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    return () => {
      timer.current = setTimeout(run);
    };
  }, [run]);
}
