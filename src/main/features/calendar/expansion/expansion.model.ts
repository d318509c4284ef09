import { Temporal } from 'temporal-polyfill';
import type { Occurrence } from '../../../../shared/features/calendar/calendar.model';
import type { ExpanderObject, Survey, Unreadable, ViewRequest } from '../calendar.ports';
import { titleIn } from '../content-lines.model';
import { detailsOf } from './details.model';
import { type CalendarEvent, type EventTime, readObject } from './event.model';
import { dayOf, endOf, wholeDays } from './frame.model';
import { MOST_OCCURRENCES, TooMany } from './rule-times.model';
import { type Appearance, appearancesOf, extentOf, type Span, seriesOf } from './series.model';

/** What is looked at: from this instant until before that one, seen from a time zone. */
export interface Look extends Span {
  /** Origins of the city's meeting servers. */
  readonly meetingOrigins: readonly string[];
}

/** The days of a view as instants: from the first midnight to the last, where the person is. */
export function lookAt({ from, days, timeZone, meetingOrigins }: ViewRequest): Look {
  const first = Temporal.PlainDate.from(from);
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return { from: midnight(first), to: midnight(first.add({ days })), timeZone, meetingOrigins };
}

type Failure = { readonly ok: false } & Unreadable;
export type Expansion = { readonly ok: true; readonly occurrences: readonly Occurrence[] } | Failure;

/** The occurrences of one object that touch what is looked at. Never throws. */
export function expandObject(object: ExpanderObject, look: Look): Expansion {
  return attempt(object.data, (events) => {
    const appearances = seriesOf(events).flatMap((series) => appearancesOf(series, look));
    const occurrences = appearances.flatMap((one) => occurrencesOf(one, object, look));
    if (occurrences.length > MOST_OCCURRENCES) throw new TooMany();
    return { ok: true, occurrences };
  });
}

/**
 * Between which instants an object has anything, so that a view need not read what lies elsewhere. Days and
 * floating times are read as UTC: leave a day of margin on both sides. Never throws.
 */
export function surveyObject(data: string): Survey {
  return attempt(data, (events) => {
    const extents = seriesOf(events).map(extentOf);
    return {
      ok: true,
      first: Math.min(...extents.map(({ first }) => first)),
      last: Math.max(...extents.map(({ last }) => last)),
    };
  });
}

function attempt<T>(data: string, work: (events: readonly CalendarEvent[]) => T): T | Failure {
  const reading = readObject(data);
  if (!reading.ok) return { ok: false, title: reading.title, reason: 'malformed' };
  try {
    return work(reading.events);
  } catch (error) {
    return { ok: false, title: titleIn(data), reason: error instanceof TooMany ? 'too-many' : 'malformed' };
  }
}

function occurrencesOf(
  appearance: Appearance,
  { key, calendarName }: ExpanderObject,
  look: Look,
): Occurrence[] {
  const { event, frame, point, length, lengthFrom } = appearance;
  const start = frame.instantOf(point);
  const end = endOf(point, length, lengthFrom, frame);
  const touches = start < look.to && (end > look.from || (end === start && start >= look.from));
  if (!touches) return [];
  const lastDay = point + (wholeDays(point, length, lengthFrom, frame) - 1) * 86_400_000;
  return [
    {
      id: `${key}#${event.uid}#${appearance.id}`,
      start,
      end,
      allDay: frame.allDay,
      ...(frame.allDay ? { days: { first: dayOf(point, frame), last: dayOf(lastDay, frame) } } : {}),
      ...zoneOf(event.start),
      recurring: appearance.recurring,
      calendarName,
      ...detailsOf(event.component, look.meetingOrigins),
    },
  ];
}

function zoneOf(time: EventTime): Pick<Occurrence, 'timeZone' | 'unknownZone'> {
  if (time.kind === 'zoned') return time.zone.iana === undefined ? {} : { timeZone: time.zone.iana };
  return time.kind === 'floating' && time.unknownZone !== undefined ? { unknownZone: time.unknownZone } : {};
}
