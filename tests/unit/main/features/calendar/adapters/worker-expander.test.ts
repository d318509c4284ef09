import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WorkerExpander } from '../../../../../../src/main/features/calendar/adapters/worker-expander.adapter';
import type { ExpanderObject } from '../../../../../../src/main/features/calendar/calendar.ports';
import { calendar, event } from '../calendar-text';
import { startThreadFromSource } from './expansion-thread';

const VIEW = { from: '2026-06-29', days: 7, timeZone: 'Europe/Berlin', meetingOrigins: [] };

const object = (key: string, ...lines: string[]): ExpanderObject => ({
  key,
  calendarName: 'Dienst',
  data: calendar(
    event(`SUMMARY:${key}`, 'DTSTART;TZID=Europe/Berlin:20260302T090000', 'DURATION:PT1H', ...lines),
  ),
});
const harmless = (key: string) => object(key, 'RRULE:FREQ=DAILY');

/** Legal, and slow on purpose: hundreds of rules that each run into the library's own limits. */
const hostile = (key: string) => {
  const all = (count: number) => Array.from({ length: count }, (_, index) => index).join(',');
  const rule = `RRULE:FREQ=YEARLY;BYMONTH=2;BYSECOND=${all(60)};BYMINUTE=${all(60)};BYHOUR=${all(24)};BYSETPOS=-1`;
  return object(
    key,
    ...Array.from({ length: 400 }, (_, index) =>
      rule.replace('BYMONTH=2', `BYMONTH=2;INTERVAL=${1 + (index % 7)};BYMONTHDAY=1,2,3,4,5,6,7`),
    ),
  );
};

describe('with the real thread', () => {
  let threads: Worker[];
  let expander: WorkerExpander;

  beforeEach(() => {
    threads = [];
    expander = new WorkerExpander(() => {
      const thread = startThreadFromSource();
      threads.push(thread);
      return thread;
    });
  });
  afterEach(() => expander.stop());

  test('expands in the days of the person', async () => {
    const { occurrences, unreadable } = await expander.expand([harmless('a')], VIEW);
    expect(occurrences).toHaveLength(7);
    expect(new Date(occurrences[0]?.start ?? 0).toISOString()).toBe('2026-06-29T07:00:00.000Z');
    expect(unreadable).toEqual([]);
  });

  test('surveys in the order of the objects', async () => {
    const surveys = await expander.survey([
      object('a'),
      { key: 'b', calendarName: '', data: 'SUMMARY:Kaputt' },
      harmless('c'),
    ]);
    expect(surveys).toEqual([
      { ok: true, first: Date.parse('2026-03-02T08:00Z'), last: Date.parse('2026-03-02T09:00Z') },
      { ok: false, title: 'Kaputt', reason: 'malformed' },
      { ok: true, first: Date.parse('2026-03-02T08:00Z'), last: Infinity },
    ]);
  });

  test('a hostile object is ended and named, and the others still come', async () => {
    const begun = Date.now();
    const { occurrences, unreadable } = await expander.expand(
      [harmless('a'), hostile('böse'), harmless('b')],
      VIEW,
    );
    expect(unreadable).toEqual([{ title: 'böse', reason: 'too-slow' }]);
    expect(new Set(occurrences.map(({ title }) => title))).toEqual(new Set(['a', 'b']));
    expect(Date.now() - begun).toBeLessThan(8_000);
    expect(threads).toHaveLength(2);
    // Ended means ended: a thread that still burns has an event loop.
    expect(threads[0]?.threadId).toBe(-1);

    const again = Date.now();
    const second = await expander.expand([harmless('a'), hostile('böse')], VIEW);
    expect(second.unreadable).toEqual([{ title: 'böse', reason: 'too-slow' }]);
    expect(Date.now() - again).toBeLessThan(1_500);
  });

  test('rules without measure are named by the library within its limits', async () => {
    const { occurrences, unreadable } = await expander.expand(
      [
        object('secondly', 'RRULE:FREQ=SECONDLY'),
        object('endless', 'RRULE:FREQ=SECONDLY;COUNT=1000000000'),
        object('nonsense', 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=366'),
        harmless('a'),
      ],
      VIEW,
    );
    expect(unreadable).toEqual([
      { title: 'secondly', reason: 'too-many' },
      { title: 'endless', reason: 'too-many' },
    ]);
    expect(occurrences).toHaveLength(7);
    expect(threads).toHaveLength(1);
  });

  test('a main thread that is busy does not condemn anybody', async () => {
    await expander.survey([object('warm')]);
    const answer = expander.expand([harmless('a'), harmless('b')], VIEW);
    await new Promise((resolve) => setImmediate(resolve));
    const until = Date.now() + 2_500;
    while (Date.now() < until);
    expect((await answer).unreadable).toEqual([]);
  });

  test('a thread that has died is replaced', async () => {
    await expander.survey([object('a')]);
    await threads[0]?.terminate();
    expect(await expander.survey([object('a')])).toHaveLength(1);
  });

  test('tasks wait for one another', async () => {
    const all = await Promise.all([1, 2, 3].map(() => expander.expand([harmless('a')], VIEW)));
    expect(all.map(({ occurrences }) => occurrences.length)).toEqual([7, 7, 7]);
    expect(threads).toHaveLength(1);
  });

  test('stopped means stopped', async () => {
    await expander.survey([object('warm')]);
    const under = expander.expand([hostile('böse')], VIEW);
    setTimeout(() => expander.stop(), 300);
    await expect(under).rejects.toThrow('stopped');
    await expect(expander.survey([object('a')])).rejects.toThrow('stopped');
  });
});
