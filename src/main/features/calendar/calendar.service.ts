import type { CalendarContract } from '../../../shared/features/calendar/calendar.contract';
import type { CalendarView } from '../../../shared/features/calendar/calendar.model';
import type { Emit, Handlers } from '../../../shared/ipc/contract';
import type {
  CalendarProvider,
  CalendarStore,
  CalendarStores,
  CityNetwork,
  Clock,
  Expander,
  Log,
} from './calendar.ports';
import { CalendarSync } from './calendar-sync.service';

interface Needs {
  readonly stores: CalendarStores;
  /** The places where the person's calendars are, by the city profile in force. */
  readonly providers: () => readonly CalendarProvider[];
  /** The meeting servers of the city profile in force, as `https://host[:port]`. */
  readonly meetingOrigins: () => readonly string[];
  readonly expander: Expander;
  readonly network: CityNetwork;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: Emit<CalendarContract>;
}

/** The calendar as main does it. */
export interface CalendarFeature {
  readonly handlers: Handlers<CalendarContract>;
  /**
   * Tells who is signed in now; undefined: nobody, and nobody can be resumed. Everybody else's local copy is
   * removed from the disk, so this is not to be called while it is still open who it will be.
   */
  personChanged(subject: string | undefined): void;
  /** The way to the city is open again: asks the servers at once. */
  networkOpened(): void;
  /** The client ends. The local copy stays. */
  stop(): void;
}

/** What belongs to the person signed in. */
interface Desk {
  readonly subject: string;
  readonly store: CalendarStore;
  readonly sync: CalendarSync;
}

const DAY = 86_400_000;

const EMPTY: CalendarView = { occurrences: [], sync: { state: 'never' }, copy: 'kept', unreadable: [] };

/** Keeps a local copy of the signed-in person's calendars and shows any days of it. */
export function createCalendarFeature(needs: Needs): CalendarFeature {
  const { stores, expander, log, emit } = needs;
  let subject: string | undefined;
  let desk: Promise<Desk | undefined> = Promise.resolve(undefined);
  const changed = () => emit('changed', undefined);

  const note = (code: string) => (error: unknown) =>
    log.note(code, { error: error instanceof Error ? error.name : 'unknown' });

  async function leave(left: Promise<Desk | undefined>): Promise<void> {
    const before = await left;
    before?.sync.stop();
    before?.store.close();
  }

  async function changePerson(next: string | undefined, left: Promise<Desk | undefined>) {
    await leave(left).catch(note('CAL-209'));
    await stores.removeAllBut(next).catch(note('CAL-208'));
    // Somebody else may have signed in meanwhile.
    if (next === undefined || next !== subject) return undefined;
    const store = await stores.open(next);
    const sync = new CalendarSync({ ...needs, store }, changed);
    void sync.sync();
    return { subject: next, store, sync };
  }

  async function view(request: { from: string; days: number; timeZone: string }): Promise<CalendarView> {
    const current = await desk;
    if (!current) return EMPTY;
    const { store, sync } = current;
    // Days begin at different instants over the earth, and the surveys have a margin of their own.
    const from = Date.parse(`${request.from}T00:00:00Z`) - 2 * DAY;
    const objects = store.objectsBetween(from, from + (request.days + 4) * DAY);
    const unreadable = store.unreadable();
    const found = await expander.expand(objects, { ...request, meetingOrigins: needs.meetingOrigins() });
    return {
      occurrences: found.occurrences.toSorted((a, b) => a.start - b.start || b.end - a.end),
      sync: sync.status,
      copy: store.copy,
      unreadable: [...unreadable, ...found.unreadable],
    };
  }

  return {
    handlers: {
      view,
      sync: async () => {
        const current = await desk;
        void current?.sync.sync();
        return undefined;
      },
    },
    personChanged: (next) => {
      if (next === subject && next !== undefined) return;
      subject = next;
      desk = changePerson(next, desk);
      void desk.then(changed);
    },
    networkOpened: () => void desk.then((current) => current?.sync.sync()),
    stop: () => {
      subject = undefined;
      const left = desk;
      desk = Promise.resolve(undefined);
      expander.stop();
      void leave(left).catch(note('CAL-209'));
    },
  };
}
