import type { Temporal } from 'temporal-polyfill';

/** jCal (RFC 7265): the JSON form of iCalendar, which ical.js folds, escapes and writes. */
export type JcalProperty = [
  name: string,
  parameters: Readonly<Record<string, string>>,
  type: string,
  ...values: unknown[],
];
export type JcalComponent = [name: string, properties: JcalProperty[], components: JcalComponent[]];

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
