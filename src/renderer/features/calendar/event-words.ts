import type { TFunction } from 'i18next';
import type { Occurrence } from '../../../shared/features/calendar/calendar.model';
import type { Day } from './days.model';
import type { Formats } from './formats.model';
import { daysOf } from './week-layout.model';

type Words = TFunction<'calendar'>;

/** The title, or words where the event has none. */
export function titleOf({ title }: Pick<Occurrence, 'title'>, t: Words): string {
  return title || t('event.untitled');
}

/** When an event is, short, as it stands in the list of one day: `10:00–11:00`, `ab 22:00`, `ganztägig`. */
export function whenOn(day: Day, event: Occurrence, t: Words, formats: Formats, timeZone: string): string {
  if (event.allDay) return t('event.allDay');
  const { first, last } = daysOf(event, timeZone);
  if (first < day && day < last) return t('event.allDay');
  if (first < day) return t('event.until', { time: formats.time(event.end) });
  if (day < last) return t('event.since', { time: formats.time(event.start) });
  return event.end > event.start ? formats.times(event.start, event.end) : formats.time(event.start);
}

/** From when to when an event is that lasts several days; undefined for others. */
export function daysInWords(event: Occurrence, formats: Formats, timeZone: string): string | undefined {
  const { first, last } = daysOf(event, timeZone);
  if (first === last) return undefined;
  return event.allDay
    ? formats.days(first, last)
    : `${formats.dayAndTime(event.start)} – ${formats.dayAndTime(event.end)}`;
}

/** When an event is, in full: `Montag, 23. November, 10:00–11:00 Uhr`. */
export function whenInFull(event: Occurrence, t: Words, formats: Formats, timeZone: string): string {
  const { first, last } = daysOf(event, timeZone);
  const day = formats.day(first);
  if (event.allDay)
    return first === last
      ? `${day}, ${t('event.allDay')}`
      : t('event.fromTo', { from: day, to: formats.day(last) });
  const time = (instant: number) => t('event.clock', { time: formats.time(instant) });
  if (first !== last) {
    return t('event.fromTo', {
      from: `${day}, ${time(event.start)}`,
      to: `${formats.day(last)}, ${time(event.end)}`,
    });
  }
  if (event.end <= event.start) return `${day}, ${time(event.start)}`;
  return `${day}, ${t('event.clock', { time: formats.times(event.start, event.end) })}`;
}
