import type { CalendarEvent, EventLength } from './event.model';
import { dayOf, endOf, type Frame, frameOf, onDay, pointOfWall, shift } from './frame.model';
import { lastRuleTime, type RuleQuery, ruleTimes } from './rule-times.model';
import { wallAsUtc, wallOfText } from './zones.model';

/** An event with the changes of single occurrences; without a master where only those are known. */
export interface Series {
  readonly master: CalendarEvent | undefined;
  readonly changes: readonly CalendarEvent[];
}

/** One appearance of an event before it is described. `point` lies on the frame's time line. */
export interface Appearance {
  /** The event that says what it is about. */
  readonly event: CalendarEvent;
  readonly frame: Frame;
  readonly point: number;
  readonly length: EventLength;
  /** The point that `length` was written for. */
  readonly lengthFrom: number;
  /** The instant at which the series has it, before any change: its recurrence id. */
  readonly id: number;
  readonly recurring: boolean;
}

/** Puts the events of an object together that have the same UID. */
export function seriesOf(events: readonly CalendarEvent[]): Series[] {
  const byUid = new Map<string, CalendarEvent[]>();
  for (const event of events) byUid.set(event.uid, [...(byUid.get(event.uid) ?? []), event]);
  return [...byUid.values()].flatMap((group): Series[] => {
    const changes = group.filter(({ replaces }) => replaces);
    const masters = group.filter(({ replaces }) => !replaces);
    return masters.length === 0
      ? [{ master: undefined, changes }]
      : masters.map((master) => ({ master, changes }));
  });
}

/** What is looked at: instants in milliseconds, seen from an IANA time zone. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/**
 * All appearances of a series that may touch the span, and a few around it.
 * @throws Malformed, TooMany
 */
export function appearancesOf({ master, changes }: Series, span: Span): Appearance[] {
  const changed = changes.map((event) => changedAppearance(event, master, span.timeZone));
  return master ? [...regularAppearances(master, changes, span), ...changed] : changed;
}

function changedAppearance(
  event: CalendarEvent,
  master: CalendarEvent | undefined,
  timeZone: string,
): Appearance {
  const frame = frameOf(event.start, timeZone);
  const point = frame.at(event.start);
  const home = frameOf((master ?? event).start, timeZone);
  const id = home.instantOf(replacedPoint(event, master ?? event, home));
  return { event, frame, point, length: event.length, lengthFrom: point, id, recurring: true };
}

/** Which point of the master's series a change takes the place of. */
function replacedPoint(event: CalendarEvent, master: CalendarEvent, frame: Frame): number {
  const time = event.replaces?.time ?? event.start;
  // A whole day named for an event with an hour: the occurrence of that day.
  if (time.kind === 'date' && !frame.allDay) return onDay(time.date, frame.at(master.start), frame);
  return frame.at(time);
}

/** A change that also holds for all later occurrences (RFC 5545 3.2.13). */
interface NewCourse {
  readonly event: CalendarEvent;
  readonly since: number;
  readonly start: number;
}

function regularAppearances(
  master: CalendarEvent,
  changes: readonly CalendarEvent[],
  span: Span,
): Appearance[] {
  const frame = frameOf(master.start, span.timeZone);
  const start = frame.at(master.start);
  const replaced = new Set(changes.map((event) => replacedPoint(event, master, frame)));
  const courses = changes
    .filter(({ replaces }) => replaces?.andFollowing)
    .map((event): NewCourse => {
      return { event, since: replacedPoint(event, master, frame), start: frame.at(event.start) };
    })
    .sort((a, b) => b.since - a.since);
  const recurring = master.rules.length > 0 || master.extraTimes.length > 0;
  const margin = marginOf(master, courses, frame);
  const within = { from: frame.ofInstant(span.from) - margin, to: frame.ofInstant(span.to) + margin };
  return pointsOf(master, frame, within)
    .filter(({ point }) => !replaced.has(point))
    .map(({ point, length = master.length, lengthFrom = start }) => {
      const id = frame.instantOf(point);
      const course = courses.find(({ since }) => since < point);
      if (!course) return { event: master, frame, point, length, lengthFrom, id, recurring };
      const { event, since, start: begin } = course;
      const moved = shift(point, since, begin, frame);
      return { event, frame, point: moved, length: event.length, lengthFrom: begin, id, recurring };
    });
}

const DAY = 86_400_000;

/** How far from the span occurrences may begin that reach, or are moved, into it. */
function marginOf(master: CalendarEvent, courses: readonly NewCourse[], frame: Frame): number {
  const starts = [{ event: master, start: frame.at(master.start) }, ...courses];
  const lengths = starts.map(
    ({ event, start }) => endOf(start, event.length, start, frame) - frame.instantOf(start),
  );
  const extra = master.extraTimes.map(({ start, length = master.length }) => {
    const point = frame.at(start);
    return endOf(point, length, point, frame) - frame.instantOf(point);
  });
  const shifts = courses.map(({ since, start }) => Math.abs(start - since));
  return 2 * DAY + Math.max(0, ...lengths, ...extra) + Math.max(0, ...shifts);
}

interface SeriesPoint {
  readonly point: number;
  /** Set for an extra time with a length of its own. */
  readonly length?: EventLength;
  readonly lengthFrom?: number;
}

/** DTSTART, RRULE and RDATE less EXDATE and EXRULE (RFC 5545 3.8.5), by time, each once. */
function pointsOf(master: CalendarEvent, frame: Frame, { from, to }: { from: number; to: number }) {
  const start = frame.at(master.start);
  const points = new Map<number, SeriesPoint>();
  const add = (one: SeriesPoint) => {
    if (one.point >= from && one.point <= to) points.set(one.point, one);
  };
  const timesOfRule = (rule: unknown) => ruleTimes({ ...queryOf(rule, start, frame), from, to });
  if (master.rules.length === 0) add({ point: start });
  for (const rule of master.rules) for (const point of timesOfRule(rule)) add({ point });
  for (const { start: time, length } of master.extraTimes) {
    const point = frame.at(time);
    add(length ? { point, length, lengthFrom: point } : { point });
  }
  for (const rule of master.excludedRules) for (const point of timesOfRule(rule)) points.delete(point);
  const days = new Set<string>();
  for (const time of master.excludedTimes) {
    points.delete(frame.at(time));
    if (time.kind === 'date') days.add(time.date.toString());
  }
  return [...points.values()]
    .filter(({ point }) => days.size === 0 || !days.has(dayOf(point, frame)))
    .sort((a, b) => a.point - b.point);
}

function queryOf(rule: unknown, start: number, frame: Frame): Omit<RuleQuery, 'from' | 'to'> {
  return { rule, start, timeZone: frame.timeZone, untilOf: (text) => untilOf(text, frame) };
}

/** The last point that `UNTIL` allows; a date includes its whole day, whatever the event's own kind is. */
function untilOf(text: string, frame: Frame): number {
  const wall = wallOfText(text);
  if (frame.allDay) return pointOfWall(wall.withPlainTime(), frame);
  if (text.endsWith('Z')) return frame.ofInstant(wallAsUtc(wall));
  return pointOfWall(text.includes('T') ? wall : wall.withPlainTime('23:59:59'), frame);
}

/** Between which instants something has anything; without an end Infinity. Nothing: `first > last`. */
export interface Extent {
  readonly first: number;
  readonly last: number;
}

/** The extent of a series, days and floating times read as UTC. @throws Malformed, TooMany */
export function extentOf({ master, changes }: Series): Extent {
  const events = master ? [master, ...changes] : changes;
  const spans = events.map((event) => {
    const frame = frameOf(event.start, 'UTC');
    const start = frame.at(event.start);
    const first = frame.instantOf(start);
    const end = endOf(start, event.length, start, frame);
    const extra = event.extraTimes.map((time) => {
      const point = frame.at(time.start);
      const length = time.length ?? event.length;
      return endOf(point, length, time.length ? point : start, frame);
    });
    const extraStarts = event.extraTimes.map((time) => frame.instantOf(frame.at(time.start)));
    const ends = event.rules.map((rule) => lastRuleTime(queryOf(rule, start, frame)) - start + end);
    return { first: Math.min(first, ...extraStarts), last: Math.max(end, ...extra, ...ends) };
  });
  // A new course moves what follows by any distance.
  const moved = changes.some(({ replaces }) => replaces?.andFollowing);
  return {
    first: moved ? Number.NEGATIVE_INFINITY : Math.min(...spans.map(({ first }) => first)),
    last: moved ? Number.POSITIVE_INFINITY : Math.max(...spans.map(({ last }) => last)),
  };
}
