import { expect, test } from '@jest/globals';
import {
  isMove,
  type Move,
  moveBetween,
} from '../../../../../src/renderer/features/calendar/event-keys.model';

const slot = (key: string, minutes: number) => ({ key, minutes });
const WEEK = [
  [slot('mo-day', -1), slot('mo-9', 540), slot('mo-15', 900)],
  [],
  [slot('we-8', 480), slot('we-14', 840)],
  [slot('th-9', 540)],
];

test.each<[string, Move, string | undefined]>([
  ['mo-9', 'ArrowDown', 'mo-15'],
  ['mo-9', 'ArrowUp', 'mo-day'],
  ['mo-15', 'ArrowDown', 'we-8'],
  ['we-8', 'ArrowUp', 'mo-15'],
  ['mo-day', 'ArrowUp', undefined],
  ['th-9', 'ArrowDown', undefined],
  ['mo-15', 'ArrowRight', 'we-14'],
  ['mo-9', 'ArrowRight', 'we-8'],
  ['we-14', 'ArrowLeft', 'mo-15'],
  ['mo-9', 'ArrowLeft', undefined],
  ['th-9', 'ArrowRight', undefined],
  ['we-8', 'Home', 'mo-day'],
  ['we-8', 'End', 'th-9'],
  ['gone', 'ArrowDown', 'mo-day'],
])('from %s %s leads to %s', (from, move, to) => {
  expect(moveBetween(WEEK, from, move)).toBe(to);
});

test('in an empty week there is nowhere to go', () => {
  expect(moveBetween([[], []], 'x', 'Home')).toBeUndefined();
});

test('other keys do not move', () => {
  expect(['ArrowUp', 'Home', 'Enter', 'j', 'toString'].map(isMove)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
