import type { CalendarProvider } from '../calendar.ports';
import type { RequestNeeds } from './calendar-request.adapter';
import { IcsCalendar } from './ics-calendar.adapter';
import { TsdavCalendar } from './tsdav-calendar.adapter';

/** A calendar server as the city profile names it. */
export interface CalendarAddress {
  readonly kind: 'caldav' | 'ics';
  readonly url: string;
}

/** The places where a person's calendars are, as the city profile names them. */
export function calendarsOf(
  addresses: readonly CalendarAddress[],
  needs: RequestNeeds,
): readonly CalendarProvider[] {
  return addresses.map(({ kind, url }) =>
    kind === 'caldav' ? new TsdavCalendar({ ...needs, url }) : new IcsCalendar({ ...needs, url }),
  );
}
