import { Temporal } from 'temporal-polyfill';
import { type Component, Malformed, propertiesOf, textOf } from './jcal.model';
import { ruleTimes } from './rule-times.model';
import { IANA_BY_WINDOWS_NAME } from './windows-zones.model';

/** A time zone an event is written in. */
export interface Zone {
  /** Name in the IANA time zone database; absent for a zone that only the object itself defines. */
  readonly iana: string | undefined;
  /**
   * The instant of a wall time in milliseconds. A time that occurs twice is the first one; a time that the
   * clock leaps over is read with the offset before the leap (RFC 5545 3.3.5).
   */
  instantOf(wall: Temporal.PlainDateTime): number;
  wallOf(instant: number): Temporal.PlainDateTime;
}

const known = new Map<string, Zone | undefined>();

/** A zone of the IANA database by its name, or undefined where there is no such zone. */
export function ianaZone(name: string): Zone | undefined {
  if (!known.has(name)) known.set(name, makeIanaZone(name));
  return known.get(name);
}

function makeIanaZone(name: string): Zone | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return undefined;
  }
  return {
    iana: name,
    instantOf: (wall) => wall.toZonedDateTime(name).epochMilliseconds,
    wallOf: (instant) =>
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name).toPlainDateTime(),
  };
}

/**
 * Finds the zone a `TZID` means: an IANA name, also behind a vendor's prefix such as
 * `/mozilla.org/20050126_1/Europe/Berlin`; else a Windows name; else the object's own `VTIMEZONE`.
 * @returns undefined where nothing of that helps: the caller must say so
 */
export function findZone(tzid: string, own: ReadonlyMap<string, Component>): Zone | undefined {
  const byName = ianaZone(tzid) ?? ianaZone(IANA_BY_WINDOWS_NAME[tzid] ?? '') ?? zoneBehindPrefix(tzid);
  if (byName) return byName;
  const component = own.get(tzid);
  return component && zoneOfRules(component);
}

function zoneBehindPrefix(tzid: string): Zone | undefined {
  const parts = tzid.startsWith('/') ? tzid.split('/').filter((part) => part !== '') : [];
  return ianaZone(parts.slice(-3).join('/')) ?? ianaZone(parts.slice(-2).join('/'));
}

interface Onset {
  readonly at: number;
  readonly offset: number;
}

/** Years between which the rules of a `VTIMEZONE` are drawn out. */
const FIRST_YEAR = Date.UTC(1969, 0);
const LAST_YEAR = Date.UTC(2100, 0);
const DAY = 86_400_000;

/** A zone by the rules of a `VTIMEZONE` (RFC 5545 3.6.5). @throws Malformed */
function zoneOfRules(component: Component): Zone {
  const observances = component.components.filter(({ name }) => name === 'standard' || name === 'daylight');
  const drawn = observances.map(onsetsOf);
  const onsets = drawn.flatMap(({ onsets }) => onsets).sort((a, b) => a.at - b.at);
  const before = drawn.toSorted((a, b) => (a.onsets[0]?.at ?? 0) - (b.onsets[0]?.at ?? 0))[0]?.offsetBefore;
  if (before === undefined) throw new Malformed('a time zone without rules');
  const offsetAt = (instant: number) => onsets.findLast(({ at }) => at <= instant)?.offset ?? before;
  return {
    iana: undefined,
    instantOf: (wall) => {
      const local = wallAsUtc(wall);
      const early = offsetAt(local - DAY);
      const fits = [early, offsetAt(local + DAY)].find((offset) => offsetAt(local - offset) === offset);
      return local - (fits ?? early);
    },
    wallOf: (instant) => utcAsWall(instant + offsetAt(instant)),
  };
}

function onsetsOf(observance: Component): { onsets: Onset[]; offsetBefore: number } {
  const offsetBefore = offsetOf(textOf(observance, 'tzoffsetfrom'));
  const offset = offsetOf(textOf(observance, 'tzoffsetto'));
  const start = wallOfText(textOf(observance, 'dtstart'));
  const dates = propertiesOf(observance, 'rdate').flatMap(({ values }) =>
    values.map((value) => wallAsUtc(wallOfText(String(value)))),
  );
  const rules = propertiesOf(observance, 'rrule').flatMap(({ values }) =>
    values.flatMap((rule) =>
      ruleTimes({
        rule,
        start: wallAsUtc(start),
        timeZone: 'UTC',
        // UNTIL is written in UTC, the onsets are drawn in the wall time before each.
        untilOf: (until) => wallAsUtc(wallOfText(until)) + (until.endsWith('Z') ? offsetBefore : 0),
        from: FIRST_YEAR,
        to: LAST_YEAR,
      }),
    ),
  );
  const walls = rules.length > 0 ? [...rules, ...dates] : [wallAsUtc(start), ...dates];
  const onsets = walls.sort((a, b) => a - b).map((wall) => ({ at: wall - offsetBefore, offset }));
  return { onsets, offsetBefore };
}

/** `±HH:MM[:SS]` in milliseconds. */
function offsetOf(text: string | undefined): number {
  const match = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text ?? '');
  if (!match) throw new Malformed('a time zone without offset');
  const [, sign, hours, minutes, seconds = '0'] = match;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** Reads `YYYY-MM-DDTHH:MM:SS[Z]` or `YYYY-MM-DD` as a wall time. @throws Malformed */
export function wallOfText(text: string | undefined): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from((text ?? '').replace(/Z$/, ''));
  } catch {
    throw new Malformed(`not a time: ${text}`);
  }
}

/** The instant at which clocks in UTC show that wall time: a way to count with wall times. */
export function wallAsUtc(wall: Temporal.PlainDateTime): number {
  return wall.toZonedDateTime('UTC').epochMilliseconds;
}

/** See {@link wallAsUtc}. */
export function utcAsWall(milliseconds: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO('UTC').toPlainDateTime();
}
