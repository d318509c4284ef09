import { closeOf, knock } from './door';
import { type MediaWatch, watchMedia } from './media-watch';
import { eventually, type MeetingCity, startMeetingCity } from './meeting-city';
import { startTcpRelay, type TcpRelay } from './tcp-relay';
import { DTLS_PARAMETERS, microphone, TestPeer } from './test-peer';

const NOTHING = { transports: 0, producers: 0, consumers: 0, dataProducers: 0, dataConsumers: 0 };
/** Quick, so that a dead wire need not be waited for. */
const keepAlive = { everyMs: 100, unanswered: 4 };

let city: MeetingCity;
let relay: TcpRelay;
let media: MediaWatch;

beforeEach(async () => {
  media = watchMedia();
  city = await startMeetingCity({ keepAlive });
  relay = await startTcpRelay(city.meetings.port);
});
afterEach(async () => {
  await relay.stop();
  await city.stop();
  media.stop();
});

/** Each step includes those before it. */
const STEPS: readonly (readonly [
  string,
  (peer: TestPeer, memory: { transportId: string }) => Promise<unknown>,
])[] = [
  ['the handshake', async () => {}],
  ['the capabilities', (peer) => peer.request('getRouterRtpCapabilities', {})],
  [
    'the producer transport',
    async (peer, memory) => {
      memory.transportId = (await peer.transport('producer')).transportId;
    },
  ],
  ['the consumer transport', (peer) => peer.transport('consumer')],
  [
    'connecting',
    (peer, { transportId }) =>
      peer.request('connectWebRtcTransport', { transportId, dtlsParameters: DTLS_PARAMETERS }),
  ],
  [
    'join',
    async (peer) => peer.enter((await peer.request('getRouterRtpCapabilities', {})).routerRtpCapabilities),
  ],
  [
    'produce',
    (peer, { transportId }) =>
      peer.request('produce', {
        transportId,
        kind: 'audio',
        rtpParameters: microphone(),
        appData: { source: 'audio' },
      }),
  ],
  [
    'produceData',
    (peer, { transportId }) =>
      peer.request('produceData', {
        transportId,
        sctpStreamParameters: { streamId: 1 },
        label: 'chat',
        protocol: '',
        appData: { channel: 'chat' },
      }),
  ],
];

/** Walks through the steps up to one; with `halfway` the last one is asked for but its answer not waited for. */
async function walk(peer: TestPeer, last: number, halfway: boolean): Promise<void> {
  const memory = { transportId: '' };
  for (const [index, [, step]] of STEPS.entries()) {
    if (index > last) return;
    const done = step(peer, memory);
    if (index === last && halfway) done.catch(() => {});
    else await done;
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

async function expectNothingLeft(): Promise<void> {
  await eventually(
    () => city.room('jour-fixe'),
    ({ peers }) => peers === 0,
  );
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 0, bots: 0, ...NOTHING });
  expect(await city.http('GET', '/health')).toEqual({
    status: 200,
    body: { status: 'up', routers: 0, webRtcTransports: 0 },
  });
}

const steps = STEPS.map(([name], index) => [name, index] as const);

describe.each(steps)('a client that is killed at %s', (_name, last) => {
  test.each([
    ['after the answer', false],
    ['before the answer', true],
  ])('%s leaves nothing behind', async (_when, halfway) => {
    const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira', relay.port);
    await walk(peer, last, halfway);
    relay.cut();
    await expectNothingLeft();
  });

  test('leaves to somebody who stays what was there before', async () => {
    const staying = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
    await staying.join();
    await staying.send(['audio', 'video']);
    const before = await city.room('jour-fixe');
    expect(before).toMatchObject({ peers: 1, transports: 2, producers: 2, consumers: 0 });
    const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira', relay.port);
    await walk(peer, last, true);
    relay.cut();
    await eventually(
      () => city.room('jour-fixe'),
      (room) => JSON.stringify(room) === JSON.stringify(before),
    );
    staying.throwFault();
    staying.close();
    await expectNothingLeft();
  });
});

test.each([
  ['transport', async (peer: TestPeer) => () => peer.transport('producer')],
  [
    'stream',
    async (peer: TestPeer) => {
      const { transportId } = await peer.transport('producer');
      const data = {
        transportId,
        kind: 'audio',
        rtpParameters: microphone(),
        appData: { source: 'audio' },
      } as const;
      return () => peer.request('produce', data);
    },
  ],
])('a client that is gone before the %s it asked for is there leaves none', async (_name, prepare) => {
  const staying = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
  await staying.join();
  const before = await city.room('jour-fixe');
  const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira', relay.port);
  await peer.join();
  const ask = await prepare(peer);
  const pid = media.workers.at(-1)?.pid ?? 0;
  // The worker holds its breath, so that the answer certainly comes after the end of the client.
  process.kill(pid, 'SIGSTOP');
  ask().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  relay.cut();
  await staying.next('peerClosed');
  process.kill(pid, 'SIGCONT');
  await eventually(
    () => city.room('jour-fixe'),
    (room) => JSON.stringify(room) === JSON.stringify(before),
  );
  staying.close();
});

test('a wire that goes dead without a word is noticed', async () => {
  const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira', relay.port);
  await walk(peer, STEPS.length - 1, false);
  await new Promise((resolve) => setTimeout(resolve, 10 * keepAlive.everyMs));
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 1 });
  relay.freeze();
  const since = performance.now();
  await expectNothingLeft();
  expect(performance.now() - since).toBeGreaterThan((keepAlive.unanswered - 1) * keepAlive.everyMs);
});

test('a client that answers no ping is not there', async () => {
  expect(await knock(city, await city.ticket('jour-fixe', 'token-amira'), { autoPong: false })).toMatchObject(
    {
      kind: 'in',
    },
  );
  await expectNothingLeft();
});

test('a client that is there but does not enter has to go, one that has entered may stay', async () => {
  await city.stop();
  city = await startMeetingCity({ joinWithinMs: 300 });
  const answer = await knock(city, await city.ticket('jour-fixe', 'token-amira'));
  if (answer.kind !== 'in') throw new Error('not in');
  const jonas = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
  await jonas.join();
  expect(await closeOf(answer.socket)).toEqual({ code: 4408, reason: 'join-timed-out' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(jonas.closed).toBe(false);
  jonas.close();
  await expectNothingLeft();
});

test('a client that vanishes while it is offered a stream does not keep it', async () => {
  const sender = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
  await sender.join();
  await sender.send(['audio', 'video']);
  const before = timers();
  const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira', relay.port);
  peer.answering = false;
  await peer.join();
  await peer.next('newConsumer');
  expect(await city.room('jour-fixe')).toMatchObject({ transports: 3, consumers: 1 });
  expect(timers()).toBeGreaterThan(before);
  relay.cut();
  await eventually(
    () => city.room('jour-fixe'),
    ({ peers, transports, consumers }) => peers === 1 && transports === 2 && consumers === 0,
  );
  // Nobody waits for its answer any more.
  await eventually(timers, (count) => count <= before);
  sender.close();
  await expectNothingLeft();
});

test('a client that refuses a stream gets the next one all the same', async () => {
  const sender = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
  await sender.join();
  await sender.send(['audio', 'video']);
  const peer = await TestPeer.open(city, 'jour-fixe', 'token-amira');
  peer.answering = false;
  await peer.join();
  const { consumerId } = await peer.next('newConsumer');
  peer.refuse();
  expect(await peer.next('consumerClosed')).toEqual({ consumerId });
  await peer.next('newConsumer', 2);
  peer.answer();
  expect(await city.room('jour-fixe')).toMatchObject({ consumers: 1 });
  sender.close();
  peer.close();
  await expectNothingLeft();
});

test('who enters again takes the place of the lost connection, and its media are freed', async () => {
  const other = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
  await other.join();
  const lost = await TestPeer.open(city, 'jour-fixe', 'token-amira', relay.port);
  await lost.join();
  await lost.send(['audio', 'video']);
  await other.next('newConsumer', 2);
  const before = await city.room('jour-fixe');
  const again = await TestPeer.open(city, 'jour-fixe', 'token-amira');
  expect(again.id).toBe(lost.id);
  expect(await other.next('peerClosed')).toEqual({ peerId: lost.id });
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 2, transports: 1, producers: 0, consumers: 0 });
  await again.join();
  expect(await other.next('newPeer', 2)).toMatchObject({ peer: { peerId: again.id } });
  await again.send(['audio', 'video']);
  await other.next('newConsumer', 4);
  expect(await city.room('jour-fixe')).toEqual(before);
  expect(other.all('peerClosed')).toHaveLength(1);
  other.throwFault();
  other.close();
  again.close();
  await expectNothingLeft();
});
