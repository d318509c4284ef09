import { Temporal } from 'temporal-polyfill';
import type { EventLength, EventTime } from './event.model';
import { ianaZone, utcAsWall, wallAsUtc, type Zone } from './zones.model';

/**
 * The time line on which an event's recurrence is counted. For an event in an IANA zone, and for a floating
 * one, these are real instants; for days and for zones of the object's own it is the wall time read as UTC,
 * because the recurrence library knows IANA zones only. All times are milliseconds.
 */
export interface Frame {
  /** IANA name of the zone in which this line's days and hours are counted. */
  readonly timeZone: string;
  readonly allDay: boolean;
  /** Where on this line a time lies; a floating one is meant in the zone of this line. */
  at(time: EventTime): number;
  /** Where on this line an instant lies. */
  ofInstant(instant: number): number;
  /** The instant of a point of this line. */
  instantOf(point: number): number;
}

/** The frame of an event that starts at `start`, seen from the time zone `viewer` (IANA name). */
export function frameOf(start: EventTime, viewer: string): Frame {
  const here = zoneOfViewer(viewer);
  if (start.kind === 'date') return wallFrame(here, true);
  if (start.kind === 'floating') return instantFrame(viewer);
  const { iana } = start.zone;
  return iana === undefined ? wallFrame(start.zone, false) : instantFrame(iana);
}

function zoneOfViewer(viewer: string): Zone {
  const zone = ianaZone(viewer);
  if (!zone) throw new RangeError(`not a time zone: ${viewer}`);
  return zone;
}

function instantFrame(timeZone: string): Frame {
  const frame: Frame = {
    timeZone,
    allDay: false,
    at: (time) => {
      if (time.kind === 'zoned') return time.zone.instantOf(time.wall);
      return pointOfWall(time.kind === 'date' ? time.date.toPlainDateTime() : time.wall, frame);
    },
    ofInstant: (instant) => instant,
    instantOf: (point) => point,
  };
  return frame;
}

function wallFrame(zone: Zone, allDay: boolean): Frame {
  return {
    timeZone: 'UTC',
    allDay,
    at: (time) => {
      if (time.kind === 'date') return wallAsUtc(time.date.toPlainDateTime());
      // A date stays the date it is written as, whatever zone it is looked at in.
      if (allDay) return wallAsUtc(time.wall.withPlainTime());
      return wallAsUtc(time.kind === 'floating' ? time.wall : zone.wallOf(time.zone.instantOf(time.wall)));
    },
    ofInstant: (instant) => wallAsUtc(zone.wallOf(instant)),
    instantOf: (point) => zone.instantOf(utcAsWall(point)),
  };
}

/** The calendar day of a point, `YYYY-MM-DD`. */
export function dayOf(point: number, frame: Frame): string {
  return wallOf(point, frame).toPlainDate().toString();
}

function wallOf(point: number, { timeZone }: Frame): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(point).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/** Where on this line a wall time lies. */
export function pointOfWall(wall: Temporal.PlainDateTime, { timeZone }: Frame): number {
  return wall.toZonedDateTime(timeZone).epochMilliseconds;
}

/** Moves a point as far as `to` is from `from` on the wall clock: a shifted series keeps its hour over a leap. */
export function shift(point: number, from: number, to: number, frame: Frame): number {
  if (from === to) return point;
  const distance = wallOf(from, frame).until(wallOf(to, frame), { largestUnit: 'day' });
  return pointOfWall(wallOf(point, frame).add(distance), frame);
}

const DAY = 86_400_000;

/**
 * The instant at which an occurrence ends that starts at `point`; never before its start.
 * @param start the start that `length` was written for, as a point
 */
export function endOf(point: number, length: EventLength, start: number, frame: Frame): number {
  if (frame.allDay) return frame.instantOf(point + wholeDays(point, length, start, frame) * DAY);
  const begin = frame.instantOf(point);
  if (length.kind === 'until') {
    return begin + Math.max(0, frame.instantOf(frame.at(length.end)) - frame.instantOf(start));
  }
  const { years, months, weeks, days, hours, minutes, seconds } = length.duration;
  const day = frame.instantOf(pointOfWall(wallOf(point, frame).add({ years, months, weeks, days }), frame));
  return Math.max(begin, day + ((hours * 60 + minutes) * 60 + seconds) * 1000);
}

/** How many days an occurrence of an all-day event lasts: at least one. */
export function wholeDays(point: number, length: EventLength, start: number, frame: Frame): number {
  const end =
    length.kind === 'until'
      ? point + frame.at(length.end) - start
      : pointOfWall(wallOf(point, frame).add(length.duration), frame);
  return Math.max(1, Math.ceil((end - point) / DAY));
}

/** The point on that date at the same hour of the day as `point`. */
export function onDay(date: Temporal.PlainDate, point: number, frame: Frame): number {
  return pointOfWall(date.toPlainDateTime(wallOf(point, frame).toPlainTime()), frame);
}
