import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  daysBetween,
  daysFrom,
  mondayOf,
  wallTimeAt,
  weekdayOf,
  weekNumberOf,
} from '../../../../../src/renderer/features/calendar/days.model';

describe('days', () => {
  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', 1, '2026-10-26'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (day, count, result) => {
    expect(addDays(day, count)).toBe(result);
    expect(daysBetween(day, result)).toBe(count);
  });

  test('a week runs from Monday to Sunday', () => {
    expect(daysFrom('2026-11-23', 7).map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const day of daysFrom('2026-11-23', 7)) expect(mondayOf(day)).toBe('2026-11-23');
  });

  test.each([
    ['2026-11-23', 48],
    ['2026-01-01', 1],
    ['2027-01-01', 53],
    ['2024-12-30', 1],
    ['2021-01-03', 53],
    ['2026-12-31', 53],
  ])('%s lies in week %i', (day, week) => {
    expect(weekNumberOf(day)).toBe(week);
  });
});

describe('clocks on the wall', () => {
  test.each([
    ['2026-03-29T00:59:00Z', { day: '2026-03-29', minutes: 119 }],
    ['2026-03-29T01:00:00Z', { day: '2026-03-29', minutes: 180 }],
    ['2026-10-25T00:30:00Z', { day: '2026-10-25', minutes: 150 }],
    ['2026-10-25T01:30:00Z', { day: '2026-10-25', minutes: 150 }],
    ['2026-11-22T23:00:00Z', { day: '2026-11-23', minutes: 0 }],
  ])('%s in Berlin', (instant, wall) => {
    expect(wallTimeAt(Date.parse(instant), 'Europe/Berlin')).toEqual(wall);
  });
});
