import {
  MeetingSession,
  type SessionState,
} from '../../../../../../src/renderer/features/meetings/session/meeting-session';
import type { TicketAnswer } from '../../../../../../src/shared/features/meetings/meetings.contract';
import { SIGNALING_CLOSE_CODES } from '../../../../../../src/shared/features/meetings/signaling-close.model';
import { FakeClock } from '../../../../../fakes/fake-clock';
import { FakeMeetingServer, NEVER } from '../../../../../fakes/fake-meeting-server';
import { FakeTrack } from '../../../../../fakes/fake-track';

const JONAS = { peerId: 'jonas', displayName: 'Jonas Weber' };

async function visit(prepare: (server: FakeMeetingServer) => void = () => {}) {
  const server = new FakeMeetingServer();
  const clock = new FakeClock();
  const states: SessionState[] = [];
  const tickets: { given: number; next: (n: number) => Promise<TicketAnswer> | TicketAnswer } = {
    given: 0,
    next: (n) => ({
      ok: true,
      ticket: {
        signalingUrl: `wss://meet.test/?ticket=${n}`,
        roomId: 'r',
        peerId: 'me',
        displayName: 'Amira',
      },
    }),
  };
  prepare(server);
  const { openSignaling, loadDevice } = server;
  const requestTicket = async () => {
    tickets.given += 1;
    return tickets.next(tickets.given);
  };
  const session = new MeetingSession(
    { requestTicket, openSignaling, loadDevice, clock, chance: () => 1 },
    {},
    (state) => void states.push(state),
  );
  await clock.pass(0);
  const now = () => {
    const last = states.at(-1);
    if (!last) throw new Error('nothing told');
    return last;
  };
  return { server, clock, session, states, tickets, now };
}

test('joins with a ticket: receiving is possible before it enters the room', async () => {
  const { server, states, now } = await visit((one) => {
    one.peers = [JONAS];
  });
  expect(server.connection.url).toBe('wss://meet.test/?ticket=1');
  expect(server.connection.said).toEqual([
    'getRouterRtpCapabilities',
    'createWebRtcTransport',
    'createWebRtcTransport',
    'join',
  ]);
  expect(states.map(({ phase }) => phase)).toEqual(['joining', 'in-meeting']);
  expect(now()).toMatchObject({
    self: { peerId: 'me', displayName: 'Amira' },
    room: { participants: [{ ...JONAS, tracks: {} }] },
  });
});

test.each(['not-invited', 'room-full', 'network-blocked', 'server-silent'] as const)(
  'without a ticket there is no meeting: %s',
  async (reason) => {
    const { server, now, clock, session, tickets } = await visit();
    session.leave();
    const again: SessionState[] = [];
    tickets.next = () => ({ ok: false, reason });
    new MeetingSession(
      { ...server, requestTicket: async () => tickets.next(0), clock, chance: () => 0 },
      {},
      (state) => void again.push(state),
    );
    await clock.pass(200_000);
    expect(again).toEqual([{ phase: 'joining' }, { phase: 'failed', problem: reason }]);
    expect(server.connections).toHaveLength(1);
    expect(now().phase).toBe('in-meeting');
  },
);

test.each([
  ['ticket-invalid', 'ticket-refused'],
  ['ticket-expired', 'ticket-refused'],
  ['ticket-used', 'ticket-refused'],
  ['room-full', 'room-full'],
  ['replaced-by-newer-connection', 'replaced'],
  ['server-stopping', 'server-gone'],
  ['join-timed-out', 'server-silent'],
] as const)('the server ends a first connection: %s', async (reason, problem) => {
  const { now, server } = await visit((one) => {
    one.greeting = SIGNALING_CLOSE_CODES[reason];
  });
  expect(now()).toEqual({ phase: 'failed', problem });
  expect(server.connections).toHaveLength(1);
});

test.each([
  [
    'a server that cannot be reached',
    (one: FakeMeetingServer) => Object.assign(one, { greeting: 1006 }),
    'server-silent',
  ],
  ['a request that is refused', (one: FakeMeetingServer) => one.refuse('join'), 'server-failed'],
  [
    'a machine that cannot speak the codecs',
    (one: FakeMeetingServer) => Object.assign(one, { loading: () => Promise.reject(new Error('no codec')) }),
    'media-failed',
  ],
] as const)('%s is told at once', async (_, prepare, problem) => {
  const { now } = await visit(prepare);
  expect(now()).toEqual({ phase: 'failed', problem });
});

test.each([
  ['that never opens', (one: FakeMeetingServer) => Object.assign(one, { greeting: 'silent' }), 15_000],
  [
    'that never answers',
    (one: FakeMeetingServer) => Object.assign(one.answers, { join: () => NEVER }),
    8_000,
  ],
] as const)('a server %s is given up', async (_, prepare, limit) => {
  const { now, clock, server } = await visit(prepare);
  await clock.pass(limit - 1);
  expect(now().phase).toBe('joining');
  await clock.pass(1);
  expect(now()).toEqual({ phase: 'failed', problem: 'server-silent' });
  expect(server.connection.isClosed).toBe(true);
  expect(server.transports.every(({ isClosed }) => isClosed)).toBe(true);
});

test('a lost connection is made again with a new ticket, and everything is sent anew', async () => {
  const { server, clock, session, states, now } = await visit((one) => {
    one.peers = [JONAS];
  });
  const microphone = new FakeTrack('audio', 'mic').asTrack;
  session.send({ audio: { track: microphone, isPaused: true } });
  await clock.pass(0);
  server.connection.drop();
  expect(now()).toMatchObject({
    phase: 'reconnecting',
    problem: 'server-gone',
    room: { participants: [JONAS] },
  });
  expect(server.transports.every(({ isClosed }) => isClosed)).toBe(true);
  await clock.pass(500);
  expect(server.connection.url).toBe('wss://meet.test/?ticket=2');
  expect(now().phase).toBe('in-meeting');
  expect(server.producers.map(({ track }) => track)).toEqual([microphone, microphone]);
  expect(server.connection.notified).toEqual([
    { method: 'pauseProducer', data: { producerId: server.producers[1]?.id } },
  ]);
  expect(states.map(({ phase }) => phase)).not.toContain('failed');
});

test('a server that is away is tried again, more and more calmly, for two minutes', async () => {
  const { server, clock, now, tickets } = await visit();
  tickets.next = () => ({ ok: false, reason: 'network-blocked' });
  server.connection.drop();
  const times: number[] = [];
  for (let second = 0; second < 119; second += 1) {
    const before = tickets.given;
    await clock.pass(1_000);
    if (tickets.given > before) times.push(second);
    expect(now()).toMatchObject({ phase: 'reconnecting' });
  }
  expect(times.slice(0, 6)).toEqual([0, 1, 3, 7, 15, 23]);
  expect(now()).toMatchObject({ problem: 'network-blocked' });
  await clock.pass(1_000);
  expect(now()).toEqual({ phase: 'failed', problem: 'network-blocked' });
  const { given } = tickets;
  await clock.pass(60_000);
  expect(tickets.given).toBe(given);
});

test('gives up on time also when the last try hangs', async () => {
  const { server, clock, now, tickets } = await visit();
  server.connection.drop();
  tickets.next = () => NEVER;
  await clock.pass(119_999);
  expect(now()).toMatchObject({ phase: 'reconnecting' });
  await clock.pass(1);
  expect(now()).toEqual({ phase: 'failed', problem: 'server-gone' });
});

test('after a meeting has come back, the patience starts anew', async () => {
  const { server, clock, now, tickets } = await visit();
  const { next } = tickets;
  for (let round = 0; round < 2; round += 1) {
    tickets.next = () => ({ ok: false, reason: 'server-silent' });
    server.connection.drop();
    await clock.pass(100_000);
    tickets.next = next;
    await clock.pass(8_000);
    expect(now().phase).toBe('in-meeting');
    await clock.pass(20_000);
  }
  server.connection.drop();
  await clock.pass(500);
  expect(now().phase).toBe('in-meeting');
});

test('a connection that breaks again and again without ever holding is given up', async () => {
  const { server, clock, now } = await visit();
  for (let second = 0; second < 121; second += 1) {
    if (!server.connection.isClosed && now().phase === 'in-meeting') server.connection.drop();
    await clock.pass(1_000);
  }
  expect(now()).toEqual({ phase: 'failed', problem: 'server-gone' });
  expect(server.connections.length).toBeLessThan(25);
});

test.each([['replaced-by-newer-connection', 'replaced']] as const)(
  'does not come back when the server says so: %s',
  async (reason, problem) => {
    const { server, clock, now } = await visit();
    server.connection.drop(SIGNALING_CLOSE_CODES[reason]);
    await clock.pass(60_000);
    expect(now()).toEqual({ phase: 'failed', problem });
    expect(server.connections).toHaveLength(1);
  },
);

test.each(['not-invited', 'unknown-room'] as const)(
  'does not try to come back without hope: %s',
  async (reason) => {
    const { server, clock, now, tickets } = await visit();
    tickets.next = () => ({ ok: false, reason });
    server.connection.drop();
    await clock.pass(500);
    expect(now()).toEqual({ phase: 'failed', problem: reason });
  },
);

test('sound and picture that do not get through are told until they do, and forgotten with the connection', async () => {
  const { server, clock, now } = await visit();
  expect(now()).toMatchObject({ phase: 'in-meeting', isStuck: false });
  server.transport('producer').stateChanged('connecting');
  await clock.pass(2_000);
  expect(now()).toMatchObject({ phase: 'in-meeting', isStuck: true });
  server.connection.drop();
  await clock.pass(500);
  expect(now()).toMatchObject({ phase: 'in-meeting', isStuck: false });
});

test('a way for sound and picture that stays closed is given up in the end, and named', async () => {
  const { server, clock, now } = await visit();
  for (let second = 0; second < 180 && now().phase !== 'failed'; second += 1) {
    if (now().phase === 'in-meeting') server.transport('producer').stateChanged('connecting');
    await clock.pass(1_000);
  }
  expect(now()).toEqual({ phase: 'failed', problem: 'media-blocked' });
});

test('a connection whose other end has vanished is noticed by its silence', async () => {
  const { server, clock, now } = await visit();
  server.answers.getTransportStats = () => NEVER;
  await clock.pass(10_000 + 7_999);
  expect(now().phase).toBe('in-meeting');
  await clock.pass(1);
  expect(now()).toMatchObject({ phase: 'reconnecting', problem: 'server-gone' });
});

test('leaving ends everything and tells nothing more', async () => {
  for (const moment of ['ticket', 'opening', 'joining', 'inside', 'reconnecting']) {
    const { server, clock, session, states, tickets } = await visit((one) => {
      if (moment === 'opening') one.greeting = 'silent';
      if (moment === 'joining') one.answers.createWebRtcTransport = () => NEVER;
    });
    let giveTicket = () => {};
    if (moment === 'ticket' || moment === 'reconnecting') {
      const { next } = tickets;
      tickets.next = (n) =>
        new Promise((resolve) => {
          giveTicket = () => resolve(next(n));
        });
      server.connection.drop();
      await clock.pass(moment === 'ticket' ? 1_000 : 0);
    }
    const told = states.length;
    session.leave();
    giveTicket();
    await clock.pass(300_000);
    expect([moment, states.length]).toEqual([moment, told]);
    expect(server.connections.every(({ isClosed }) => isClosed)).toBe(true);
    expect(server.transports.every(({ isClosed }) => isClosed)).toBe(true);
  }
});
