import type { Occurrence } from '../../../shared/features/calendar/calendar.model';

/** An event that begins so soon goes before one that is under way. */
const SOON_MS = 10 * 60_000;

const beginsSoon = ({ start }: Occurrence, now: number) => start - now <= SOON_MS;

/** The later one begun first; of those that begin together one that can be joined. */
function byStart(a: Occurrence, b: Occurrence): number {
  return a.start - b.start || Number(b.meeting?.joinable ?? false) - Number(a.meeting?.joinable ?? false);
}

/**
 * The event that a person should see first: what begins within ten minutes; else the meeting that is under
 * way; else what comes next today; else what is under way without a meeting; else what comes on a later day.
 * Whole days and cancelled events are none of these.
 * @param today whether an instant lies in the person's today
 */
export function nextEvent(
  occurrences: readonly Occurrence[],
  now: number,
  today: (instant: number) => boolean,
): Occurrence | undefined {
  const events = occurrences.filter(({ allDay, status, end, start }) => {
    return !allDay && status !== 'cancelled' && (end > now || start >= now);
  });
  const coming = events.filter(({ start }) => start > now).sort(byStart);
  const underWay = events.filter(({ start }) => start <= now).sort((a, b) => byStart(b, a));
  const [next] = coming;
  if (next && beginsSoon(next, now)) return next;
  const meeting = underWay.find((one) => one.meeting?.joinable);
  if (meeting) return meeting;
  if (next && today(next.start)) return next;
  return underWay[0] ?? next;
}

/** How far away an event is, for words. Minutes are whole and never negative. */
export type Distance =
  | { readonly kind: 'under-way'; readonly minutes: number }
  | { readonly kind: 'now' }
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly kind: 'later' };

const MINUTE = 60_000;

/** Counts minutes up before an event, so that "in 1 minute" is true until it begins. */
export function distanceTo({ start }: Occurrence, now: number, isToday: boolean): Distance {
  if (start <= now) {
    const minutes = Math.floor((now - start) / MINUTE);
    return minutes === 0 ? { kind: 'now' } : { kind: 'under-way', minutes };
  }
  const minutes = Math.ceil((start - now) / MINUTE);
  if (minutes < 60) return { kind: 'minutes', minutes };
  if (!isToday) return { kind: 'later' };
  return { kind: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** What one says at that hour of the day. */
export function greetingAt(minutes: number): 'morning' | 'day' | 'evening' {
  if (minutes >= 4 * 60 && minutes < 11 * 60) return 'morning';
  return minutes >= 11 * 60 && minutes < 18 * 60 ? 'day' : 'evening';
}
