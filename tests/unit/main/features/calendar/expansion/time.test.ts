import { describe, expect, test } from '@jest/globals';
import { expandObject } from '../../../../../../src/main/features/calendar/expansion/expansion.model';
import { IANA_BY_WINDOWS_NAME } from '../../../../../../src/main/features/calendar/expansion/windows-zones.model';
import { calendar, event } from '../calendar-text';

function found(object: string, from: string, to: string, timeZone = 'Europe/Berlin') {
  const expansion = expandObject(
    { key: 'k', calendarName: 'Dienst', data: object },
    { from: Date.parse(from), to: Date.parse(to), timeZone, meetingOrigins: [] },
  );
  if (!expansion.ok) throw new Error(`${expansion.reason}: ${expansion.title}`);
  return expansion.occurrences;
}

const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

/** A zone of its own: an hour east of UTC, from May to September two; leaps unlike anywhere on earth. */
const ownZone = (tzid: string) => [
  'BEGIN:VTIMEZONE',
  `TZID:${tzid}`,
  'BEGIN:STANDARD',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=9',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=5',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

describe('zones', () => {
  test.each<[string, string, string, string | undefined]>([
    ['an IANA name', 'America/New_York', '2026-07-01T13:00:00.000Z', 'America/New_York'],
    ['a Windows name', 'W. Europe Standard Time', '2026-07-01T07:00:00.000Z', 'Europe/Berlin'],
    ['a Windows name far away', 'Tokyo Standard Time', '2026-07-01T00:00:00.000Z', 'Asia/Tokyo'],
    [
      'a name behind a prefix',
      '/mozilla.org/20050126_1/Europe/Berlin',
      '2026-07-01T07:00:00.000Z',
      'Europe/Berlin',
    ],
    [
      'a name of three parts behind a prefix',
      '/freeassociation.sourceforge.net/America/Argentina/Ushuaia',
      '2026-07-01T12:00:00.000Z',
      'America/Argentina/Ushuaia',
    ],
  ])('%s', (_, tzid, start, timeZone) => {
    const object = calendar(event(`DTSTART;TZID=${tzid}:20260701T090000`));
    const [one] = found(object, '2026-06-30T00:00Z', '2026-07-03T00:00Z');
    expect([iso(one?.start), one?.timeZone, one?.unknownZone]).toEqual([start, timeZone, undefined]);
  });

  test('UTC is a zone like others', () => {
    const [one] = found(
      calendar(event('DTSTART:20260701T090000Z')),
      '2026-07-01T00:00Z',
      '2026-07-02T00:00Z',
    );
    expect([iso(one?.start), one?.timeZone]).toEqual(['2026-07-01T09:00:00.000Z', 'UTC']);
  });

  test('the rules of the object itself count where nobody knows the name', () => {
    const object = calendar(
      ownZone('Customized Time Zone'),
      event('DTSTART;TZID=Customized Time Zone:20260501T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=4'),
    );
    const all = found(object, '2026-04-30T00:00Z', '2026-05-10T00:00Z');
    expect(all.map(({ start }) => iso(start)?.slice(5, 16))).toEqual([
      '05-01T08:00',
      '05-02T08:00',
      '05-03T07:00',
      '05-04T07:00',
    ]);
    expect(all[0]?.unknownZone).toBeUndefined();
  });

  test.each([
    ['leapt over, read with the offset before', '20260503T023000', '2026-05-03T01:30:00.000Z'],
    ['that comes twice, read as the first', '20260906T013000', '2026-09-05T23:30:00.000Z'],
    ['after the second coming', '20260906T020000', '2026-09-06T01:00:00.000Z'],
  ])('an hour %s in a zone of its own', (_, written, instant) => {
    const object = calendar(ownZone('Mine'), event(`DTSTART;TZID=Mine:${written}`));
    expect(iso(found(object, '2026-05-01T00:00Z', '2026-10-01T00:00Z')[0]?.start)).toBe(instant);
  });

  test('an exact length in a zone of its own stays exact over a leap', () => {
    const object = calendar(
      ownZone('Mine'),
      event('DTSTART;TZID=Mine:20260426T000000', 'DTEND;TZID=Mine:20260426T060000', 'RRULE:FREQ=WEEKLY'),
    );
    const [one] = found(object, '2026-05-02T12:00Z', '2026-05-04T00:00Z');
    expect(one && (one.end - one.start) / 3_600_000).toBe(6);
  });

  test('a zone that nobody knows is guessed, and said', () => {
    const object = calendar(event('DTSTART;TZID=Atlantis/Harbour:20260701T090000'));
    const [one] = found(object, '2026-07-01T00:00Z', '2026-07-02T00:00Z');
    expect([iso(one?.start), one?.unknownZone, one?.timeZone]).toEqual([
      '2026-07-01T07:00:00.000Z',
      'Atlantis/Harbour',
      undefined,
    ]);
  });

  test('every Windows name leads to a zone that exists', () => {
    const zones = Object.values(IANA_BY_WINDOWS_NAME);
    expect(zones).toHaveLength(139);
    for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
  });
});

describe('floating times and days', () => {
  test('a floating time is where the person is', () => {
    const object = calendar(event('DTSTART:20260701T090000', 'RRULE:FREQ=DAILY;COUNT=2'));
    const look = (timeZone: string) =>
      found(object, '2026-06-30T00:00Z', '2026-07-04T00:00Z', timeZone).map(({ start }) =>
        iso(start)?.slice(8, 16),
      );
    expect(look('Europe/Berlin')).toEqual(['01T07:00', '02T07:00']);
    expect(look('America/New_York')).toEqual(['01T13:00', '02T13:00']);
  });

  test('a day lasts from midnight to midnight, 23 hours on the day of the leap', () => {
    const object = calendar(event('DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330'));
    const [one] = found(object, '2026-03-28T00:00Z', '2026-04-01T00:00Z');
    expect(one).toMatchObject({ allDay: true, days: { first: '2026-03-29', last: '2026-03-29' } });
    expect([iso(one?.start), iso(one?.end)]).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  test('several days over the leap, repeated', () => {
    const object = calendar(
      event('DTSTART;VALUE=DATE:20260327', 'DTEND;VALUE=DATE:20260331', 'RRULE:FREQ=WEEKLY;COUNT=2'),
    );
    const all = found(object, '2026-03-01T00:00Z', '2026-05-01T00:00Z');
    expect(all.map(({ days }) => days)).toEqual([
      { first: '2026-03-27', last: '2026-03-30' },
      { first: '2026-04-03', last: '2026-04-06' },
    ]);
  });

  test.each<[string, string[]]>([
    ['without an end', ['DTSTART;VALUE=DATE:20260329']],
    ['with an end before its start', ['DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260328']],
    ['written without VALUE=DATE', ['DTSTART:20260329', 'DTEND:20260330']],
    ['with a duration', ['DTSTART;VALUE=DATE:20260329', 'DURATION:P1D']],
  ])('a day %s is one day', (_, lines) => {
    const [one] = found(calendar(event(...lines)), '2026-03-28T00:00Z', '2026-04-01T00:00Z');
    expect(one?.days).toEqual({ first: '2026-03-29', last: '2026-03-29' });
  });

  test('a day is the same day in every zone', () => {
    const object = calendar(event('DTSTART;VALUE=DATE:20260701'));
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles', 'Europe/Berlin']) {
      expect(found(object, '2026-06-29T00:00Z', '2026-07-04T00:00Z', zone)[0]?.days?.first).toBe(
        '2026-07-01',
      );
    }
  });

  test('what ends when the look begins, or begins when it ends, is not in it', () => {
    const object = calendar(event('DTSTART:20260701T090000Z', 'DTEND:20260701T100000Z'));
    expect(found(object, '2026-07-01T10:00Z', '2026-07-01T12:00Z')).toEqual([]);
    expect(found(object, '2026-07-01T08:00Z', '2026-07-01T09:00Z')).toEqual([]);
    expect(found(object, '2026-07-01T09:59Z', '2026-07-01T12:00Z')).toHaveLength(1);
  });

  test('an event without length is in the look that begins with it', () => {
    const object = calendar(event('DTSTART:20260701T090000Z'));
    expect(found(object, '2026-07-01T09:00Z', '2026-07-01T10:00Z')).toHaveLength(1);
    expect(found(object, '2026-07-01T08:00Z', '2026-07-01T09:00Z')).toHaveLength(0);
  });
});
