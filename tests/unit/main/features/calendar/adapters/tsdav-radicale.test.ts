import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TsdavCalendar } from '../../../../../../src/main/features/calendar/adapters/tsdav-calendar.adapter';
import type {
  CalendarChanges,
  KnownCalendar,
  RemoteCalendar,
} from '../../../../../../src/main/features/calendar/calendar.ports';
import { calendar, event } from '../calendar-text';
import { type PlainRadicale, startPlainRadicale } from './plain-radicale';

const NOTHING: KnownCalendar = { token: undefined, etags: new Map() };
const signal = new AbortController().signal;

let radicale: PlainRadicale;
let person = 0;
let user: string;
let provider: TsdavCalendar;
let requests: string[];

beforeAll(async () => {
  radicale = await startPlainRadicale();
});
afterAll(() => radicale?.stop());

beforeEach(async () => {
  person += 1;
  user = `amira-${person}`;
  requests = [];
  provider = new TsdavCalendar({
    url: `${radicale.origin}/`,
    fetch: (url, init) => {
      requests.push(`${init?.method} ${new URL(url).pathname}`);
      const headers = new Headers(init?.headers);
      if (headers.get('authorization') !== 'Bearer good')
        return Promise.resolve(new Response('', { status: 401 }));
      headers.delete('authorization');
      headers.set('x-remote-user', user);
      return fetch(url, { ...init, headers });
    },
    tokens: { current: async () => 'good', refresh: async () => undefined },
  });
  await make('dienst', 'Dienstkalender');
});

async function send(method: string, path: string, body?: string, type = 'application/xml') {
  const response = await fetch(`${radicale.origin}/${user}/${path}`, {
    method,
    headers: { 'x-remote-user': user, 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
}

const make = (path: string, name: string, component = 'VEVENT') =>
  send(
    'MKCALENDAR',
    `${path}/`,
    `<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>${name}</D:displayname>
     <C:supported-calendar-component-set><C:comp name="${component}"/></C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>`,
  );
const put = (name: string, text: string) => send('PUT', `dienst/${name}.ics`, text, 'text/calendar');
const appointment = (uid: string, title: string, ...lines: string[]) =>
  calendar(
    event(`UID:${uid}`, `SUMMARY:${title}`, 'DTSTAMP:20260101T000000Z', 'DTSTART:20260701T090000Z', ...lines),
  );

async function only(): Promise<RemoteCalendar> {
  const [first, ...rest] = await provider.discover(signal);
  if (!first || rest.length > 0) throw new Error('one calendar was expected');
  return first;
}

function after(known: KnownCalendar, { token, changed, removed }: CalendarChanges): KnownCalendar {
  const etags = new Map(known.etags);
  for (const href of removed) etags.delete(href);
  for (const { href, etag } of changed) etags.set(href, etag);
  return { token, etags };
}

const names = (changes: CalendarChanges) => changes.changed.map(({ href }) => href.split('/').at(-1)).sort();

test('finds the calendars that hold events, with their names', async () => {
  await make('zwei', '2026');
  await make('aufgaben', 'Aufgaben', 'VTODO');
  const found = [...(await provider.discover(signal))].sort((a, b) => a.url.localeCompare(b.url));
  expect(found).toEqual([
    { url: `${radicale.origin}/${user}/dienst/`, name: 'Dienstkalender' },
    { url: `${radicale.origin}/${user}/zwei/`, name: '2026' },
  ]);
});

test('fetches all at first, then only what changed, and says what is gone', async () => {
  await put('a', appointment('a', 'Eins'));
  await put('b', appointment('b', 'Zwei'));
  const dienst = await only();
  const first = await provider.changesSince(NOTHING, dienst, signal);
  expect(names(first)).toEqual(['a.ics', 'b.ics']);
  expect(first.changed.find(({ href }) => href.endsWith('a.ics'))?.data).toContain('SUMMARY:Eins');
  expect(first.token).toBeDefined();

  const known = after(NOTHING, first);
  expect(await provider.changesSince(known, dienst, signal)).toMatchObject({ changed: [], removed: [] });

  await put('b', appointment('b', 'Zwei\\, verlegt'));
  await put('c', appointment('c', 'Drei'));
  await send('DELETE', 'dienst/a.ics');
  const second = await provider.changesSince(known, dienst, signal);
  expect(names(second)).toEqual(['b.ics', 'c.ics']);
  expect(second.removed.map((href) => href.split('/').at(-1))).toEqual(['a.ics']);
  expect(after(known, second).etags.size).toBe(2);
});

test('a token that the server does not know leads to a full look, fetching only what differs', async () => {
  await put('a', appointment('a', 'Eins'));
  await put('b', appointment('b', 'Zwei'));
  const dienst = await only();
  const known = after(NOTHING, await provider.changesSince(NOTHING, dienst, signal));
  await send('DELETE', 'dienst/a.ics');
  await put('c', appointment('c', 'Drei'));
  const lost = { ...known, token: `http://radicale.org/ns/sync/${'0'.repeat(64)}` };
  const changes = await provider.changesSince(lost, dienst, signal);
  expect(names(changes)).toEqual(['c.ics']);
  expect(changes.removed.map((href) => href.split('/').at(-1))).toEqual(['a.ics']);
});

test('many objects come in several requests, and large ones whole', async () => {
  const long = Array.from({ length: 4_000 }, (_, line) => `Zeile ${line} mit Umlauten äöü & <Klammern>`).join(
    '\\n',
  );
  for (let index = 0; index < 60; index += 1)
    await put(`n${index}`, appointment(`n${index}`, `Termin ${index}`));
  await put('long', appointment('long', 'Lang', `DESCRIPTION:${long}`));
  const dienst = await only();
  requests = [];
  const { changed } = await provider.changesSince(NOTHING, dienst, signal);
  expect(changed).toHaveLength(61);
  const text = changed.find(({ href }) => href.endsWith('long.ics'))?.data.replace(/\r?\n[ \t]/g, '') ?? '';
  expect(text.length).toBeGreaterThan(150_000);
  expect(text).toContain('Zeile 3999 mit Umlauten äöü & <Klammern>');
  expect(requests.filter((request) => request.startsWith('REPORT'))).toHaveLength(3);
});

test('a calendar that is gone is said', async () => {
  const dienst = await only();
  await send('DELETE', 'dienst/');
  await expect(provider.changesSince(NOTHING, dienst, signal)).rejects.toMatchObject({
    problem: 'server-refused',
  });
  expect(await provider.discover(signal)).toEqual([]);
});
