import { beforeEach, describe, expect, test } from '@jest/globals';
import { IcsCalendar } from '../../../../../../src/main/features/calendar/adapters/ics-calendar.adapter';
import { calendarsOf } from '../../../../../../src/main/features/calendar/adapters/profile-calendars.adapter';
import type { KnownCalendar } from '../../../../../../src/main/features/calendar/calendar.ports';
import { expandObject } from '../../../../../../src/main/features/calendar/expansion/expansion.model';
import { splitFeed } from '../../../../../../src/main/features/calendar/feed.model';
import { calendar, event } from '../calendar-text';

const URL = 'https://calendar.quadrat.test:1/ics/me.ics';
const NOTHING: KnownCalendar = { token: undefined, etags: new Map() };
const signal = new AbortController().signal;

let inits: RequestInit[];
let answer: (init: RequestInit) => Response;
let provider: IcsCalendar;

beforeEach(() => {
  inits = [];
  provider = new IcsCalendar({
    url: URL,
    fetch: async (_, init = {}) => {
      inits.push(init);
      return answer(init);
    },
    tokens: { current: async () => 'good', refresh: async () => undefined },
  });
});

const one = (uid: string, ...lines: string[]) => event(`UID:${uid}`, 'DTSTART:20260701T090000Z', ...lines);
const text = (body: string, etag?: string) =>
  new Response(body, { headers: { 'content-type': 'text/calendar', ...(etag ? { etag } : {}) } });

describe('an ICS address', () => {
  test('is one calendar without a name until it says one', async () => {
    answer = () => text(calendar(['X-WR-CALNAME:Amt 33'], one('a'), one('b')), '"v1"');
    expect(await provider.discover()).toEqual([{ url: URL }]);
    const changes = await provider.changesSince(NOTHING, { url: URL }, signal);
    expect(changes).toMatchObject({ token: '"v1"', name: 'Amt 33', removed: [] });
    expect(changes.changed.map(({ href }) => href)).toEqual(['a', 'b']);
  });

  test('is not fetched again while it is the same', async () => {
    answer = () => new Response(null, { status: 304 });
    const known = { token: '"v1"', etags: new Map([['a', 'x']]) };
    expect(await provider.changesSince(known, { url: URL }, signal)).toEqual({
      token: '"v1"',
      changed: [],
      removed: [],
    });
    expect(new Headers(inits[0]?.headers).get('if-none-match')).toBe('"v1"');
  });

  test('gives only what differs', async () => {
    answer = () => text(calendar(one('a'), one('b')));
    const first = await provider.changesSince(NOTHING, { url: URL }, signal);
    const known = { token: first.token, etags: new Map(first.changed.map(({ href, etag }) => [href, etag])) };
    answer = () => text(calendar(one('b', 'LOCATION:Raum A'), one('c')));
    const second = await provider.changesSince(known, { url: URL }, signal);
    expect([second.changed.map(({ href }) => href), second.removed]).toEqual([['b', 'c'], ['a']]);
  });

  test.each([
    [403, 'server-refused'],
    [502, 'server-failed'],
  ])('status %i is %s', async (status, problem) => {
    answer = () => new Response('', { status });
    await expect(provider.changesSince(NOTHING, { url: URL }, signal)).rejects.toMatchObject({ problem });
  });

  test('a page instead of a calendar does not empty it', async () => {
    answer = () => text('<html>Wartung</html>');
    await expect(provider.changesSince(NOTHING, { url: URL }, signal)).rejects.toMatchObject({
      problem: 'answer-not-understood',
    });
  });
});

describe('taking a calendar apart', () => {
  const zone = (tzid: string) => ['BEGIN:VTIMEZONE', `TZID:${tzid}`, 'END:VTIMEZONE'];

  test('a series keeps its changes and the zones it needs', () => {
    const feed = splitFeed(
      calendar(
        zone('Mine'),
        zone('Unused'),
        event('UID:a', 'DTSTART;TZID=Mine:20260701T090000', 'RRULE:FREQ=DAILY'),
        one('b'),
        event('UID:a', 'RECURRENCE-ID;TZID=Mine:20260702T090000', 'DTSTART;TZID=Mine:20260702T100000'),
      ),
    );
    const a = feed?.objects.get('a') ?? '';
    expect([...(feed?.objects.keys() ?? [])]).toEqual(['a', 'b']);
    expect([a.match(/BEGIN:VEVENT/g)?.length, a.includes('TZID:Mine'), a.includes('Unused')]).toEqual([
      2,
      true,
      false,
    ]);
    expect(feed?.objects.get('b')).not.toContain('VTIMEZONE');
  });

  test('alarms stay inside, folded ids are read, missing ids do not merge', () => {
    const feed = splitFeed(
      calendar(
        ['BEGIN:VEVENT', 'UID:a-very-', ' long-one', 'BEGIN:VALARM', 'UID:alarm', 'END:VALARM', 'END:VEVENT'],
        ['BEGIN:VEVENT', 'SUMMARY:x', 'END:VEVENT'],
        ['BEGIN:VEVENT', 'SUMMARY:y', 'END:VEVENT'],
      ),
    );
    expect([...(feed?.objects.keys() ?? [])]).toEqual(['a-very-long-one', 'without-uid-1', 'without-uid-2']);
  });

  test('one broken event does not spoil the others', () => {
    const feed = splitFeed(calendar(one('a'), one('b', 'RRULE:FREQ=NIE'), one('c')).replace(/\r\n/g, '\n'));
    const look = { from: 0, to: 4e12, timeZone: 'Europe/Berlin', meetingOrigins: [] };
    const read = [...(feed?.objects ?? [])].map(
      ([key, data]) => expandObject({ key, calendarName: '', data }, look).ok,
    );
    expect(read).toEqual([true, false, true]);
  });
});

test('the profile decides between CalDAV and ICS', () => {
  const needs = { fetch, tokens: { current: async () => 'x', refresh: async () => 'x' } };
  const addresses = [
    { kind: 'caldav', url: 'https://a.example/' } as const,
    { kind: 'ics', url: URL } as const,
  ];
  expect(calendarsOf(addresses, needs).map((provider) => [provider.constructor.name, provider.id])).toEqual([
    ['TsdavCalendar', 'https://a.example/'],
    ['IcsCalendar', URL],
  ]);
});
