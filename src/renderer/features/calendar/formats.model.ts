import { type Day, instantIn, wallTimeAt } from './days.model';

/** Words and numbers of the calendar in one language and, for instants, one time zone. */
export interface Formats {
  /** `10:00`; on another day than `onDay` with the day before it. */
  time(instant: number): string;
  /** `10:00–11:00` */
  times(start: number, end: number): string;
  /** `Montag, 23. November` */
  day(day: Day): string;
  /** `Mo.`, `23` */
  weekday(day: Day): string;
  dayNumber(day: Day): string;
  /** `23.–29. November 2026` */
  days(first: Day, last: Day): string;
  /** `Montag` */
  weekdayName(day: Day): string;
  /** `23. Nov., 08:12`, for an instant on another day than today. */
  dayAndTime(instant: number): string;
  /** `vor 3 Minuten`; less than a minute is `gerade eben` and up to the caller. */
  minutesAgo(minutes: number): string;
}

/** English-speaking people in a German city office read a 24-hour clock. */
const LOCALES: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB' };

const made = new Map<string, Formats>();

/** @param timeZone IANA name of the zone the person is in */
export function formatsFor(language: string, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const formats = made.get(key) ?? makeFormats(LOCALES[language] ?? language, timeZone);
  made.set(key, formats);
  return formats;
}

function makeFormats(locale: string, timeZone: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions, zone = 'UTC') =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = format(clock, timeZone);
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const weekday = format({ weekday: 'short' });
  const weekdayName = format({ weekday: 'long' });
  const number = format({ day: 'numeric' });
  const range = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const dayAndTime = format({ day: 'numeric', month: 'short', ...clock }, timeZone);
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  return {
    time: (instant) => time.format(instant),
    times: (start, end) => `${time.format(start)}–${time.format(end)}`,
    day: (one) => day.format(instantIn(one)),
    weekday: (one) => weekday.format(instantIn(one)).replace(/\.$/, ''),
    weekdayName: (one) => weekdayName.format(instantIn(one)),
    dayNumber: (one) => number.format(instantIn(one)).replace(/\.$/, ''),
    days: (first, last) => range.formatRange(instantIn(first), instantIn(last)).replaceAll('\u2009', ''),
    dayAndTime: (instant) => dayAndTime.format(instant),
    minutesAgo: (minutes) => ago.format(-minutes, 'minute'),
  };
}

/**
 * How to name the zone an event was written in, where its clock shows another time than the person's: the
 * city of its IANA name. UTC is how programs write, not where people are.
 */
export function foreignZone(
  event: { readonly start: number; readonly timeZone?: string | undefined },
  timeZone: string,
): { readonly place: string; readonly timeZone: string } | undefined {
  const zone = event.timeZone;
  if (zone === undefined || /^(Etc\/)?(UTC|GMT|Zulu|Z)$/i.test(zone)) return undefined;
  const here = wallTimeAt(event.start, timeZone);
  const there = wallTimeAt(event.start, zone);
  if (here.day === there.day && here.minutes === there.minutes) return undefined;
  return { place: (zone.split('/').at(-1) ?? zone).replaceAll('_', ' '), timeZone: zone };
}
