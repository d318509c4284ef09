/** A calendar day, `YYYY-MM-DD`, in the Gregorian calendar. */
export type Day = string;

const DAY_MS = 86_400_000;

/** Days are counted at noon in UTC, where no clock leaps. */
const noonOf = (day: Day) => Date.parse(`${day}T12:00:00Z`);

/** The day so many days later; earlier with a negative number. */
export function addDays(day: Day, count: number): Day {
  return new Date(noonOf(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((noonOf(to) - noonOf(from)) / DAY_MS);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(noonOf(day)).getUTCDay() || 7;
}

/** The Monday of the week that the day lies in. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day));
}

/** The week's number after ISO 8601: the first one holds the year's first Thursday. */
export function weekNumberOf(day: Day): number {
  const thursday = addDays(mondayOf(day), 3);
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
}

/** So many days in a row. */
export function daysFrom(first: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** What a clock on the wall shows. */
export interface WallTime {
  readonly day: Day;
  /** Since midnight, by the clock. */
  readonly minutes: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  return format;
}

/** What the clock shows at an instant (milliseconds) in an IANA time zone. */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  // Swedish writes `2026-11-23 10:00`.
  const [day = '', clock = ''] = formatFor(timeZone).format(instant).split(' ');
  const [hours, minutes] = clock.split(':');
  return { day, minutes: Number(hours) * 60 + Number(minutes) };
}

/** An instant that lies in the day in every zone, for writing its name with `timeZone: 'UTC'`. */
export function instantIn(day: Day): number {
  return noonOf(day);
}
