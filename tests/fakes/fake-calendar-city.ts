import { MemoryCalendarStore } from '../../src/main/features/calendar/adapters/memory-calendar-store.adapter';
import type {
  CalendarChanges,
  CalendarProvider,
  CalendarStore,
  CalendarStores,
  CityNetwork,
  Expander,
  ExpanderObject,
  KnownCalendar,
  Log,
  RemoteCalendar,
  ViewRequest,
} from '../../src/main/features/calendar/calendar.ports';

/** A place with calendars whose objects are plain words; what it does next can be changed. */
export class FakeProvider implements CalendarProvider {
  readonly id: string;
  calendars: RemoteCalendar[];
  /** What is on the server, by calendar and href. */
  readonly content = new Map<string, Map<string, string>>();
  readonly asked: { readonly url: string; readonly known: KnownCalendar }[] = [];
  /** Runs before every answer; may throw, or wait. */
  before: (step: 'discover' | 'changes', signal: AbortSignal) => Promise<void> | void = () => {};

  constructor(id = 'caldav', calendars: RemoteCalendar[] = [{ url: `${id}/dienst`, name: 'Dienst' }]) {
    this.id = id;
    this.calendars = calendars;
    for (const { url } of calendars) this.content.set(url, new Map());
  }

  put(url: string, href: string, data: string): void {
    this.content.get(url)?.set(href, data);
  }

  async discover(signal: AbortSignal): Promise<readonly RemoteCalendar[]> {
    await this.before('discover', signal);
    return this.calendars;
  }

  async changesSince(
    known: KnownCalendar,
    { url }: RemoteCalendar,
    signal: AbortSignal,
  ): Promise<CalendarChanges> {
    this.asked.push({ url, known });
    await this.before('changes', signal);
    const here = this.content.get(url) ?? new Map<string, string>();
    return {
      token: String(Number(known.token ?? 0) + 1),
      changed: [...here]
        .filter(([href, data]) => known.etags.get(href) !== data)
        .map(([href, data]) => ({ href, etag: data, data })),
      removed: [...known.etags.keys()].filter((href) => !here.has(href)),
    };
  }
}

/** Expands `Title@2026-11-23T10:00Z/60` to one occurrence of so many minutes; other words are malformed. */
export class FakeExpander implements Expander {
  readonly views: ViewRequest[] = [];
  stopped = false;

  async survey(objects: readonly ExpanderObject[]) {
    return objects.map((object) => {
      const found = read(object);
      return found
        ? { ok: true as const, first: found.start, last: found.end }
        : { ok: false as const, title: object.data, reason: 'malformed' as const };
    });
  }

  async expand(objects: readonly ExpanderObject[], view: ViewRequest) {
    this.views.push(view);
    const occurrences = objects.flatMap((object) => {
      const found = read(object);
      return found ? [found] : [];
    });
    const unreadable = objects
      .filter(({ data }) => data.startsWith('slow'))
      .map(({ data }) => ({ title: data, reason: 'too-slow' as const }));
    return { occurrences, unreadable };
  }

  stop(): void {
    this.stopped = true;
  }
}

function read({ key, calendarName, data }: ExpanderObject) {
  const [, title = '', begin = '', minutes = ''] = /^(.*)@(.*)\/(\d+)$/.exec(data) ?? [];
  if (title === '') return undefined;
  const start = Date.parse(begin);
  return {
    id: key,
    title,
    start,
    end: start + Number(minutes) * 60_000,
    allDay: false,
    recurring: false,
    status: 'confirmed' as const,
    calendarName,
  };
}

/** The local copies as a disk would keep them: by person, until they are removed. */
export class FakeStores implements CalendarStores {
  readonly kept = new Map<string, LastingStore>();
  readonly opened: string[] = [];
  /** Called with every write; may throw. */
  onWrite: () => void = () => {};

  async open(subject: string): Promise<CalendarStore> {
    this.opened.push(subject);
    const store = this.kept.get(subject) ?? new LastingStore(() => this.onWrite());
    this.kept.set(subject, store);
    return store;
  }

  async removeAllBut(subject: string | undefined): Promise<void> {
    for (const one of this.kept.keys()) if (one !== subject) this.kept.delete(one);
  }
}

/** A memory store that outlives its closing. */
class LastingStore extends MemoryCalendarStore {
  readonly #onWrite: () => void;
  closed = 0;

  constructor(onWrite: () => void) {
    super();
    this.#onWrite = onWrite;
  }

  override apply(...given: Parameters<MemoryCalendarStore['apply']>): void {
    this.#onWrite();
    super.apply(...given);
  }

  override close(): void {
    this.closed += 1;
  }
}

/** The way to the city. */
export class FakeNetwork implements CityNetwork {
  isOpen = true;
  checks = 0;
  /** What the next check finds; undefined leaves it as it is. */
  checkFinds: boolean | undefined;

  async check(): Promise<void> {
    this.checks += 1;
    this.isOpen = this.checkFinds ?? this.isOpen;
  }
}

/** Remembers the codes noted. */
export class FakeLog implements Log {
  readonly codes: string[] = [];

  note(code: string): void {
    this.codes.push(code);
  }
}
