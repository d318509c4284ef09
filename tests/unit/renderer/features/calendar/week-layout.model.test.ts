import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysFrom } from '../../../../../src/renderer/features/calendar/days.model';
import {
  eventsOn,
  LEAST_MINUTES,
  layOutWeek,
} from '../../../../../src/renderer/features/calendar/week-layout.model';
import type { Occurrence } from '../../../../../src/shared/features/calendar/calendar.model';
import { timed, wholeDays } from './sample-events';

const WEEK = daysFrom('2026-11-23', 7);
const BERLIN = 'Europe/Berlin';
const layOut = (...events: Occurrence[]) => layOutWeek(events, WEEK, BERLIN);
const day = (index: number, ...events: Occurrence[]) => layOut(...events).days[index]?.events ?? [];
const place = (event: { column: number; columns: number; span: number }) => [
  event.column,
  event.columns,
  event.span,
];

describe('events with hours', () => {
  test('stand in their day at their minutes', () => {
    expect(day(0, timed('23T10:00', '23T11:30'))).toMatchObject([
      { fromMinutes: 600, toMinutes: 690, column: 0, columns: 1, span: 1 },
    ]);
  });

  test('that follow each other have the whole width', () => {
    const events = day(0, timed('23T10:00', '23T11:00'), timed('23T11:00', '23T12:00'));
    expect(events.map(place)).toEqual([
      [0, 1, 1],
      [0, 1, 1],
    ]);
  });

  test('that overlap stand side by side, the longer first', () => {
    const events = day(
      0,
      timed('23T10:00', '23T10:30', { title: 'kurz' }),
      timed('23T10:00', '23T12:00', { title: 'lang' }),
    );
    expect(events.map((event) => [event.occurrence.title, ...place(event)])).toEqual([
      ['lang', 0, 2, 1],
      ['kurz', 1, 2, 1],
    ]);
  });

  test('take a column that has become free, and reach over what stays free', () => {
    const events = day(
      0,
      timed('23T09:00', '23T12:00'),
      timed('23T09:00', '23T10:00'),
      timed('23T09:30', '23T10:00'),
      timed('23T10:00', '23T11:00'),
    );
    expect(events.map(place)).toEqual([
      [0, 3, 1],
      [1, 3, 1],
      [2, 3, 1],
      [1, 3, 2],
    ]);
  });

  test('that are short are kept apart as if they were half an hour', () => {
    expect(day(0, timed('23T10:00', '23T10:05'), timed('23T10:10', '23T11:00')).map(place)).toEqual([
      [0, 2, 1],
      [1, 2, 1],
    ]);
  });

  test('over midnight stand in both days', () => {
    const { days } = layOut(timed('23T22:00', '24T06:00'));
    expect(
      days
        .slice(0, 3)
        .map(({ events }) =>
          events.map(({ fromMinutes, toMinutes, continues }) => [fromMinutes, toMinutes, continues]),
        ),
    ).toEqual([
      [[1320, 1440, { before: false, after: true }]],
      [[0, 360, { before: true, after: false }]],
      [],
    ]);
  });

  test('until midnight stand in one', () => {
    const { days } = layOut(timed('23T22:00', '24T00:00'));
    expect(days.map(({ events }) => events.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(days[0]?.events[0]?.toMinutes).toBe(1440);
  });

  test('on the day the clock leaps back never end before they begin', () => {
    const event = timed('23T10:00', '23T11:00', {
      start: Date.parse('2026-10-25T00:50:00Z'),
      end: Date.parse('2026-10-25T01:10:00Z'),
    });
    const [sunday] = layOutWeek([event], ['2026-10-25'], BERLIN).days;
    expect(sunday?.events).toMatchObject([{ fromMinutes: 170, toMinutes: 170 }]);
  });

  test('never cover one another, whatever they are', () => {
    const piece = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 600 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const start = Date.parse('2026-11-23T00:00:00+01:00');
        const events = pieces.map(([from, length], index) =>
          timed('23T00:00', '23T01:00', {
            id: String(index),
            start: start + from * 60_000,
            end: start + Math.min(1440, from + length) * 60_000,
          }),
        );
        const placed = day(0, ...events);
        expect(placed).toHaveLength(events.length);
        for (const a of placed) {
          expect(a.column + a.span).toBeLessThanOrEqual(a.columns);
          for (const b of placed) {
            if (a === b || a.columns !== b.columns) continue;
            const end = (one: typeof a) => Math.max(one.toMinutes, one.fromMinutes + LEAST_MINUTES);
            const sameTime = a.fromMinutes < end(b) && b.fromMinutes < end(a);
            const sameColumn = a.column < b.column + b.span && b.column < a.column + a.span;
            expect(sameTime && sameColumn).toBe(false);
          }
        }
      }),
    );
  });
});

describe('whole days', () => {
  const lane = (...events: Occurrence[]) =>
    layOut(...events).lane.map(({ first, days, line, continues }) => [
      first,
      days,
      line,
      continues.before,
      continues.after,
    ]);

  test('lie in the lane over their days', () => {
    expect(lane(wholeDays('24', '26'))).toEqual([[1, 3, 0, false, false]]);
    expect(layOut(wholeDays('24', '26')).days.every(({ events }) => events.length === 0)).toBe(true);
  });

  test('share a line where they do not meet', () => {
    expect(lane(wholeDays('23', '24'), wholeDays('24', '25'), wholeDays('25', '25'))).toEqual([
      [0, 2, 0, false, false],
      [1, 2, 1, false, false],
      [2, 1, 0, false, false],
    ]);
  });

  test('reach out of the week at both ends', () => {
    expect(lane(wholeDays('20', '30'))).toEqual([[0, 7, 0, true, true]]);
  });

  test('of other weeks are not there', () => {
    expect(lane(wholeDays('20', '22'), wholeDays('30', '30'))).toEqual([]);
  });

  test('so do events with hours of a day or more', () => {
    expect(lane(timed('24T12:00', '26T12:00'))).toEqual([[1, 3, 0, false, false]]);
  });
});

test('the list of a day has whole days first, then the hours, and what reaches into it', () => {
  const events = [
    timed('24T09:00', '24T10:00', { title: 'neun' }),
    timed('23T22:00', '24T06:00', { title: 'Nacht' }),
    wholeDays('23', '25', { title: 'Urlaub' }),
    timed('23T09:00', '23T10:00', { title: 'gestern' }),
    timed('23T22:00', '24T00:00', { title: 'bis Mitternacht' }),
  ];
  expect(eventsOn('2026-11-24', events, BERLIN).map(({ title }) => title)).toEqual([
    'Urlaub',
    'Nacht',
    'neun',
  ]);
});
