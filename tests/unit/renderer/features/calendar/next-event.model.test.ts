import { describe, expect, test } from '@jest/globals';
import {
  distanceTo,
  greetingAt,
  nextEvent,
} from '../../../../../src/renderer/features/calendar/next-event.model';
import type { Occurrence } from '../../../../../src/shared/features/calendar/calendar.model';
import { ROOM, timed, wholeDays } from './sample-events';

const at = (text: string) => Date.parse(`2026-11-${text}:00+01:00`);
const isToday = (instant: number) => instant < at('24T00:00');
const next = (now: string, ...events: Occurrence[]) => nextEvent(events, at(now), isToday)?.title;

const meeting = timed('23T10:00', '23T11:00', { title: 'Besprechung', ...ROOM });
const block = timed('23T08:00', '23T17:00', { title: 'Bürodienst' });
const noon = timed('23T12:00', '23T13:00', { title: 'Mittag' });
const tomorrow = timed('24T09:00', '24T10:00', { title: 'Morgen', ...ROOM });

describe('what comes next', () => {
  test.each<[string, string | undefined, string, Occurrence[]]>([
    ['nothing', undefined, '23T09:00', []],
    ['the next one today', 'Besprechung', '23T09:00', [noon, meeting, tomorrow]],
    ['the meeting under way', 'Besprechung', '23T10:30', [meeting, noon]],
    [
      'what begins in ten minutes before the meeting under way',
      'Gleich',
      '23T10:50',
      [meeting, timed('23T11:00', '23T12:00', { title: 'Gleich' })],
    ],
    [
      'the meeting under way before what begins in eleven',
      'Besprechung',
      '23T10:49',
      [meeting, timed('23T11:00', '23T12:00', { title: 'Gleich' })],
    ],
    ['the next one today before a long block without meeting', 'Mittag', '23T09:00', [block, noon]],
    ['the block when nothing else comes today', 'Bürodienst', '23T14:00', [block, noon, tomorrow]],
    ['tomorrow when today is over', 'Morgen', '23T18:00', [block, noon, tomorrow]],
    [
      'the one that can be joined of two at once',
      'Besprechung',
      '23T09:00',
      [timed('23T10:00', '23T12:00', { title: 'Anderes' }), meeting],
    ],
    ['no cancelled one', 'Mittag', '23T09:00', [{ ...meeting, status: 'cancelled' }, noon]],
    ['no whole day', 'Mittag', '23T09:00', [wholeDays('23', '24'), noon]],
    ['nothing that has ended', 'Mittag', '23T11:00', [meeting, noon]],
    [
      'one without length at its minute',
      'Punkt',
      '23T09:00',
      [timed('23T09:00', '23T09:00', { title: 'Punkt' })],
    ],
  ])('%s', (_, title, now, events) => {
    expect(next(now, ...events)).toBe(title);
  });
});

describe('how far away', () => {
  test.each([
    ['23T09:56', { kind: 'minutes', minutes: 4 }],
    ['23T09:59', { kind: 'minutes', minutes: 1 }],
    ['23T10:00', { kind: 'now' }],
    ['23T10:03', { kind: 'under-way', minutes: 3 }],
    ['23T09:01', { kind: 'minutes', minutes: 59 }],
    ['23T09:00', { kind: 'hours', hours: 1, minutes: 0 }],
    ['23T07:50', { kind: 'hours', hours: 2, minutes: 10 }],
  ])('at %s', (now, distance) => {
    expect(distanceTo(meeting, at(now), true)).toEqual(distance);
  });

  test('counts a minute that has begun until the event begins', () => {
    expect(distanceTo(meeting, at('23T09:59') + 30_000, true)).toEqual({ kind: 'minutes', minutes: 1 });
    expect(distanceTo(meeting, at('23T10:00') + 59_000, true)).toEqual({ kind: 'now' });
  });

  test('another day is told by its name, unless it is less than an hour away', () => {
    expect(distanceTo(tomorrow, at('23T18:00'), false)).toEqual({ kind: 'later' });
    expect(distanceTo(tomorrow, at('24T08:30'), false)).toEqual({ kind: 'minutes', minutes: 30 });
  });
});

test.each([
  [0, 'evening'],
  [4 * 60, 'morning'],
  [10 * 60 + 59, 'morning'],
  [11 * 60, 'day'],
  [17 * 60 + 59, 'day'],
  [18 * 60, 'evening'],
])('at minute %i one says %s', (minutes, greeting) => {
  expect(greetingAt(minutes)).toBe(greeting);
});
