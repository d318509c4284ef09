import { beforeEach, describe, expect, test } from '@jest/globals';
import { SyncFailure } from '../../../../../src/main/features/calendar/calendar.ports';
import {
  type CalendarFeature,
  createCalendarFeature,
} from '../../../../../src/main/features/calendar/calendar.service';
import { SYNC_EVERY_MS } from '../../../../../src/main/features/calendar/calendar-sync.service';
import { calendarViewSchema } from '../../../../../src/shared/features/calendar/calendar.model';
import {
  FakeExpander,
  FakeLog,
  FakeNetwork,
  FakeProvider,
  FakeStores,
} from '../../../../fakes/fake-calendar-city';
import { FakeClock } from '../../../../fakes/fake-clock';

const REQUEST = { from: '2026-11-23', days: 7, timeZone: 'Europe/Berlin' };
const AMIRA = 'amira';

let clock: FakeClock;
let network: FakeNetwork;
let provider: FakeProvider;
let providers: FakeProvider[];
let stores: FakeStores;
let expander: FakeExpander;
let log: FakeLog;
let emitted: number;
let feature: CalendarFeature;

beforeEach(() => {
  clock = new FakeClock();
  network = new FakeNetwork();
  provider = new FakeProvider();
  provider.put('caldav/dienst', 'a', 'Jour fixe@2026-11-23T09:00Z/60');
  providers = [provider];
  stores = new FakeStores();
  expander = new FakeExpander();
  log = new FakeLog();
  emitted = 0;
  feature = start();
});

function start(): CalendarFeature {
  return createCalendarFeature({
    stores,
    providers: () => providers,
    meetingOrigins: () => ['https://meet.quadrat.test:1'],
    expander,
    network,
    clock,
    log,
    emit: (name) => {
      if (name === 'changed') emitted += 1;
    },
  });
}

const view = async () => calendarViewSchema.parse(await feature.handlers.view(REQUEST));
const sync = async () => (await view()).sync;
const titles = async () => (await view()).occurrences.map(({ title }) => title);
const settle = () => clock.pass(0);

async function signIn(subject = AMIRA) {
  feature.personChanged(subject);
  await settle();
}

describe('signing in and out', () => {
  test('before anybody is signed in there is nothing, and nothing is asked', async () => {
    expect(await view()).toEqual({ occurrences: [], sync: { state: 'never' }, copy: 'kept', unreadable: [] });
    expect(provider.asked).toEqual([]);
  });

  test('signing in fetches, and says so', async () => {
    await signIn();
    expect(await titles()).toEqual(['Jour fixe']);
    expect(await sync()).toEqual({ state: 'done', lastSuccess: clock.now().getTime() });
    expect(emitted).toBeGreaterThan(0);
    expect(expander.views.at(-1)).toEqual({ ...REQUEST, meetingOrigins: ['https://meet.quadrat.test:1'] });
  });

  test('a view asked for while the copy is being opened waits for it', async () => {
    await signIn();
    feature.stop();
    feature = start();
    feature.personChanged(AMIRA);
    expect(await titles()).toEqual(['Jour fixe']);
  });

  test('what was fetched once is there without the city', async () => {
    await signIn();
    feature.stop();
    network.isOpen = false;
    feature = start();
    await signIn();
    expect(await titles()).toEqual(['Jour fixe']);
    expect(await sync()).toMatchObject({ state: 'failed', problem: 'network-blocked' });
    expect((await sync()).lastSuccess).toBeDefined();
  });

  test('signing out removes the copy and empties the view', async () => {
    await signIn();
    const before = emitted;
    feature.personChanged(undefined);
    await settle();
    expect([stores.kept.size, await titles(), emitted > before]).toEqual([0, [], true]);
  });

  test('whoever comes next has nothing of the one before', async () => {
    await signIn();
    provider.content.get('caldav/dienst')?.clear();
    await signIn('jonas');
    expect([[...stores.kept.keys()], await titles()]).toEqual([['jonas'], []]);
  });

  test('quick changes end with the last one, and close what they opened', async () => {
    feature.personChanged(AMIRA);
    feature.personChanged(undefined);
    feature.personChanged('jonas');
    await settle();
    expect(stores.opened).toEqual(['jonas']);
    expect(await titles()).toEqual(['Jour fixe']);
  });

  test('the same person again is no change', async () => {
    await signIn();
    await signIn();
    expect(stores.opened).toEqual([AMIRA]);
    expect(provider.asked).toHaveLength(1);
  });

  test.each(['discover', 'changes'])('signing out while a server is at %s gives the turn up', async (at) => {
    let release = () => {};
    let given: AbortSignal | undefined;
    provider.before = (step, signal) => {
      if (step !== at) return;
      given = signal;
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    await signIn();
    const store = stores.kept.get(AMIRA);
    const { length } = provider.asked;
    feature.personChanged(undefined);
    await settle();
    expect(given?.aborted).toBe(true);
    release();
    await settle();
    expect([store?.lastSuccess, store?.known('caldav/dienst').etags.size]).toEqual([undefined, 0]);
    await clock.pass(SYNC_EVERY_MS * 2);
    expect(provider.asked).toHaveLength(length);
  });

  test('stopping keeps the copy and ends the thread', async () => {
    await signIn();
    feature.stop();
    await settle();
    expect([stores.kept.get(AMIRA)?.closed, expander.stopped]).toEqual([1, true]);
    await clock.pass(SYNC_EVERY_MS * 2);
    expect(provider.asked).toHaveLength(1);
  });
});

describe('turns', () => {
  test('every five minutes', async () => {
    await signIn();
    await clock.pass(SYNC_EVERY_MS - 1);
    expect(provider.asked).toHaveLength(1);
    await clock.pass(1);
    expect(provider.asked).toHaveLength(2);
    await clock.pass(SYNC_EVERY_MS);
    expect(provider.asked).toHaveLength(3);
  });

  test('five minutes after the last turn, whatever it was taken for', async () => {
    await signIn();
    await clock.pass(SYNC_EVERY_MS - 1);
    await feature.handlers.sync(undefined);
    await settle();
    await clock.pass(SYNC_EVERY_MS - 1);
    expect(provider.asked).toHaveLength(2);
  });

  test('when asked, and one at a time', async () => {
    let running = 0;
    let most = 0;
    provider.before = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await signIn();
    for (let time = 0; time < 3; time += 1) await feature.handlers.sync(undefined);
    await settle();
    expect(most).toBe(1);
  });

  test('asking does not wait for the servers', async () => {
    await signIn();
    provider.before = () => new Promise(() => {});
    await expect(Promise.resolve(feature.handlers.sync(undefined))).resolves.toBeUndefined();
    expect((await sync()).state).toBe('running');
  });

  test('when the network comes back', async () => {
    network.isOpen = false;
    await signIn();
    expect(provider.asked).toHaveLength(0);
    network.isOpen = true;
    feature.networkOpened();
    await settle();
    expect([await titles(), (await sync()).state]).toEqual([['Jour fixe'], 'done']);
  });

  test('once more when the network comes back during a turn that fails', async () => {
    let time = 0;
    provider.before = async (step) => {
      if (step === 'discover' && ++time === 1) {
        feature.networkOpened();
        await new Promise((resolve) => setImmediate(resolve));
        throw new SyncFailure('server-failed');
      }
    };
    await signIn();
    await settle();
    expect([time, (await sync()).state]).toEqual([2, 'done']);
  });

  test('only what changed is given to the store, and what is gone goes', async () => {
    await signIn();
    provider.put('caldav/dienst', 'b', 'Neu@2026-11-24T09:00Z/30');
    provider.content.get('caldav/dienst')?.delete('a');
    await clock.pass(SYNC_EVERY_MS);
    expect(await titles()).toEqual(['Neu']);
    expect(provider.asked.at(-1)?.known).toEqual({
      token: '1',
      etags: new Map([['a', 'Jour fixe@2026-11-23T09:00Z/60']]),
    });
  });

  test('a calendar that is gone goes with its events', async () => {
    await signIn();
    provider.calendars = [];
    await clock.pass(SYNC_EVERY_MS);
    expect(await titles()).toEqual([]);
  });

  test('a server that the profile names no more goes with its events', async () => {
    await signIn();
    providers = [];
    await clock.pass(SYNC_EVERY_MS);
    expect([await titles(), (await sync()).state]).toEqual([[], 'done']);
  });

  test('a calendar already fetched is shown while the next one is asked', async () => {
    provider.calendars = [...provider.calendars, { url: 'caldav/langsam', name: 'Langsam' }];
    provider.before = (step) =>
      step === 'changes' && provider.asked.length === 2 ? new Promise(() => {}) : undefined;
    await signIn();
    expect([await titles(), (await sync()).state]).toEqual([['Jour fixe'], 'running']);
  });
});

describe('problems', () => {
  const failing = (problem: ConstructorParameters<typeof SyncFailure>[0]) => {
    provider.before = () => {
      throw new SyncFailure(problem);
    };
  };

  test.each(['not-signed-in', 'server-refused', 'server-failed', 'answer-not-understood'] as const)(
    '%s keeps what is there and how old it is',
    async (problem) => {
      await signIn();
      const { lastSuccess } = await sync();
      failing(problem);
      await clock.pass(SYNC_EVERY_MS);
      expect([await titles(), await sync()]).toEqual([
        ['Jour fixe'],
        { state: 'failed', problem, lastSuccess },
      ]);
      expect(log.codes).toHaveLength(1);
    },
  );

  test.each(['server-silent', 'not-signed-in'] as const)(
    '%s is looked into: the network may be down',
    async (problem) => {
      failing(problem);
      network.checkFinds = false;
      await signIn();
      expect([await sync(), network.checks]).toEqual([{ state: 'failed', problem: 'network-blocked' }, 1]);
    },
  );

  test('a silent server while the network is fine', async () => {
    failing('server-silent');
    await signIn();
    expect(await sync()).toEqual({ state: 'failed', problem: 'server-silent' });
  });

  test('a problem goes away with the next success', async () => {
    failing('server-failed');
    await signIn();
    provider.before = () => {};
    await clock.pass(SYNC_EVERY_MS);
    expect((await sync()).state).toBe('done');
    expect((await sync()).problem).toBeUndefined();
  });

  test('one server out of order does not keep the other from coming', async () => {
    const broken = new FakeProvider('kaputt');
    broken.before = () => {
      throw new SyncFailure('server-failed');
    };
    providers = [broken, provider];
    await signIn();
    expect([await titles(), await sync()]).toEqual([
      ['Jour fixe'],
      { state: 'failed', problem: 'server-failed' },
    ]);
  });

  test('a server out of order keeps the events it gave before', async () => {
    await signIn();
    provider.before = (step) => {
      if (step === 'discover') throw new SyncFailure('server-failed');
    };
    await clock.pass(SYNC_EVERY_MS);
    expect(await titles()).toEqual(['Jour fixe']);
  });

  test('a full disk is not the fault of the server', async () => {
    stores.onWrite = () => {
      throw new Error('database or disk is full');
    };
    await signIn();
    expect([await sync(), log.codes]).toEqual([{ state: 'failed', problem: 'not-stored' }, ['CAL-207']]);
  });

  test('an answer that breaks something is said, and the next turn comes', async () => {
    provider.before = () => {
      throw new TypeError('undefined is not a function');
    };
    await signIn();
    expect(await sync()).toEqual({ state: 'failed', problem: 'answer-not-understood' });
    provider.before = () => {};
    await clock.pass(SYNC_EVERY_MS);
    expect((await sync()).state).toBe('done');
  });

  test('what cannot be read is named beside what can', async () => {
    provider.put('caldav/dienst', 'b', 'Kaputt');
    await signIn();
    expect(await view()).toMatchObject({
      occurrences: [{ title: 'Jour fixe' }],
      unreadable: [{ title: 'Kaputt', reason: 'malformed' }],
    });
  });
});

describe('views', () => {
  test('come in the order of time, the longer first', async () => {
    provider.put('caldav/dienst', 'b', 'Früh@2026-11-23T07:00Z/60');
    provider.put('caldav/dienst', 'c', 'Lang@2026-11-23T09:00Z/120');
    await signIn();
    expect(await titles()).toEqual(['Früh', 'Lang', 'Jour fixe']);
  });

  test('reach far enough for every zone on earth', async () => {
    provider.put('caldav/dienst', 'b', 'Auckland@2026-11-22T11:00Z/30');
    provider.put('caldav/dienst', 'c', 'Hawaii@2026-11-30T09:59Z/30');
    await signIn();
    expect(await titles()).toEqual(['Auckland', 'Jour fixe', 'Hawaii']);
  });
});
