import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryCalendarStore } from '../../../../../../src/main/features/calendar/adapters/memory-calendar-store.adapter';
import { SqliteCalendarStores } from '../../../../../../src/main/features/calendar/adapters/sqlite-calendar-store.adapter';
import type {
  CalendarChanges,
  CalendarStore,
  Log,
  Survey,
} from '../../../../../../src/main/features/calendar/calendar.ports';

let folder: string;
let notes: string[];
const log: Log = { note: (code) => void notes.push(code) };
const stores = () => new SqliteCalendarStores(join(folder, 'calendar'), log);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calendar-'));
  notes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const HOUR = 3_600_000;
const A = { url: 'https://c.example/a/', name: 'Dienst' };
const B = { url: 'https://c.example/b/', name: 'Privat' };
const within = (first: number, last: number): Survey => ({ ok: true, first, last });

function changes(token: string, objects: Record<string, string>, removed: string[] = []): CalendarChanges {
  return {
    token,
    changed: Object.entries(objects).map(([href, data]) => ({ href, etag: `"${data}"`, data })),
    removed,
  };
}

const keys = (store: CalendarStore, from: number, to: number) =>
  store
    .objectsBetween(from, to)
    .map(({ data }) => data)
    .sort();

describe.each<[string, () => Promise<CalendarStore>]>([
  ['SQLite', () => stores().open('amira')],
  ['memory', async () => new MemoryCalendarStore()],
])('a store in %s', (_, open) => {
  let store: CalendarStore;
  beforeEach(async () => {
    store = await open();
    store.keepCalendars('p', [A, B]);
  });
  afterEach(() => store.close());

  test('gives what lies between two instants, and what has no end', () => {
    store.apply(A.url, changes('1', { x: 'early', y: 'late', z: 'endless', n: 'nothing' }), [
      within(0, HOUR),
      within(10 * HOUR, 11 * HOUR),
      within(2 * HOUR, Infinity),
      within(Infinity, -Infinity),
    ]);
    expect(keys(store, 0, HOUR)).toEqual(['early']);
    expect(keys(store, 2 * HOUR, 9 * HOUR)).toEqual(['endless']);
    expect(keys(store, 10 * HOUR, 20 * HOUR)).toEqual(['endless', 'late']);
    expect(keys(store, -1e15, 1e15)).toEqual(['early', 'endless', 'late']);
  });

  test('says the calendar of an object, and a key that changes with it', () => {
    store.apply(A.url, changes('1', { x: 'one' }), [within(0, HOUR)]);
    const [before] = store.objectsBetween(0, HOUR);
    store.apply(A.url, changes('2', { x: 'two' }), [within(0, HOUR)]);
    const [after] = store.objectsBetween(0, HOUR);
    expect([before?.calendarName, before?.data, after?.data]).toEqual(['Dienst', 'one', 'two']);
    expect(before?.key).not.toBe(after?.key);
  });

  test('knows tokens and etags, and forgets what is removed', () => {
    expect(store.known(A.url)).toEqual({ token: undefined, etags: new Map() });
    store.apply(A.url, changes('1', { x: 'one', y: 'two' }), [within(0, HOUR), within(0, HOUR)]);
    store.apply(A.url, changes('2', {}, ['y']), []);
    expect(store.known(A.url)).toEqual({ token: '2', etags: new Map([['x', '"one"']]) });
    expect(store.known(B.url).etags.size).toBe(0);
  });

  test('names what cannot be read, and does not give it out', () => {
    store.apply(A.url, changes('1', { x: 'broken', y: 'slow' }), [
      { ok: false, title: 'Kaputt', reason: 'malformed' },
      { ok: false, title: 'Langsam', reason: 'too-slow' },
    ]);
    expect(store.unreadable()).toEqual([{ title: 'Kaputt', reason: 'malformed' }]);
    expect(keys(store, 0, HOUR)).toEqual(['slow']);
    // It is here: it is not asked for again until it changes.
    expect(store.known(A.url).etags.size).toBe(2);
  });

  test('forgets calendars and providers that are gone', () => {
    store.keepCalendars('q', [{ url: 'https://d.example/' }]);
    for (const url of [A.url, B.url, 'https://d.example/']) {
      store.apply(url, changes('1', { x: url }), [within(0, HOUR)]);
    }
    store.keepCalendars('p', [A]);
    expect(keys(store, 0, HOUR)).toEqual([A.url, 'https://d.example/']);
    store.keepProviders(['q']);
    expect(keys(store, 0, HOUR)).toEqual(['https://d.example/']);
    expect(store.known(A.url).token).toBeUndefined();
  });

  test('takes the name from the content where the server has none', () => {
    const url = 'https://d.example/';
    store.keepCalendars('q', [{ url }]);
    store.apply(url, { ...changes('1', { x: 'one' }), name: 'Amt' }, [within(0, HOUR)]);
    store.keepCalendars('q', [{ url }]);
    expect(store.objectsBetween(0, HOUR)[0]?.calendarName).toBe('Amt');
  });

  test('remembers the last success', () => {
    expect(store.lastSuccess).toBeUndefined();
    store.noteSuccess(5);
    store.noteSuccess(7);
    expect(store.lastSuccess).toBe(7);
  });
});

describe('files', () => {
  const files = () => readdir(join(folder, 'calendar'));
  async function filled(subject: string) {
    const store = await stores().open(subject);
    store.keepCalendars('p', [A]);
    store.apply(A.url, changes('1', { x: 'geheimer Termin' }), [within(0, HOUR)]);
    store.noteSuccess(3);
    store.close();
  }

  test('what is written is there after a restart', async () => {
    await filled('amira');
    const store = await stores().open('amira');
    expect([store.copy, store.lastSuccess, keys(store, 0, HOUR)]).toEqual(['kept', 3, ['geheimer Termin']]);
    store.close();
  });

  test('everybody has a file of their own, whose name says nothing', async () => {
    await filled('amira');
    await filled('../jonas');
    const names = await files();
    expect(names.filter((name) => name.endsWith('.sqlite'))).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}\.sqlite/);
    const other = await stores().open('katharina');
    expect(keys(other, 0, HOUR)).toEqual([]);
    other.close();
  });

  test('signing out leaves nothing on the disk', async () => {
    await filled('amira');
    await filled('jonas');
    await stores().removeAllBut('jonas');
    expect((await files()).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1);
    await stores().removeAllBut(undefined);
    expect(await files()).toEqual([]);
  });

  test('removing where nothing is', async () => {
    await expect(stores().removeAllBut(undefined)).resolves.toBeUndefined();
  });

  test.each<[string, (good: Buffer) => Buffer]>([
    ['overwritten with something else', () => Buffer.from('no database at all '.repeat(500))],
    ['cut off', (good) => good.subarray(0, good.length / 2)],
    ['overwritten in the middle', (good) => Buffer.from(good).fill(0xff, 4_096 * 2, 4_096 * 4)],
    ['overwritten at the beginning', (good) => Buffer.from(good).fill(0x11, 100, 4_096)],
  ])('a file %s is set aside, said and never deleted', async (_, damage) => {
    await filled('amira');
    const [name = ''] = await files();
    const path = join(folder, 'calendar', name);
    const damaged = damage(await readFile(path));
    await writeFile(path, damaged);

    const store = await stores().open('amira');
    expect([store.copy, store.lastSuccess, keys(store, 0, HOUR)]).toEqual(['set-aside', undefined, []]);
    store.keepCalendars('p', [A]);
    store.apply(A.url, changes('1', { x: 'neu' }), [within(0, HOUR)]);
    store.close();
    expect(notes).toEqual(['STA-210']);
    const [aside = ''] = (await files()).filter((one) => one.includes('.damaged-'));
    expect(await readFile(join(folder, 'calendar', aside))).toEqual(damaged);

    const again = await stores().open('amira');
    expect([again.copy, keys(again, 0, HOUR)]).toEqual(['kept', ['neu']]);
    again.close();
    // Whoever signs out leaves nothing, not even this.
    await stores().removeAllBut('jonas');
    expect(await files()).toEqual([]);
  });

  test('where the disk refuses the calendar is kept in memory', async () => {
    await writeFile(join(folder, 'calendar'), 'a file where the folder should be');
    const store = await stores().open('amira');
    expect(store.copy).toBe('forgetful');
    store.keepCalendars('p', [A]);
    store.apply(A.url, changes('1', { x: 'one' }), [within(0, HOUR)]);
    expect(keys(store, 0, HOUR)).toEqual(['one']);
    expect(notes).toEqual(['CAL-210']);
  });
});
