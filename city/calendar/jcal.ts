import ICAL from 'ical.js';
import type { Temporal } from 'temporal-polyfill';
import { TIME_ZONES, type ZoneName } from './time-zones';

/** jCal (RFC 7265): the JSON form of iCalendar, which ical.js folds, escapes and writes. */
export type JcalProperty = [
  name: string,
  parameters: Readonly<Record<string, string>>,
  type: string,
  ...values: unknown[],
];
export type JcalComponent = [name: string, properties: JcalProperty[], components: JcalComponent[]];

/** One calendar object (RFC 4791, 4.1): an event and its changed occurrences, all of one UID. */
export interface CalendarObject {
  readonly uid: string;
  readonly components: readonly JcalComponent[];
  /** The zones whose definition goes with it. */
  readonly zones: readonly ZoneName[];
}

export function text(name: string, value: string): JcalProperty {
  return [name, {}, 'text', value];
}

/** A wall-clock time in a zone, such as `dtstart`. The zone is written as it is given, known or not. */
export function zoned(name: string, time: Temporal.PlainDateTime, tzid: string): JcalProperty {
  return [name, { tzid }, 'date-time', time.toString({ smallestUnit: 'second' })];
}

/** A whole day, such as the `dtend` of an all-day event (the day after its last one). */
export function day(name: string, date: Temporal.PlainDate): JcalProperty {
  return [name, {}, 'date', date.toString()];
}

/** `CONFERENCE` (RFC 7986, 5.11) and, for those who do not know it, `LOCATION`. */
export function meetingLink(url: string): JcalProperty[] {
  return [
    ['conference', { feature: 'AUDIO,VIDEO', label: 'Besprechung beitreten' }, 'uri', url],
    text('location', url),
  ];
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
