import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CalendarContract } from '../../../shared/features/calendar/calendar.contract';
import type { CalendarView } from '../../../shared/features/calendar/calendar.model';
import type { Client } from '../../../shared/ipc/contract';
import { addDays, type Day } from './days.model';

/** Days of the calendar as main has shown them. */
export interface Shown {
  readonly from: Day;
  readonly days: number;
  readonly timeZone: string;
  readonly view: CalendarView;
}

/** What one pane looks at. */
export interface Look {
  /** The last answer; it stays while another one is on its way. */
  readonly shown: Shown | undefined;
  /** Main could not answer at all. */
  readonly failed: boolean;
}

export interface CalendarState {
  /** Today and the week after it. */
  readonly today: Look;
  /** A week with the one before and the one after it, so that turning the page is instant. */
  readonly week: Look;
  showToday(day: Day): void;
  /** @param monday first day of the week */
  showWeek(monday: Day): void;
  /** Asks the calendar servers now. */
  sync(): void;
}

export type CalendarStore = StoreApi<CalendarState>;

/** How many days Today looks ahead: what comes next may be next week. */
const AHEAD = 8;

type Which = 'today' | 'week';
type Range = Pick<Shown, 'from' | 'days'>;

const NOTHING: Look = { shown: undefined, failed: false };

/** @returns the IANA name of the zone this machine is in now; a travelled laptop changes it at run time */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Follows the calendar of main: each pane's days, asked for again whenever main says that something changed.
 * One question per pane is under way at a time; only the newest range counts.
 */
export function createCalendarStore(
  calendar: Client<CalendarContract>,
  timeZoneNow: () => string = localTimeZone,
): CalendarStore {
  const ranges = new Map<Which, Range>();
  const underWay = new Set<Which>();
  const askAgain = new Set<Which>();

  const store = createStore<CalendarState>(() => ({
    today: NOTHING,
    week: NOTHING,
    showToday: (day) => show('today', { from: day, days: AHEAD }),
    showWeek: (monday) => show('week', { from: addDays(monday, -7), days: 21 }),
    sync: () => void calendar.sync(undefined).catch(() => undefined),
  }));

  function show(which: Which, range: Range): void {
    ranges.set(which, range);
    void load(which);
  }

  async function load(which: Which): Promise<void> {
    const range = ranges.get(which);
    if (!range) return;
    if (underWay.has(which)) {
      askAgain.add(which);
      return;
    }
    underWay.add(which);
    const timeZone = timeZoneNow();
    const look = await calendar.view({ ...range, timeZone }).then(
      (view): Look => ({ shown: { ...range, timeZone, view }, failed: false }),
      (): Look => ({ ...store.getState()[which], failed: true }),
    );
    underWay.delete(which);
    store.setState({ [which]: look });
    if (askAgain.delete(which)) await load(which);
  }

  calendar.on('changed', () => {
    for (const which of ranges.keys()) void load(which);
  });
  return store;
}

/** Whether all of these days have been shown. */
export function covers(shown: Shown | undefined, from: Day, days: number): shown is Shown {
  if (!shown) return false;
  return shown.from <= from && addDays(from, days) <= addDays(shown.from, shown.days);
}
