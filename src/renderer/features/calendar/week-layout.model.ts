import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import { addDays, type Day, daysBetween, wallTimeAt } from './days.model';

/** Shorter events are drawn, and pushed aside, as if they lasted so many minutes: a title must fit. */
export const LEAST_MINUTES = 30;

const DAY_MINUTES = 1_440;

/** An event, or the part of it that lies in one day, as it stands in that day's column. */
export interface PlacedEvent {
  readonly occurrence: Occurrence;
  /** By the clock on the wall, from 0 to 1440. */
  readonly fromMinutes: number;
  readonly toMinutes: number;
  /** Which of how many columns side by side, the first 0; and over how many of them it reaches. */
  readonly column: number;
  readonly columns: number;
  readonly span: number;
  /** It began on a day before, or goes on on the day after. */
  readonly continues: { readonly before: boolean; readonly after: boolean };
}

/** An event of whole days (or of more than a day) as it stands in the lane above the columns. */
export interface LaneEvent {
  readonly occurrence: Occurrence;
  /** First day in the week, 0 to 6, and how many days of it. */
  readonly first: number;
  readonly days: number;
  /** Which line of the lane, the first 0. */
  readonly line: number;
  readonly continues: { readonly before: boolean; readonly after: boolean };
}

export interface WeekLayout {
  readonly days: readonly { readonly day: Day; readonly events: readonly PlacedEvent[] }[];
  readonly lane: readonly LaneEvent[];
}

/** Days that an event touches, first and last; by the clock of the person. */
export function daysOf(occurrence: Occurrence, timeZone: string): { first: Day; last: Day } {
  if (occurrence.days) return occurrence.days;
  const first = wallTimeAt(occurrence.start, timeZone).day;
  const end = wallTimeAt(occurrence.end, timeZone);
  // What ends at midnight does not touch the day that begins then.
  const last = end.minutes === 0 && end.day > first ? addDays(end.day, -1) : end.day;
  return { first, last };
}

/** Whether an event stands in the lane of whole days: also one with hours that lasts a day or longer. */
export function isLaneEvent({ allDay, start, end }: Occurrence): boolean {
  return allDay || end - start >= DAY_MINUTES * 60_000;
}

/** Lays out the days from `first`: events with hours side by side in columns, whole days in a lane. */
export function layOutWeek(
  occurrences: readonly Occurrence[],
  days: readonly Day[],
  timeZone: string,
): WeekLayout {
  const timed = occurrences.filter((one) => !isLaneEvent(one));
  return {
    days: days.map((day) => ({ day, events: layOutDay(timed, day, timeZone) })),
    lane: layOutLane(occurrences.filter(isLaneEvent), days, timeZone),
  };
}

interface Piece {
  readonly occurrence: Occurrence;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly continues: PlacedEvent['continues'];
}

function layOutDay(occurrences: readonly Occurrence[], day: Day, timeZone: string): PlacedEvent[] {
  const pieces = occurrences
    .flatMap((occurrence) => pieceOf(occurrence, day, timeZone))
    .sort((a, b) => a.fromMinutes - b.fromMinutes || b.toMinutes - a.toMinutes);
  const placed: PlacedEvent[] = [];
  let cluster: Piece[] = [];
  let clusterEnd = 0;
  const finish = () => {
    placed.push(...sideBySide(cluster));
    cluster = [];
  };
  for (const piece of pieces) {
    if (cluster.length > 0 && piece.fromMinutes >= clusterEnd) finish();
    clusterEnd = cluster.length === 0 ? drawnEnd(piece) : Math.max(clusterEnd, drawnEnd(piece));
    cluster.push(piece);
  }
  finish();
  return placed;
}

function pieceOf(occurrence: Occurrence, day: Day, timeZone: string): Piece[] {
  const { first, last } = daysOf(occurrence, timeZone);
  if (day < first || day > last) return [];
  const continues = { before: first < day, after: last > day };
  const end = wallTimeAt(occurrence.end, timeZone);
  const fromMinutes = continues.before ? 0 : wallTimeAt(occurrence.start, timeZone).minutes;
  const toMinutes = continues.after || end.day > day ? DAY_MINUTES : end.minutes;
  // On the day the clock leaps back an event may end, by the clock, before it begins.
  return [{ occurrence, fromMinutes, toMinutes: Math.max(fromMinutes, toMinutes), continues }];
}

const drawnEnd = ({ fromMinutes, toMinutes }: Piece) => Math.max(toMinutes, fromMinutes + LEAST_MINUTES);

/** Gives each event the first free column, and lets it reach over what stays free at its right. */
function sideBySide(cluster: readonly Piece[]): PlacedEvent[] {
  const columns: Piece[][] = [];
  const chosen = cluster.map((piece) => {
    const free = columns.findIndex((column) => column.every((other) => drawnEnd(other) <= piece.fromMinutes));
    const column = free < 0 ? columns.length : free;
    columns[column] = [...(columns[column] ?? []), piece];
    return column;
  });
  return cluster.map((piece, index) => {
    const column = chosen[index] ?? 0;
    const right = columns.slice(column + 1);
    const blocked = right.findIndex((others) => others.some((other) => overlaps(other, piece)));
    return { ...piece, column, columns: columns.length, span: 1 + (blocked < 0 ? right.length : blocked) };
  });
}

function overlaps(one: Piece, other: Piece): boolean {
  return one.fromMinutes < drawnEnd(other) && other.fromMinutes < drawnEnd(one);
}

function layOutLane(occurrences: readonly Occurrence[], days: readonly Day[], timeZone: string): LaneEvent[] {
  const [begin = '', end = begin] = [days[0], days.at(-1)];
  const bars = occurrences
    .map((occurrence) => ({ occurrence, ...daysOf(occurrence, timeZone) }))
    .filter(({ first, last }) => last >= begin && first <= end)
    .sort((a, b) => a.first.localeCompare(b.first) || b.last.localeCompare(a.last));
  const lines: number[] = [];
  return bars.map(({ occurrence, first, last }) => {
    const from = Math.max(0, daysBetween(begin, first));
    const to = Math.min(days.length - 1, daysBetween(begin, last));
    const free = lines.findIndex((busyUntil) => busyUntil < from);
    const line = free < 0 ? lines.length : free;
    lines[line] = to;
    const continues = { before: first < begin, after: last > end };
    return { occurrence, first: from, days: to - from + 1, line, continues };
  });
}

/** The events of one day in the order of a list: whole days first, then by time. */
export function eventsOn(day: Day, occurrences: readonly Occurrence[], timeZone: string): Occurrence[] {
  return occurrences
    .filter((occurrence) => {
      const { first, last } = daysOf(occurrence, timeZone);
      return first <= day && day <= last;
    })
    .sort((a, b) => Number(isLaneEvent(b)) - Number(isLaneEvent(a)) || a.start - b.start || b.end - a.end);
}
