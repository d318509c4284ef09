import { useCallback, useState } from 'react';
import type { Refused } from '../../../../shared/features/vault/vault-content.contract';
import { type CareTrouble, troubleOf } from './answer.store';

/** Something that was asked of main once: where it stands. */
export type Errand<T> =
  | { readonly stage: 'idle' | 'working' }
  | { readonly stage: 'done'; readonly result: T }
  | { readonly stage: 'refused'; readonly trouble: CareTrouble };

/**
 * Asks main to do one thing at a time and holds what became of it.
 * @returns the errand, and the function that sends somebody on one; what the person gave up leaves no trace
 */
export function useErrand<T extends { readonly ok: true }>(): readonly [
  Errand<T>,
  (ask: () => Promise<T | Refused>) => Promise<void>,
] {
  const [errand, setErrand] = useState<Errand<T>>({ stage: 'idle' });
  const send = useCallback(async (ask: () => Promise<T | Refused>) => {
    setErrand({ stage: 'working' });
    const answer = await ask().catch(() => undefined);
    if (answer?.ok) {
      setErrand({ stage: 'done', result: answer });
      return;
    }
    const trouble = troubleOf(answer) ?? 'unanswered';
    setErrand(trouble === 'cancelled' ? { stage: 'idle' } : { stage: 'refused', trouble });
  }, []);
  return [errand, send];
}
