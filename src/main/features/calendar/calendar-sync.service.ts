import type { CalendarView, SyncProblem } from '../../../shared/features/calendar/calendar.model';
import { SYNC_PROBLEM_CODES } from '../../../shared/features/calendar/problem-codes.model';
import {
  type CalendarProvider,
  type CalendarStore,
  type CityNetwork,
  type Clock,
  type Expander,
  type Log,
  type RemoteCalendar,
  SyncFailure,
} from './calendar.ports';

/** How often the servers are asked while the client is open. */
export const SYNC_EVERY_MS = 5 * 60_000;

interface Needs {
  readonly store: CalendarStore;
  /** Asked at each turn, so that a newer city profile counts at once. */
  readonly providers: () => readonly CalendarProvider[];
  readonly expander: Expander;
  readonly network: CityNetwork;
  readonly clock: Clock;
  readonly log: Log;
}

/** Brings one person's local copy up to date: now and then, when asked, one turn at a time. */
export class CalendarSync {
  readonly #needs: Needs;
  readonly #changed: () => void;
  readonly #stopped = new AbortController();
  #state: Pick<CalendarView['sync'], 'state' | 'problem'>;
  #turn: Promise<void> | undefined;
  #askedMeanwhile = false;
  #callOff: () => void = () => {};

  /** @param changed told whenever the copy or the status has changed */
  constructor(needs: Needs, changed: () => void) {
    this.#needs = needs;
    this.#changed = changed;
    this.#state = { state: needs.store.lastSuccess === undefined ? 'never' : 'done' };
  }

  get status(): CalendarView['sync'] {
    const { lastSuccess } = this.#needs.store;
    return { ...this.#state, ...(lastSuccess === undefined ? {} : { lastSuccess }) };
  }

  /**
   * Asks the servers now, or waits for the turn under way. A turn that fails is taken once more when it was
   * asked for meanwhile: the network may have come back only then. Never rejects.
   */
  sync(): Promise<void> {
    if (this.#stopped.signal.aborted) return Promise.resolve();
    if (this.#turn) this.#askedMeanwhile = true;
    this.#turn ??= this.#takeTurns().finally(() => {
      this.#turn = undefined;
    });
    return this.#turn;
  }

  /** Ends for good; a turn under way is given up and tells nothing more. */
  stop(): void {
    this.#callOff();
    this.#stopped.abort();
  }

  async #takeTurns(): Promise<void> {
    this.#callOff();
    do {
      this.#askedMeanwhile = false;
      this.#enter({ state: 'running' });
      const problem = await this.#takeTurn();
      if (this.#stopped.signal.aborted) return;
      if (problem) this.#needs.log.note(SYNC_PROBLEM_CODES[problem], { problem });
      this.#enter(problem ? { state: 'failed', problem } : { state: 'done' });
    } while (this.#askedMeanwhile && this.#state.state === 'failed');
    this.#callOff = this.#needs.clock.after(SYNC_EVERY_MS, () => void this.sync());
  }

  #enter(state: Pick<CalendarView['sync'], 'state' | 'problem'>): void {
    this.#state = state;
    this.#changed();
  }

  /** Asks every provider, also when one fails. @returns the first problem, if any */
  async #takeTurn(): Promise<SyncProblem | undefined> {
    const { network, providers, store, clock } = this.#needs;
    if (!network.isOpen) return 'network-blocked';
    const problems: SyncProblem[] = [];
    const attempt = async (work: () => Promise<void> | void) => {
      try {
        if (!this.#stopped.signal.aborted) await work();
      } catch (error) {
        problems.push(await this.#problemOf(error));
      }
    };
    const all = providers();
    await attempt(() => keeping(() => store.keepProviders(all.map(({ id }) => id))));
    for (const provider of all) {
      let calendars: readonly RemoteCalendar[] = [];
      await attempt(async () => {
        calendars = await provider.discover(this.#stopped.signal);
        if (!this.#stopped.signal.aborted) keeping(() => store.keepCalendars(provider.id, calendars));
      });
      for (const calendar of calendars) await attempt(() => this.#update(provider, calendar));
    }
    if (problems.length === 0) await attempt(() => keeping(() => store.noteSuccess(clock.now().getTime())));
    return problems[0];
  }

  async #update(provider: CalendarProvider, calendar: RemoteCalendar): Promise<void> {
    const { store, expander } = this.#needs;
    const { signal } = this.#stopped;
    const known = keeping(() => store.known(calendar.url));
    const changes = await provider.changesSince(known, calendar, signal);
    const surveys = await expander.survey(
      changes.changed.map(({ href, etag, data }) => ({
        key: `${calendar.url} ${href} ${etag}`,
        calendarName: '',
        data,
      })),
    );
    if (signal.aborted) return;
    keeping(() => store.apply(calendar.url, changes, surveys));
    if (changes.changed.length + changes.removed.length > 0) this.#changed();
  }

  async #problemOf(error: unknown): Promise<SyncProblem> {
    const problem = error instanceof SyncFailure ? error.problem : 'answer-not-understood';
    const mayBeNetwork = problem === 'server-silent' || problem === 'not-signed-in';
    if (!mayBeNetwork || this.#stopped.signal.aborted) return problem;
    // The person is told which leg failed: a gateway that has just gone down looks like a silent server, and
    // like a sign-in that cannot be renewed.
    await this.#needs.network.check();
    return this.#needs.network.isOpen ? problem : 'network-blocked';
  }
}

/** The disk may be full or gone: that is no fault of the server. */
function keeping<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new SyncFailure('not-stored', error);
  }
}
