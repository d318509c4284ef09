import { Temporal } from 'temporal-polyfill';
import { titleIn } from '../content-lines.model';
import {
  type Component,
  Malformed,
  type Property,
  parameterOf,
  parseComponents,
  propertiesOf,
  textOf,
} from './jcal.model';
import { findZone, ianaZone, wallOfText, type Zone } from './zones.model';

/** Objects with more characters are refused unread. */
export const LARGEST_OBJECT = 1_000_000;

/** A time as iCalendar writes it (RFC 5545 3.3.4, 3.3.5). */
export type EventTime =
  | { readonly kind: 'date'; readonly date: Temporal.PlainDate }
  | {
      readonly kind: 'floating';
      readonly wall: Temporal.PlainDateTime;
      /** The `TZID` where one is written that nobody knows: the time is then only a guess. */
      readonly unknownZone?: string;
    }
  | { readonly kind: 'zoned'; readonly wall: Temporal.PlainDateTime; readonly zone: Zone };

/**
 * How long an event lasts. From `DTEND` the same exact time for every occurrence, from `DURATION` and for
 * days a nominal one (RFC 5545 3.8.5.3).
 */
export type EventLength =
  | { readonly kind: 'until'; readonly end: EventTime }
  | { readonly kind: 'nominal'; readonly duration: Temporal.Duration };

/** A `VEVENT` as far as it says when something takes place; the rest stays in `component`. */
export interface CalendarEvent {
  readonly component: Component;
  readonly uid: string;
  readonly start: EventTime;
  readonly length: EventLength;
  /** Rules and excluding rules as jCal writes them. */
  readonly rules: readonly unknown[];
  readonly excludedRules: readonly unknown[];
  readonly extraTimes: readonly { readonly start: EventTime; readonly length?: EventLength }[];
  readonly excludedTimes: readonly EventTime[];
  /** Set for a changed occurrence: which one it takes the place of. */
  readonly replaces?: { readonly time: EventTime; readonly andFollowing: boolean };
}

/** What became of reading an object: its events, none for a task list, or why not. */
export type ObjectReading =
  | { readonly ok: true; readonly events: readonly CalendarEvent[] }
  | { readonly ok: false; readonly title: string };

/** Reads one calendar object (RFC 4791 4.1). Never throws, whatever the text is. */
export function readObject(text: string): ObjectReading {
  try {
    if (text.length > LARGEST_OBJECT) throw new Malformed('too large');
    const calendars = parseComponents(text);
    const parts = calendars.flatMap((part) => (part.name === 'vcalendar' ? part.components : [part]));
    if (parts.length === 0) throw new Malformed('nothing in it');
    const zones = new Map(
      parts.filter(({ name }) => name === 'vtimezone').map((zone) => [textOf(zone, 'tzid') ?? '', zone]),
    );
    return {
      ok: true,
      events: parts.filter(({ name }) => name === 'vevent').map((part) => toEvent(part, zones)),
    };
  } catch {
    return { ok: false, title: titleIn(text) };
  }
}

type Zones = ReadonlyMap<string, Component>;

function toEvent(component: Component, zones: Zones): CalendarEvent {
  const [start] = timesOf(component, 'dtstart', zones);
  if (!start) throw new Malformed('no start');
  const [replaced] = timesOf(component, 'recurrence-id', zones);
  const [replacedProperty] = propertiesOf(component, 'recurrence-id');
  const andFollowing =
    replacedProperty !== undefined &&
    parameterOf(replacedProperty, 'range')?.toUpperCase() === 'THISANDFUTURE';
  return {
    component,
    uid: textOf(component, 'uid') ?? '',
    start,
    length: lengthOf(component, start, zones),
    rules: propertiesOf(component, 'rrule').flatMap(({ values }) => values),
    excludedRules: propertiesOf(component, 'exrule').flatMap(({ values }) => values),
    extraTimes: propertiesOf(component, 'rdate').flatMap((property) => extraTimesOf(property, zones)),
    excludedTimes: timesOf(component, 'exdate', zones),
    ...(replaced ? { replaces: { time: replaced, andFollowing } } : {}),
  };
}

function lengthOf(component: Component, start: EventTime, zones: Zones): EventLength {
  const [end] = timesOf(component, 'dtend', zones);
  if (end) return { kind: 'until', end };
  const written = textOf(component, 'duration');
  if (written) return { kind: 'nominal', duration: durationOf(written) };
  return {
    kind: 'nominal',
    duration: Temporal.Duration.from(start.kind === 'date' ? { days: 1 } : { hours: 0 }),
  };
}

function extraTimesOf(property: Property, zones: Zones): CalendarEvent['extraTimes'] {
  if (property.type !== 'period')
    return valuesOf(property).map((text) => ({ start: toTime(text, property, zones) }));
  return property.values.map((period) => {
    const [from, to] = Array.isArray(period) ? period.map(String) : [];
    if (from === undefined || to === undefined) throw new Malformed('not a period');
    const length: EventLength = to.startsWith('P')
      ? { kind: 'nominal', duration: durationOf(to) }
      : { kind: 'until', end: toTime(to, property, zones) };
    return { start: toTime(from, property, zones), length };
  });
}

function timesOf(component: Component, name: string, zones: Zones): EventTime[] {
  return propertiesOf(component, name).flatMap((property) =>
    valuesOf(property).map((text) => toTime(text, property, zones)),
  );
}

/** ical.js reads `EXDATE:` without a value as dashes. */
function valuesOf(property: Property): string[] {
  return property.values.map(String).filter((text) => /\d/.test(text));
}

function toTime(text: string, property: Property, zones: Zones): EventTime {
  // `DTSTART:20260101` without VALUE=DATE is common; ical.js makes `2026-01-01T::` of it.
  if (property.type === 'date' || text.endsWith('T::'))
    return { kind: 'date', date: dateOf(text.slice(0, 10)) };
  const wall = wallOfText(text);
  if (text.endsWith('Z')) return { kind: 'zoned', wall, zone: utc() };
  const tzid = parameterOf(property, 'tzid');
  if (tzid === undefined) return { kind: 'floating', wall };
  const zone = findZone(tzid, zones);
  return zone ? { kind: 'zoned', wall, zone } : { kind: 'floating', wall, unknownZone: tzid.slice(0, 100) };
}

function utc(): Zone {
  const zone = ianaZone('UTC');
  if (!zone) throw new Error('this runtime does not know UTC');
  return zone;
}

function dateOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new Malformed(`not a date: ${text}`);
  }
}

function durationOf(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch {
    throw new Malformed(`not a duration: ${text}`);
  }
}
