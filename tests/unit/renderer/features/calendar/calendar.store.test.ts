import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  type CalendarStore,
  covers,
  createCalendarStore,
} from '../../../../../src/renderer/features/calendar/calendar.store';
import type { CalendarContract } from '../../../../../src/shared/features/calendar/calendar.contract';
import type { CalendarView } from '../../../../../src/shared/features/calendar/calendar.model';
import type { Client } from '../../../../../src/shared/ipc/contract';
import { timed } from './sample-events';

type Question = { readonly from: string; readonly days: number; readonly timeZone: string };

/** Main's side: questions wait until they are answered. */
class FakeCalendar {
  readonly asked: Question[] = [];
  synced = 0;
  #waiting: { resolve: (view: CalendarView) => void; reject: (error: Error) => void }[] = [];
  #listeners: (() => void)[] = [];

  readonly client = {
    view: (question: Question) => {
      this.asked.push(question);
      return new Promise<CalendarView>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    },
    sync: async () => {
      this.synced += 1;
    },
    on: (_: string, listener: () => void) => {
      this.#listeners.push(listener);
      return () => {};
    },
  } as unknown as Client<CalendarContract>;

  async answer(title: string): Promise<void> {
    this.#waiting.shift()?.resolve(viewWith(title));
    await settle();
  }

  async fail(): Promise<void> {
    this.#waiting.shift()?.reject(new Error('refused'));
    await settle();
  }

  change(): void {
    for (const listener of this.#listeners) listener();
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const viewWith = (title: string): CalendarView => ({
  occurrences: [timed('23T10:00', '23T11:00', { title })],
  sync: { state: 'done', lastSuccess: 1 },
  copy: 'kept',
  unreadable: [],
});

let main: FakeCalendar;
let zone: string;
let store: CalendarStore;
const title = (which: 'today' | 'week') => store.getState()[which].shown?.view.occurrences[0]?.title;

beforeEach(() => {
  main = new FakeCalendar();
  zone = 'Europe/Berlin';
  store = createCalendarStore(main.client, () => zone);
});

describe('asking', () => {
  test('nothing before a pane looks', () => {
    main.change();
    expect(main.asked).toEqual([]);
  });

  test('Today asks for the days ahead, a week for the weeks around it', () => {
    store.getState().showToday('2026-11-23');
    store.getState().showWeek('2026-11-23');
    expect(main.asked).toEqual([
      { from: '2026-11-23', days: 8, timeZone: 'Europe/Berlin' },
      { from: '2026-11-16', days: 21, timeZone: 'Europe/Berlin' },
    ]);
  });

  test('again when something has changed, each pane for itself', async () => {
    store.getState().showToday('2026-11-23');
    await main.answer('alt');
    main.change();
    await main.answer('neu');
    expect([main.asked.length, title('today'), title('week')]).toEqual([2, 'neu', undefined]);
  });

  test('in the zone the machine is in now', async () => {
    store.getState().showToday('2026-11-23');
    await main.answer('a');
    zone = 'America/New_York';
    main.change();
    expect(main.asked.at(-1)?.timeZone).toBe('America/New_York');
  });

  test('one question at a time, and once more for all that changed meanwhile', async () => {
    store.getState().showToday('2026-11-23');
    for (let time = 0; time < 5; time += 1) main.change();
    expect(main.asked).toHaveLength(1);
    await main.answer('a');
    expect(main.asked).toHaveLength(2);
    await main.answer('b');
    expect([main.asked.length, title('today')]).toEqual([2, 'b']);
  });

  test('quick page turning asks for the last page only', async () => {
    for (const monday of ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14'])
      store.getState().showWeek(monday);
    await main.answer('a');
    await main.answer('b');
    expect(main.asked.map(({ from }) => from)).toEqual(['2026-11-16', '2026-12-07']);
    expect(store.getState().week.shown?.from).toBe('2026-12-07');
  });
});

describe('answers', () => {
  test('the old one stays while another is on its way', async () => {
    store.getState().showWeek('2026-11-23');
    await main.answer('alt');
    store.getState().showWeek('2026-11-30');
    expect([title('week'), store.getState().week.shown?.from]).toEqual(['alt', '2026-11-16']);
  });

  test('when main fails the old one stays and it is said, until it is good again', async () => {
    store.getState().showToday('2026-11-23');
    await main.answer('alt');
    main.change();
    await main.fail();
    expect([title('today'), store.getState().today.failed]).toEqual(['alt', true]);
    main.change();
    await main.answer('neu');
    expect([title('today'), store.getState().today.failed]).toEqual(['neu', false]);
  });

  test('what covers a week', async () => {
    store.getState().showWeek('2026-11-23');
    expect(covers(store.getState().week.shown, '2026-11-23', 7)).toBe(false);
    await main.answer('a');
    const { shown } = store.getState().week;
    expect(
      ['2026-11-16', '2026-11-30', '2026-12-01', '2026-11-15'].map((from) => covers(shown, from, 7)),
    ).toEqual([true, true, false, false]);
  });
});

test('asking the servers goes to main', () => {
  store.getState().sync();
  expect(main.synced).toBe(1);
});
