import { type RefObject, useRef, useState } from 'react';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';

/** Which event's details are open, and what they stand beside. */
export interface OpenEvent {
  readonly event: Occurrence | undefined;
  readonly anchor: RefObject<Element | null>;
  open(event: Occurrence, anchor: Element): void;
  close(): void;
}

/**
 * Keeps an event open while the calendar changes under it; closes it when it is gone.
 * @param occurrences what there is now
 */
export function useOpenEvent(occurrences: readonly Occurrence[]): OpenEvent {
  const anchor = useRef<Element>(null);
  const [id, setId] = useState<string>();
  return {
    event: occurrences.find((one) => one.id === id),
    anchor,
    open: (event, element) => {
      anchor.current = element;
      setId(event.id);
    },
    close: () => setId(undefined),
  };
}
