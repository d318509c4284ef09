import { describe, expect, test } from '@jest/globals';
import { expandObject } from '../../../../../../src/main/features/calendar/expansion/expansion.model';
import { calendar, event } from '../calendar-text';

const BERLIN = 'Europe/Berlin';

/** Starts as wall time in Berlin, `YYYY-MM-DDTHH:MM`, of what an object has between two days. */
function starts(object: string, from: string, to: string, timeZone = BERLIN): string[] {
  return found(object, from, to, timeZone)
    .map(({ start }) => wall(start, timeZone))
    .sort();
}

function found(object: string, from: string, to: string, timeZone = BERLIN) {
  const expansion = expandObject(
    { key: 'k', calendarName: 'Dienst', data: object },
    { from: Date.parse(`${from}T00:00Z`), to: Date.parse(`${to}T00:00Z`), timeZone, meetingOrigins: [] },
  );
  if (!expansion.ok) throw new Error(`${expansion.reason}: ${expansion.title}`);
  return expansion.occurrences;
}

function failure(object: string, from: string, to: string) {
  const expansion = expandObject(
    { key: 'k', calendarName: 'Dienst', data: object },
    {
      from: Date.parse(`${from}T00:00Z`),
      to: Date.parse(`${to}T00:00Z`),
      timeZone: BERLIN,
      meetingOrigins: [],
    },
  );
  return expansion.ok ? undefined : { title: expansion.title, reason: expansion.reason };
}

function wall(instant: number, timeZone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16);
}

const series = (...lines: string[]) => calendar(event(...lines));
const nine = 'DTSTART;TZID=Europe/Berlin:20260302T090000';

describe('rules', () => {
  test.each<[string, string[], [string, string], string[]]>([
    [
      'weekly keeps its hour over the leap forward',
      ['DTSTART;TZID=Europe/Berlin:20260323T090000', 'RRULE:FREQ=WEEKLY'],
      ['2026-03-20', '2026-04-08'],
      ['2026-03-23T09:00', '2026-03-30T09:00', '2026-04-06T09:00'],
    ],
    [
      'weekly keeps its hour over the leap back',
      ['DTSTART;TZID=Europe/Berlin:20261019T090000', 'RRULE:FREQ=WEEKLY'],
      ['2026-10-18', '2026-11-03'],
      ['2026-10-19T09:00', '2026-10-26T09:00', '2026-11-02T09:00'],
    ],
    [
      'an hour that the clock leaps over is left out',
      ['DTSTART;TZID=Europe/Berlin:20260327T023000', 'RRULE:FREQ=DAILY'],
      ['2026-03-27', '2026-03-31'],
      ['2026-03-27T02:30', '2026-03-28T02:30', '2026-03-30T02:30'],
    ],
    [
      'an hour that comes twice is met once',
      ['DTSTART;TZID=Europe/Berlin:20261024T023000', 'RRULE:FREQ=DAILY'],
      ['2026-10-24', '2026-10-27'],
      ['2026-10-24T02:30', '2026-10-25T02:30', '2026-10-26T02:30'],
    ],
    [
      'weekly on several days over the end of the year',
      ['DTSTART;TZID=Europe/Berlin:20261201T090000', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH'],
      ['2026-12-28', '2027-01-16'],
      ['2026-12-29T09:00', '2026-12-31T09:00', '2027-01-12T09:00', '2027-01-14T09:00'],
    ],
    [
      'the last Friday of the month',
      ['DTSTART;TZID=Europe/Berlin:20260130T140000', 'RRULE:FREQ=MONTHLY;BYDAY=-1FR'],
      ['2026-05-01', '2026-08-01'],
      ['2026-05-29T14:00', '2026-06-26T14:00', '2026-07-31T14:00'],
    ],
    [
      'the last working day of the month',
      ['DTSTART;TZID=Europe/Berlin:20260130T140000', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
      ['2026-05-01', '2026-07-01'],
      ['2026-05-29T14:00', '2026-06-30T14:00'],
    ],
    [
      'the 31st only where there is one',
      ['DTSTART;TZID=Europe/Berlin:20260131T140000', 'RRULE:FREQ=MONTHLY'],
      ['2026-01-01', '2026-06-01'],
      ['2026-01-31T14:00', '2026-03-31T14:00', '2026-05-31T14:00'],
    ],
    [
      '29 February every four years',
      ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'],
      ['2024-01-01', '2033-01-01'],
      ['2024-02-29T00:00', '2028-02-29T00:00', '2032-02-29T00:00'],
    ],
    [
      'COUNT counts from the first one',
      [nine, 'RRULE:FREQ=DAILY;COUNT=3'],
      ['2026-03-03', '2026-03-10'],
      ['2026-03-03T09:00', '2026-03-04T09:00'],
    ],
    [
      'COUNT includes what is excluded',
      [nine, 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20260303T090000'],
      ['2026-03-01', '2026-03-10'],
      ['2026-03-02T09:00', '2026-03-04T09:00'],
    ],
    [
      'UNTIL in UTC includes the one it names',
      [nine, 'RRULE:FREQ=DAILY;UNTIL=20260304T080000Z'],
      ['2026-03-01', '2026-03-10'],
      ['2026-03-02T09:00', '2026-03-03T09:00', '2026-03-04T09:00'],
    ],
    [
      'UNTIL a second earlier does not',
      [nine, 'RRULE:FREQ=DAILY;UNTIL=20260304T075959Z'],
      ['2026-03-01', '2026-03-10'],
      ['2026-03-02T09:00', '2026-03-03T09:00'],
    ],
    [
      'UNTIL as a day includes the whole day',
      ['DTSTART;TZID=Europe/Berlin:20260302T233000', 'RRULE:FREQ=DAILY;UNTIL=20260304'],
      ['2026-03-01', '2026-03-10'],
      ['2026-03-02T23:30', '2026-03-03T23:30', '2026-03-04T23:30'],
    ],
    [
      'UNTIL without zone is meant in the zone of the event',
      ['DTSTART;TZID=America/New_York:20260302T200000', 'RRULE:FREQ=DAILY;UNTIL=20260303T200000'],
      ['2026-03-01', '2026-03-10'],
      ['2026-03-03T02:00', '2026-03-04T02:00'],
    ],
    [
      'a start that the rule does not meet is still the first one',
      ['DTSTART;TZID=Europe/Berlin:20260304T090000', 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3'],
      ['2026-03-01', '2026-03-31'],
      ['2026-03-04T09:00', '2026-03-09T09:00', '2026-03-16T09:00'],
    ],
    [
      'a series that began long ago',
      ['DTSTART;TZID=Europe/Berlin:19980105T090000', 'RRULE:FREQ=DAILY;INTERVAL=3'],
      ['2026-03-01', '2026-03-08'],
      ['2026-03-03T09:00', '2026-03-06T09:00'],
    ],
    [
      'a week that starts on Sunday',
      ['DTSTART;TZID=Europe/Berlin:20260301T090000', 'RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO'],
      ['2026-03-01', '2026-03-18'],
      ['2026-03-01T09:00', '2026-03-02T09:00', '2026-03-15T09:00', '2026-03-16T09:00'],
    ],
  ])('%s', (_, lines, [from, to], expected) => {
    expect(starts(series(...lines), from, to)).toEqual(expected);
  });

  test('UNTIL with an hour ends a series of days on its day, wherever it is looked at', () => {
    const days = series('DTSTART;VALUE=DATE:20260302', 'RRULE:FREQ=DAILY;UNTIL=20260304T000000Z');
    for (const zone of ['America/New_York', 'Europe/Berlin', 'Pacific/Auckland']) {
      expect(starts(days, '2026-03-01', '2026-03-10', zone)).toHaveLength(3);
    }
  });

  test('a daily series reaches into a look that begins in the middle of it', () => {
    const night = series(
      'DTSTART;TZID=Europe/Berlin:20260302T220000',
      'DTEND;TZID=Europe/Berlin:20260303T060000',
      'RRULE:FREQ=DAILY',
    );
    const [first] = found(night, '2026-03-10', '2026-03-11');
    expect(first && [wall(first.start, BERLIN), wall(first.end, BERLIN)]).toEqual([
      '2026-03-09T22:00',
      '2026-03-10T06:00',
    ]);
  });

  test('an exact length stays exact and a nominal one nominal over the leap', () => {
    const byEnd = series(
      'DTSTART;TZID=Europe/Berlin:20260321T120000',
      'DTEND;TZID=Europe/Berlin:20260322T120000',
      'RRULE:FREQ=WEEKLY',
    );
    const byDuration = series(
      'DTSTART;TZID=Europe/Berlin:20260321T120000',
      'DURATION:P1D',
      'RRULE:FREQ=WEEKLY',
    );
    const end = (object: string) => {
      const [one] = found(object, '2026-03-28', '2026-03-29');
      return one && wall(one.end, BERLIN);
    };
    expect([end(byEnd), end(byDuration)]).toEqual(['2026-03-29T13:00', '2026-03-29T12:00']);
  });

  test.each([
    ['every second', 'RRULE:FREQ=SECONDLY', 'too-many'],
    ['every minute', 'RRULE:FREQ=MINUTELY', 'too-many'],
    ['a thousand million times', 'RRULE:FREQ=SECONDLY;COUNT=1000000000', 'too-many'],
    ['every hour of half a year', 'RRULE:FREQ=HOURLY', 'too-many'],
    ['the zeroth of a set', 'RRULE:FREQ=DAILY;BYSETPOS=0', 'malformed'],
    ['a day nobody knows', 'RRULE:FREQ=DAILY;BYDAY=XX', 'malformed'],
    ['without frequency', 'RRULE:COUNT=3', 'malformed'],
    ['until never', 'RRULE:FREQ=DAILY;UNTIL=garbage', 'malformed'],
  ])('refuses a rule that falls %s', (_, rule, reason) => {
    expect(failure(series(nine, rule), '2026-03-01', '2026-09-01')).toEqual({ title: 'Jour fixe', reason });
  });

  test('a rule that can never be met has its start only', () => {
    const never = series(nine, 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30');
    expect(starts(never, '2026-03-01', '2026-04-01')).toEqual(['2026-03-02T09:00']);
    expect(starts(never, '2027-03-01', '2027-04-01')).toEqual([]);
  });
});

describe('excluded and extra times', () => {
  test.each<[string, string[], string[]]>([
    ['in another zone', ['EXDATE:20260303T080000Z'], ['02', '04']],
    ['in another zone by name', ['EXDATE;TZID=America/New_York:20260303T030000'], ['02', '04']],
    ['without a zone', ['EXDATE:20260303T090000'], ['02', '04']],
    ['as a day', ['EXDATE;VALUE=DATE:20260303'], ['02', '04']],
    ['several in one line', ['EXDATE;TZID=Europe/Berlin:20260302T090000,20260304T090000'], ['03']],
    ['at another hour: nothing', ['EXDATE;TZID=Europe/Berlin:20260303T100000'], ['02', '03', '04']],
    ['empty: nothing', ['EXDATE:'], ['02', '03', '04']],
    ['by a rule', ['EXRULE:FREQ=DAILY;INTERVAL=2'], ['03']],
  ])('excluded %s', (_, lines, days) => {
    const object = series(nine, 'RRULE:FREQ=DAILY;COUNT=3', ...lines);
    expect(starts(object, '2026-03-01', '2026-03-10').map((start) => start.slice(8, 10))).toEqual(days);
  });

  test('extra times come in, once each, with lengths of their own', () => {
    const object = series(
      nine,
      'DURATION:PT30M',
      'RRULE:FREQ=DAILY;COUNT=2',
      'RDATE;TZID=Europe/Berlin:20260303T090000,20260305T100000',
      'RDATE;VALUE=PERIOD:20260306T090000Z/PT2H',
    );
    const all = found(object, '2026-03-01', '2026-03-10').map(({ start, end }) => [
      wall(start, BERLIN),
      (end - start) / 60_000,
    ]);
    expect(all).toEqual([
      ['2026-03-02T09:00', 30],
      ['2026-03-03T09:00', 30],
      ['2026-03-05T10:00', 30],
      ['2026-03-06T10:00', 120],
    ]);
  });
});

describe('changed occurrences', () => {
  const daily = event(nine, 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=5');
  const change = (...lines: string[]) => event('SUMMARY:Verlegt', ...lines);

  test('a moved one stands where it was moved to, and nowhere else', () => {
    const object = calendar(
      daily,
      change(
        'RECURRENCE-ID;TZID=Europe/Berlin:20260303T090000',
        'DTSTART;TZID=Europe/Berlin:20260312T150000',
      ),
    );
    const all = found(object, '2026-03-01', '2026-03-20').map(
      ({ title, start }) => `${wall(start, BERLIN)} ${title}`,
    );
    expect(all.sort()).toEqual([
      '2026-03-02T09:00 Jour fixe',
      '2026-03-04T09:00 Jour fixe',
      '2026-03-05T09:00 Jour fixe',
      '2026-03-06T09:00 Jour fixe',
      '2026-03-12T15:00 Verlegt',
    ]);
  });

  test('a recurrence id in UTC or as a day means the same occurrence', () => {
    for (const id of ['RECURRENCE-ID:20260303T080000Z', 'RECURRENCE-ID;VALUE=DATE:20260303']) {
      const object = calendar(daily, change(id, 'DTSTART;TZID=Europe/Berlin:20260303T110000'));
      expect(starts(object, '2026-03-03', '2026-03-04')).toEqual(['2026-03-03T11:00']);
    }
  });

  test('ids of occurrences stay the same when one is moved', () => {
    const before = found(calendar(daily), '2026-03-03', '2026-03-04');
    const moved = calendar(
      daily,
      change('RECURRENCE-ID:20260303T080000Z', 'DTSTART;TZID=Europe/Berlin:20260303T110000'),
    );
    expect(found(moved, '2026-03-03', '2026-03-04').map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('THISANDFUTURE moves what follows, keeps single changes, and counts by the wall clock', () => {
    const object = calendar(
      event('DTSTART;TZID=Europe/Berlin:20260325T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=7'),
      change(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260327T090000',
        'DTSTART;TZID=Europe/Berlin:20260327T130000',
        'DURATION:PT2H',
      ),
      event(
        'SUMMARY:Einzeln',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260330T090000',
        'DTSTART;TZID=Europe/Berlin:20260330T100000',
      ),
    );
    const all = found(object, '2026-03-20', '2026-04-10').map(
      ({ title, start, end }) => `${wall(start, BERLIN)} ${(end - start) / 3_600_000}h ${title}`,
    );
    expect(all.sort()).toEqual([
      '2026-03-25T09:00 1h Jour fixe',
      '2026-03-26T09:00 1h Jour fixe',
      '2026-03-27T13:00 2h Verlegt',
      '2026-03-28T13:00 2h Verlegt',
      '2026-03-29T13:00 2h Verlegt',
      '2026-03-30T10:00 0h Einzeln',
      '2026-03-31T13:00 2h Verlegt',
    ]);
  });

  test('THISANDFUTURE to the next day keeps the hour where a leap lies between', () => {
    const object = calendar(
      event('DTSTART;TZID=Europe/Berlin:20260314T090000', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      change(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260321T090000',
        'DTSTART;TZID=Europe/Berlin:20260322T090000',
      ),
    );
    expect(starts(object, '2026-03-10', '2026-04-10')).toEqual([
      '2026-03-14T09:00',
      '2026-03-22T09:00',
      '2026-03-29T09:00',
    ]);
  });

  test('THISANDFUTURE by more than the look is wide', () => {
    const object = calendar(
      event('DTSTART;TZID=Europe/Berlin:20260302T090000', 'RRULE:FREQ=MONTHLY;COUNT=4'),
      change(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260402T090000',
        'DTSTART;TZID=Europe/Berlin:20260422T090000',
      ),
    );
    expect(starts(object, '2026-05-21', '2026-05-23')).toEqual(['2026-05-22T09:00']);
    expect(starts(object, '2026-05-01', '2026-05-05')).toEqual([]);
  });

  test('an invitation to a single occurrence is shown without its series', () => {
    const object = calendar(
      change(
        'RECURRENCE-ID;TZID=Europe/Berlin:20260303T090000',
        'DTSTART;TZID=Europe/Berlin:20260303T110000',
      ),
    );
    expect(found(object, '2026-03-03', '2026-03-04')).toMatchObject([{ title: 'Verlegt', recurring: true }]);
  });

  test('a cancelled occurrence is there and says so', () => {
    const object = calendar(
      daily,
      change('RECURRENCE-ID:20260303T080000Z', nine.replace('0302', '0303'), 'STATUS:CANCELLED'),
    );
    expect(found(object, '2026-03-03', '2026-03-04')).toMatchObject([{ status: 'cancelled' }]);
  });
});
