import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { isMove, moveBetween, type Slot } from './event-keys.model';

/** A slot with the event in it. */
export interface EventSlot extends Slot {
  readonly event: Occurrence;
}

/**
 * One tab stop for all events: arrow keys move between them, J joins. Enter and space are the buttons' own.
 * @param days the slots of each day in their order
 */
export function useEventKeys(days: readonly (readonly EventSlot[])[], onJoin: (event: Occurrence) => void) {
  const [last, setLast] = useState<string>();
  const slots = days.flat();
  const current = slots.find(({ key }) => key === last) ?? slots[0];

  const keyOf = (target: EventTarget) =>
    target instanceof Element
      ? (target.closest('[data-slot-key]')?.getAttribute('data-slot-key') ?? undefined)
      : undefined;

  return {
    tabIndexOf: (key: string) => (key === current?.key ? 0 : -1),
    onFocus: ({ target }: FocusEvent) => {
      const key = keyOf(target);
      if (key !== undefined) setLast(key);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const from = keyOf(event.target);
      if (from === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key.toLowerCase() === 'j') {
        const slot = slots.find(({ key }) => key === from);
        if (slot?.event.meeting?.joinable && slot.event.status !== 'cancelled') onJoin(slot.event);
        return;
      }
      if (!isMove(event.key)) return;
      event.preventDefault();
      const to = moveBetween(days, from, event.key);
      const element = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-slot-key]')].find(
        (one) => one.getAttribute('data-slot-key') === to,
      );
      // Whole days stand in a lane that never scrolls: there the browser would scroll the hours away.
      element?.focus({ preventScroll: true });
      if (slots.some(({ key, minutes }) => key === to && minutes >= 0))
        element?.scrollIntoView({ block: 'nearest' });
    },
  };
}
