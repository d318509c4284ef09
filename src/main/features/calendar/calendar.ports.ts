import type { CalendarView, Occurrence, SyncProblem } from '../../../shared/features/calendar/calendar.model';

/** HTTP through the city's gateway, and nowhere else. Rejects when no answer came. */
export type CityFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The signed-in person's permission to use the city's servers. */
export interface AccessTokens {
  /** The access token in force; undefined when nobody is signed in. */
  current(): Promise<string | undefined>;
  /** A new access token, although the current one has not run out; undefined when none is given. */
  refresh(): Promise<string | undefined>;
}

/** What is known of the way to the city. */
export interface CityNetwork {
  readonly isOpen: boolean;
  /** Looks now; afterwards `isOpen` is true to the moment. Never throws. */
  check(): Promise<unknown>;
}

/** Time as the service needs it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Incidents for the help desk; never titles, names or addresses. */
export interface Log {
  note(code: string, details?: Readonly<Record<string, string | number | boolean>>): void;
}

/** A calendar on a server. */
export interface RemoteCalendar {
  /** Tells it from all others, and says where it is. */
  readonly url: string;
  /** What the person calls it; absent where only its content says so. */
  readonly name?: string;
}

/** One calendar object (RFC 4791 4.1): an event with all its changes, as iCalendar text. */
export interface RemoteObject {
  /** Tells it from all others of its calendar. */
  readonly href: string;
  /** Changes when the object does. */
  readonly etag: string;
  readonly data: string;
}

/** What of a calendar is here already. */
export interface KnownCalendar {
  /** What the server called the state that is here; its own words. */
  readonly token: string | undefined;
  /** The etag of each object that is here, by href. */
  readonly etags: ReadonlyMap<string, string>;
}

/** What makes of {@link KnownCalendar} the calendar as it is on the server now. */
export interface CalendarChanges {
  readonly token: string | undefined;
  /** What the calendar calls itself, where its content says so. */
  readonly name?: string;
  readonly changed: readonly RemoteObject[];
  readonly removed: readonly string[];
}

/** One place of the city where a person's calendars are. Rejects with {@link SyncFailure}. */
export interface CalendarProvider {
  /** Tells it from all others, over restarts. */
  readonly id: string;
  discover(signal: AbortSignal): Promise<readonly RemoteCalendar[]>;
  changesSince(known: KnownCalendar, calendar: RemoteCalendar, signal: AbortSignal): Promise<CalendarChanges>;
}

/** Why a calendar could not be brought up to date, where the reason is known. */
export class SyncFailure extends Error {
  readonly problem: SyncProblem;

  constructor(problem: SyncProblem, cause?: unknown) {
    super(problem, { cause });
    this.name = 'SyncFailure';
    this.problem = problem;
  }
}

export type Unreadable = CalendarView['unreadable'][number];

/** An object as the expander wants it. */
export interface ExpanderObject {
  /** Tells it from all others, and one version of it from the next. */
  readonly key: string;
  readonly calendarName: string;
  readonly data: string;
}

/** Between which instants (milliseconds, or ±Infinity) an object has anything, or why it cannot be told. */
export type Survey =
  | { readonly ok: true; readonly first: number; readonly last: number }
  | ({ readonly ok: false } & Unreadable);

/** What is looked at: days from `from` (`YYYY-MM-DD`), seen from an IANA time zone. */
export interface ViewRequest {
  readonly from: string;
  readonly days: number;
  readonly timeZone: string;
  /** Origins of the meeting servers whose rooms are joined in the client. */
  readonly meetingOrigins: readonly string[];
}

/**
 * Reads calendar objects and expands them. No object can hold up the others: what takes too long is given
 * up and named.
 */
export interface Expander {
  /** One answer per object, in their order. */
  survey(objects: readonly ExpanderObject[]): Promise<readonly Survey[]>;
  expand(
    objects: readonly ExpanderObject[],
    view: ViewRequest,
  ): Promise<{ readonly occurrences: readonly Occurrence[]; readonly unreadable: readonly Unreadable[] }>;
  /** Ends for good; what is under way is rejected. */
  stop(): void;
}

/** The local copy of one person's calendars. Everything acknowledged is there after a power cut. */
export interface CalendarStore {
  readonly copy: CalendarView['copy'];
  /** Milliseconds since the epoch. */
  readonly lastSuccess: number | undefined;
  noteSuccess(time: number): void;
  /** Forgets all calendars of other providers. */
  keepProviders(ids: readonly string[]): void;
  /** Makes these the provider's calendars and forgets its others. */
  keepCalendars(providerId: string, calendars: readonly RemoteCalendar[]): void;
  known(calendarUrl: string): KnownCalendar;
  /** Takes in changes: all of them or, when it throws, none. `surveys` belong to `changes.changed`. */
  apply(calendarUrl: string, changes: CalendarChanges, surveys: readonly Survey[]): void;
  /** The readable objects that may have something between the two instants. */
  objectsBetween(from: number, to: number): readonly ExpanderObject[];
  /** The objects that cannot be read at all. */
  unreadable(): readonly Unreadable[];
  close(): void;
}

/** Where the local copies are, one for each person. */
export interface CalendarStores {
  /** Never rejects: where the disk refuses, the copy is kept in memory. */
  open(subject: string): Promise<CalendarStore>;
  /** Removes the copies of everybody else, of all persons when undefined, and what was set aside. */
  removeAllBut(subject: string | undefined): Promise<void>;
}
