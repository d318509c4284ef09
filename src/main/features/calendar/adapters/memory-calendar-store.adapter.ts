import type {
  CalendarChanges,
  CalendarStore,
  ExpanderObject,
  KnownCalendar,
  RemoteCalendar,
  RemoteObject,
  Survey,
  Unreadable,
} from '../calendar.ports';

interface Kept {
  providerId: string;
  name: string | undefined;
  token: string | undefined;
  readonly objects: Map<string, { readonly object: RemoteObject; readonly survey: Survey | undefined }>;
}

/** A local copy that lasts until the window closes: for where the disk refuses. */
export class MemoryCalendarStore implements CalendarStore {
  readonly copy = 'forgetful';
  readonly #calendars = new Map<string, Kept>();
  #lastSuccess: number | undefined;

  get lastSuccess(): number | undefined {
    return this.#lastSuccess;
  }

  noteSuccess(time: number): void {
    this.#lastSuccess = time;
  }

  keepProviders(ids: readonly string[]): void {
    for (const [url, { providerId }] of this.#calendars) {
      if (!ids.includes(providerId)) this.#calendars.delete(url);
    }
  }

  keepCalendars(providerId: string, calendars: readonly RemoteCalendar[]): void {
    for (const [url, kept] of this.#calendars) {
      if (kept.providerId === providerId && !calendars.some((one) => one.url === url))
        this.#calendars.delete(url);
    }
    for (const { url, name } of calendars) {
      const kept = this.#calendars.get(url) ?? { providerId, name, token: undefined, objects: new Map() };
      this.#calendars.set(url, { ...kept, providerId, name: name ?? kept.name });
    }
  }

  known(calendarUrl: string): KnownCalendar {
    const kept = this.#calendars.get(calendarUrl);
    const objects = [...(kept?.objects.values() ?? [])];
    return {
      token: kept?.token,
      etags: new Map(objects.map(({ object: { href, etag } }) => [href, etag])),
    };
  }

  apply(calendarUrl: string, changes: CalendarChanges, surveys: readonly Survey[]): void {
    const kept = this.#calendars.get(calendarUrl);
    if (!kept) return;
    for (const href of changes.removed) kept.objects.delete(href);
    changes.changed.forEach((object, index) => {
      kept.objects.set(object.href, { object, survey: surveys[index] });
    });
    kept.token = changes.token;
    kept.name = changes.name ?? kept.name;
  }

  objectsBetween(from: number, to: number): readonly ExpanderObject[] {
    return [...this.#calendars].flatMap(([url, { name = '', objects }]) =>
      [...objects.values()]
        .filter(({ survey }) => {
          if (!survey?.ok) return survey?.reason !== 'malformed';
          return survey.last >= from && survey.first <= to;
        })
        .map(({ object: { href, etag, data } }) => ({
          key: `${url} ${href} ${etag}`,
          calendarName: name,
          data,
        })),
    );
  }

  unreadable(): readonly Unreadable[] {
    const surveys = [...this.#calendars.values()].flatMap(({ objects }) =>
      [...objects.values()].map(({ survey }) => survey),
    );
    return surveys
      .flatMap((survey) => (survey?.ok === false && survey.reason === 'malformed' ? [survey.title] : []))
      .sort()
      .map((title) => ({ title, reason: 'malformed' }));
  }

  close(): void {
    this.#calendars.clear();
  }
}
