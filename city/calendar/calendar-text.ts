import ICAL from 'ical.js';
import { type JcalComponent, type JcalProperty, text } from './jcal';
import { TIME_ZONES, type ZoneName } from './time-zones';

/** One calendar object (RFC 4791, 4.1): an event and its changed occurrences, all of one UID. */
export interface CalendarObject {
  readonly uid: string;
  readonly components: readonly JcalComponent[];
  /** The zones whose definition goes with it. */
  readonly zones: readonly ZoneName[];
}

/** De facto standard, without a type that ical.js knows. */
function calendarName(name: string): JcalProperty {
  return ['x-wr-calname', {}, 'unknown', name];
}

/**
 * The calendar as a text of its own (`text/calendar`, RFC 5545).
 * @param name shown by calendar programs; absent for single objects on a CalDAV server, which knows better
 */
export function calendarText(objects: readonly CalendarObject[], name?: string): string {
  const zones = [...new Set(objects.flatMap((object) => object.zones))];
  return `${ICAL.stringify([
    'vcalendar',
    [
      text('version', '2.0'),
      text('prodid', '-//Quadrat//Demo-Stadt//DE'),
      ...(name === undefined ? [] : [calendarName(name)]),
    ],
    [...zones.map((zone) => TIME_ZONES[zone]), ...objects.flatMap((object) => object.components)],
  ])}\r\n`;
}
