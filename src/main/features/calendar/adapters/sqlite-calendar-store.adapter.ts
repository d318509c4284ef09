import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarView } from '../../../../shared/features/calendar/calendar.model';
import { openSql, type SqlDatabase } from '../../../platform/state/sqlite';
import type {
  CalendarChanges,
  CalendarStore,
  CalendarStores,
  ExpanderObject,
  KnownCalendar,
  Log,
  RemoteCalendar,
  Survey,
  Unreadable,
} from '../calendar.ports';
import { MemoryCalendarStore } from './memory-calendar-store.adapter';

/** One script per version of the shape; see `openSql`. */
const MIGRATIONS = [
  `CREATE TABLE calendar (
     url TEXT PRIMARY KEY,
     provider TEXT NOT NULL,
     name TEXT,
     token TEXT
   ) WITHOUT ROWID;
   CREATE TABLE object (
     calendar TEXT NOT NULL,
     href TEXT NOT NULL,
     etag TEXT NOT NULL,
     data TEXT NOT NULL,
     -- Between which instants it has anything, in milliseconds; the ends of time where it has no end.
     first INTEGER NOT NULL,
     last INTEGER NOT NULL,
     -- Set where it cannot be read at all.
     unreadable_title TEXT,
     PRIMARY KEY (calendar, href)
   );
   CREATE INDEX object_by_time ON object (last, first);
   CREATE TABLE success (at INTEGER NOT NULL)`,
];

/** The first and last instant a `Date` can have: SQLite's whole numbers know no infinity. */
const END_OF_TIME = 8_640_000_000_000_000;

const bounded = (time: number) => Math.min(END_OF_TIME, Math.max(-END_OF_TIME, Math.round(time)));

/** The local copies as SQLite files, one for each person, in a folder of their own. */
export class SqliteCalendarStores implements CalendarStores {
  readonly #folder: string;
  readonly #log: Log;

  /** @param folder holds nothing else; it is made where it is missing */
  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  async open(subject: string): Promise<CalendarStore> {
    const path = join(this.#folder, fileOf(subject));
    try {
      const { database, setAside } = await openSql({ path, migrations: MIGRATIONS, log: this.#log });
      return new SqliteCalendarStore(database, setAside ? 'set-aside' : 'kept');
    } catch (error) {
      const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      this.#log.note('CAL-210', { error: cause });
      return new MemoryCalendarStore();
    }
  }

  async removeAllBut(subject: string | undefined): Promise<void> {
    const kept = subject === undefined ? undefined : fileOf(subject);
    const names = await readdir(this.#folder).catch(() => []);
    const others = names.filter((name) => kept === undefined || !name.startsWith(kept));
    // Windows lets go of a closed file only after a moment.
    const options = { force: true, maxRetries: 5, retryDelay: 200 };
    await Promise.all(others.map((name) => rm(join(this.#folder, name), options)));
  }
}

/** A name that says nothing about the person and fits every file system. */
function fileOf(subject: string): string {
  return `${createHash('sha256').update(subject).digest('hex').slice(0, 32)}.sqlite`;
}

class SqliteCalendarStore implements CalendarStore {
  readonly copy: CalendarView['copy'];
  readonly #database: SqlDatabase;
  #lastSuccess: number | undefined;

  constructor(database: SqlDatabase, copy: CalendarView['copy']) {
    this.copy = copy;
    this.#database = database;
    const [{ at } = {}] = database.rows('SELECT at FROM success');
    this.#lastSuccess = typeof at === 'number' ? at : undefined;
  }

  get lastSuccess(): number | undefined {
    return this.#lastSuccess;
  }

  noteSuccess(time: number): void {
    this.#database.together(() => {
      this.#database.run('DELETE FROM success');
      this.#database.run('INSERT INTO success (at) VALUES (?)', time);
    });
    this.#lastSuccess = time;
  }

  keepProviders(ids: readonly string[]): void {
    const rows = this.#database.rows('SELECT url, provider FROM calendar');
    this.#forget(
      rows.filter(({ provider }) => !ids.includes(String(provider))).map(({ url }) => String(url)),
    );
  }

  keepCalendars(providerId: string, calendars: readonly RemoteCalendar[]): void {
    const rows = this.#database.rows('SELECT url FROM calendar WHERE provider = ?', providerId);
    const kept = new Set(calendars.map(({ url }) => url));
    this.#forget(rows.map(({ url }) => String(url)).filter((url) => !kept.has(url)));
    this.#database.together(() => {
      for (const { url, name } of calendars) {
        this.#database.run(
          `INSERT INTO calendar (url, provider, name) VALUES (?1, ?2, ?3)
           ON CONFLICT (url) DO UPDATE SET provider = ?2, name = coalesce(?3, name)`,
          url,
          providerId,
          name ?? null,
        );
      }
    });
  }

  #forget(urls: readonly string[]): void {
    if (urls.length === 0) return;
    this.#database.together(() => {
      for (const url of urls) {
        this.#database.run('DELETE FROM object WHERE calendar = ?', url);
        this.#database.run('DELETE FROM calendar WHERE url = ?', url);
      }
    });
  }

  known(calendarUrl: string): KnownCalendar {
    const [{ token } = {}] = this.#database.rows('SELECT token FROM calendar WHERE url = ?', calendarUrl);
    const rows = this.#database.rows('SELECT href, etag FROM object WHERE calendar = ?', calendarUrl);
    return {
      token: typeof token === 'string' ? token : undefined,
      etags: new Map(rows.map(({ href, etag }) => [String(href), String(etag)])),
    };
  }

  apply(calendarUrl: string, changes: CalendarChanges, surveys: readonly Survey[]): void {
    this.#database.together(() => {
      for (const href of changes.removed) {
        this.#database.run('DELETE FROM object WHERE calendar = ? AND href = ?', calendarUrl, href);
      }
      changes.changed.forEach(({ href, etag, data }, index) => {
        const survey = surveys[index];
        // What was only too slow to survey is looked at with every view, and named there.
        const readable = survey?.ok || survey?.reason !== 'malformed';
        this.#database.run(
          'INSERT OR REPLACE INTO object (calendar, href, etag, data, first, last, unreadable_title) VALUES (?, ?, ?, ?, ?, ?, ?)',
          calendarUrl,
          href,
          etag,
          readable ? data : '',
          bounded(survey?.ok ? survey.first : -END_OF_TIME),
          bounded(survey?.ok ? survey.last : END_OF_TIME),
          readable ? null : (survey?.title ?? ''),
        );
      });
      this.#database.run(
        'UPDATE calendar SET token = ?, name = coalesce(?, name) WHERE url = ?',
        changes.token ?? null,
        changes.name ?? null,
        calendarUrl,
      );
    });
  }

  objectsBetween(from: number, to: number): readonly ExpanderObject[] {
    return this.#database
      .rows(
        `SELECT calendar, href, etag, data, name FROM object JOIN calendar ON calendar.url = object.calendar
         WHERE last >= ? AND first <= ? AND unreadable_title IS NULL`,
        from,
        to,
      )
      .map(({ calendar, href, etag, data, name }) => ({
        key: `${calendar} ${href} ${etag}`,
        calendarName: String(name ?? ''),
        data: String(data),
      }));
  }

  unreadable(): readonly Unreadable[] {
    const rows = this.#database.rows(
      'SELECT unreadable_title FROM object WHERE unreadable_title IS NOT NULL ORDER BY unreadable_title',
    );
    return rows.map(({ unreadable_title: title }) => ({ title: String(title), reason: 'malformed' }));
  }

  close(): void {
    this.#database.close();
  }
}
