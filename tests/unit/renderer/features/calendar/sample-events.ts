import type { Occurrence } from '../../../../../src/shared/features/calendar/calendar.model';

/** An event in the hours of Berlin, all in November 2026 (an hour east of UTC): `'23T10:00'`. */
export function timed(from: string, to: string, more: Partial<Occurrence> = {}): Occurrence {
  const at = (text: string) => Date.parse(`2026-11-${text}:00+01:00`);
  return {
    id: `${from} ${to}`,
    title: 'Jour fixe',
    start: at(from),
    end: at(to),
    allDay: false,
    recurring: false,
    status: 'confirmed',
    calendarName: 'Dienst',
    ...more,
  };
}

/** An event of whole days, first and last: `'23', '24'`. */
export function wholeDays(first: string, last: string, more: Partial<Occurrence> = {}): Occurrence {
  return {
    ...timed(`${first}T00:00`, `${last}T23:59`),
    id: `${first}-${last}`,
    allDay: true,
    days: { first: `2026-11-${first}`, last: `2026-11-${last}` },
    ...more,
  };
}

/** What makes an event one that can be joined. */
export const ROOM = { meeting: { ref: 'https://meet.quadrat.test:1/room/x', joinable: true } } as const;
