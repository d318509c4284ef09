import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  expandObject,
  surveyObject,
} from '../../../../../../src/main/features/calendar/expansion/expansion.model';
import { occurrenceSchema } from '../../../../../../src/shared/features/calendar/calendar.model';
import { calendar, event } from '../calendar-text';

const LOOK = {
  from: Date.parse('2026-06-29T00:00Z'),
  to: Date.parse('2026-07-06T00:00Z'),
  timeZone: 'Europe/Berlin',
  meetingOrigins: ['https://meet.quadrat.test:1'],
};

const expand = (data: string) => expandObject({ key: 'k', calendarName: 'Dienst', data }, LOOK);

function one(...lines: string[]) {
  const expansion = expand(calendar(event('DTSTART:20260701T090000Z', ...lines)));
  if (!expansion.ok) throw new Error(expansion.reason);
  return expansion.occurrences[0];
}

describe('what an event is about', () => {
  test('everything that is shown', () => {
    const found = one(
      'UID:abc',
      'SUMMARY:Jour fixe\\, Bürgerdienste',
      'DTEND:20260701T100000Z',
      'STATUS:TENTATIVE',
      'LOCATION:Raum A',
      'DESCRIPTION:Zeile 1\\nZeile 2',
      'ORGANIZER;CN=Amira Yıldız:mailto:amira@stadt.example',
      'ATTENDEE:MAILTO:amira@stadt.example',
      'ATTENDEE;CN=Jonas:mailto:jonas@stadt.example',
      'ATTENDEE;CUTYPE=ROOM:mailto:raum-a@stadt.example',
    );
    expect(occurrenceSchema.parse(found)).toEqual({
      id: `k#abc#${Date.parse('2026-07-01T09:00Z')}`,
      title: 'Jour fixe, Bürgerdienste',
      start: Date.parse('2026-07-01T09:00Z'),
      end: Date.parse('2026-07-01T10:00Z'),
      allDay: false,
      timeZone: 'UTC',
      recurring: false,
      status: 'tentative',
      location: 'Raum A',
      description: 'Zeile 1\nZeile 2',
      organizer: 'Amira Yıldız',
      attendees: 2,
      calendarName: 'Dienst',
    });
  });

  test('an organizer who is not among the invited counts', () => {
    expect(one('ORGANIZER:mailto:a@x.example', 'ATTENDEE:mailto:b@x.example')).toMatchObject({
      organizer: 'a@x.example',
      attendees: 2,
    });
  });

  test('where nobody is invited there is no number', () => {
    expect(one('ORGANIZER:mailto:a@x.example')?.attendees).toBeUndefined();
  });

  test.each([
    ['https://meet.quadrat.test:1/room/x', undefined],
    ['Online: https://meet.quadrat.test:1/room/x', 'Online'],
    ['Raum A (https://meet.quadrat.test:1/room/x', 'Raum A'],
    ['Rathaus E 5 - Ratssaal', 'Rathaus E 5 - Ratssaal'],
  ])('the place %s does not say the meeting twice', (written, read) => {
    const found = one(`LOCATION:${written}`, 'CONFERENCE;VALUE=URI:https://meet.quadrat.test:1/room/x');
    expect([found?.location, found?.meeting?.joinable]).toEqual([read, true]);
  });

  test.each([
    ['tags', '<p>Liebe alle\\,</p><p>bis <b>morgen</b></p>', 'Liebe alle,\nbis morgen'],
    ['links', '<p>Hier: <a href="https://x.example/y">Akte</a></p>', 'Hier: Akte (https://x.example/y)'],
    ['scripts', '<p>a</p><script>alert(1)</script><p>b</p>', 'a\nb'],
    ['entities', '<p>M&uuml;ller &amp; S&#246;hne &lt;x&gt;</p>', 'M&uuml;ller & Söhne <x>'],
    ['no tags at all', 'a < b und c > d', 'a < b und c > d'],
  ])('a description with %s is plain text', (_, written, read) => {
    expect(one(`DESCRIPTION:${written}`)?.description).toBe(read);
  });

  test('an event without a title has an empty one', () => {
    expect(one('SUMMARY:')?.title).toBe('');
  });
});

describe('objects that are broken', () => {
  test('a description with bare line breaks is read', () => {
    const object = calendar(
      event(
        'DTSTART:20260701T090000Z',
        'DESCRIPTION:Erste Zeile',
        'zweite Zeile ganz ohne alles',
        '',
        'LOCATION:A',
      ),
    );
    expect(expand(object)).toMatchObject({ ok: true, occurrences: [{ location: 'A' }] });
  });

  test('a broken line that says when is not passed over', () => {
    const object = calendar(event('DTSTART:20260701T090000Z', 'RRULE FREQ=DAILY'));
    expect(expand(object)).toEqual({ ok: false, title: 'Jour fixe', reason: 'malformed' });
  });

  test.each<[string, string]>([
    ['empty', ''],
    ['words', 'hello'],
    ['cut off', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Jour fixe\r\nDTSTART:2026'],
    ['without a start', calendar(event())],
    ['with an impossible start', calendar(event('DTSTART:20260231T090000Z'))],
    ['with a start that is none', calendar(event('DTSTART:garbage'))],
    ['with a length that is none', calendar(event('DTSTART:20260701T090000Z', 'DURATION:lang'))],
    ['too large', calendar(event('DTSTART:20260701T090000Z', `DESCRIPTION:${'x'.repeat(1_000_000)}`))],
    [
      'a zone without offsets',
      calendar(
        [
          'BEGIN:VTIMEZONE',
          'TZID:X',
          'BEGIN:STANDARD',
          'DTSTART:19700101T000000',
          'END:STANDARD',
          'END:VTIMEZONE',
        ],
        event('DTSTART;TZID=X:20260701T090000'),
      ),
    ],
    [
      'a zone that leaps every second',
      calendar(
        [
          'BEGIN:VTIMEZONE',
          'TZID:X',
          'BEGIN:STANDARD',
          'DTSTART:19700101T000000',
          'TZOFFSETFROM:+0100',
          'TZOFFSETTO:+0200',
          'RRULE:FREQ=SECONDLY',
          'END:STANDARD',
          'END:VTIMEZONE',
        ],
        event('DTSTART;TZID=X:20260701T090000'),
      ),
    ],
  ])('%s: said, not thrown', (_, object) => {
    const title = object.includes('Jour fixe') ? 'Jour fixe' : '';
    expect(expand(object)).toEqual({ ok: false, title, reason: 'malformed' });
    expect(surveyObject(object)).toEqual({ ok: false, title, reason: 'malformed' });
  });

  test('a list of tasks has no events', () => {
    const tasks = calendar(['BEGIN:VTODO', 'UID:t', 'SUMMARY:Aufgabe', 'END:VTODO']);
    expect(expand(tasks)).toEqual({ ok: true, occurrences: [] });
    expect(surveyObject(tasks)).toEqual({ ok: true, first: Infinity, last: -Infinity });
  });
});

describe('surveys', () => {
  const at = (text: string) => Date.parse(text);
  test.each<[string, string[], number, number]>([
    [
      'a single event',
      ['DTSTART:20260701T090000Z', 'DURATION:PT1H'],
      at('2026-07-01T09:00Z'),
      at('2026-07-01T10:00Z'),
    ],
    ['a day', ['DTSTART;VALUE=DATE:20260701'], at('2026-07-01T00:00Z'), at('2026-07-02T00:00Z')],
    [
      'a series without end',
      ['DTSTART:20260701T090000Z', 'RRULE:FREQ=DAILY'],
      at('2026-07-01T09:00Z'),
      Infinity,
    ],
    [
      'a series of some',
      ['DTSTART:20260701T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'],
      at('2026-07-01T09:00Z'),
      at('2026-07-03T10:00Z'),
    ],
    [
      'a series until',
      ['DTSTART:20260701T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20260710T090000Z'],
      at('2026-07-01T09:00Z'),
      at('2026-07-10T10:00Z'),
    ],
    [
      'extra times around it',
      ['DTSTART:20260701T090000Z', 'RDATE:20260601T090000Z,20260801T090000Z'],
      at('2026-06-01T09:00Z'),
      at('2026-08-01T09:00Z'),
    ],
  ])('%s', (_, lines, first, last) => {
    expect(surveyObject(calendar(event(...lines)))).toEqual({ ok: true, first, last });
  });

  test('a change far away widens it, a new course has no bounds', () => {
    const series = event('DTSTART:20260701T090000Z', 'RRULE:FREQ=DAILY;COUNT=3');
    const far = event('RECURRENCE-ID:20260702T090000Z', 'DTSTART:20261224T090000Z');
    const course = event('RECURRENCE-ID;RANGE=THISANDFUTURE:20260702T090000Z', 'DTSTART:20260702T100000Z');
    expect(surveyObject(calendar(series, far))).toMatchObject({ last: at('2026-12-24T09:00Z') });
    expect(surveyObject(calendar(series, course))).toEqual({ ok: true, first: -Infinity, last: Infinity });
  });
});

describe('garbage', () => {
  const name = fc.constantFrom(
    'DTSTART',
    'DTEND',
    'DURATION',
    'RRULE',
    'RDATE',
    'EXDATE',
    'RECURRENCE-ID',
    'SUMMARY',
    'ATTENDEE',
    'CONFERENCE',
    'BEGIN',
    'END',
    'TZID',
    'TZOFFSETTO',
    'X-A',
    'LOCATION',
    'DESCRIPTION',
  );
  const parameter = fc.constantFrom(
    '',
    ';VALUE=DATE',
    ';TZID=Europe/Berlin',
    ';TZID=X',
    ';RANGE=THISANDFUTURE',
    ';VALUE=PERIOD',
    ';X="',
    ';=',
  );
  const value = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '20260701T090000Z',
      '20260701',
      '20260231',
      'P1D',
      '-PT1H',
      'P99999999D',
      'FREQ=DAILY',
      'FREQ=SECONDLY;COUNT=9',
      'FREQ=YEARLY;BYWEEKNO=53',
      '00000000T000000',
      '99991231T235959Z',
      'VEVENT',
      'VTIMEZONE',
      'VCALENDAR',
      '+9999',
      'https://meet.quadrat.test:1/room/x',
      '20260701T090000Z/PT1H',
    ),
  );
  const line = fc.tuple(name, parameter, value).map(([a, b, c]) => `${a}${b}:${c}`);
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(line, { maxLength: 12 }).map((lines) => calendar(lines)),
    fc.array(line, { maxLength: 12 }).map((lines) => calendar(event('DTSTART:20260701T090000Z', ...lines))),
    fc
      .array(line, { maxLength: 12 })
      .map((lines) =>
        calendar(['BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE'], event('DTSTART;TZID=X:20260701T090000')),
      ),
  );

  test('never throws, and what is found is fit to be shown', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const survey = surveyObject(text);
        const expansion = expand(text);
        if (expansion.ok) for (const found of expansion.occurrences) occurrenceSchema.parse(found);
        if (survey.ok && expansion.ok && expansion.occurrences.length > 0) {
          // What is shown must lie within what the survey promised, with its margin of a day.
          const starts = expansion.occurrences.map(({ start }) => start);
          expect(Math.min(...starts)).toBeGreaterThanOrEqual(survey.first - 86_400_000);
          expect(Math.max(...starts)).toBeLessThanOrEqual(survey.last + 86_400_000);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
