import fc from 'fast-check';
import {
  type ClientNotifications,
  type ClientRequests,
  clientNotificationSchemas,
  clientRequestSchemas,
} from '../../../../src/shared/features/meetings/signaling.model';
import { closeOf, knock } from './door';
import { type MediaWatch, watchMedia } from './media-watch';
import { eventually, type MeetingCity, startMeetingCity } from './meeting-city';
import { camera, DTLS_PARAMETERS, microphone, TestPeer } from './test-peer';

let media: MediaWatch;
let city: MeetingCity;
let peer: TestPeer;
let transportId: string;

beforeAll(async () => {
  media = watchMedia();
  city = await startMeetingCity({
    rooms: [{ id: 'jour-fixe', title: 'Jour fixe', botName: 'Jonas Weber (Demo)' }],
  });
  peer = await TestPeer.open(city, 'jour-fixe', 'token-amira');
  await peer.join();
  ({ transportId } = await peer.transport('producer'));
});
afterAll(async () => {
  peer.throwFault();
  peer.close();
  await city.stop();
  media.stop();
});

/** Whatever happened: the same worker still runs, and the server answers. */
async function expectUnharmed(): Promise<void> {
  expect(media.workers.map(({ closed }) => closed)).toEqual([false]);
  expect(await city.http('GET', '/health')).toMatchObject({
    status: 200,
    body: { status: 'up', routers: 1 },
  });
  expect(peer.closed).toBe(false);
  await peer.request('getTransportStats', { transportId });
}

const jsonValue = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>;

/** A sound value in which one place, or the whole, is something else. */
function spoiled(sound: unknown): fc.Arbitrary<unknown> {
  const places: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    places.push(path);
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index]);
    else if (value && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(sound, []);
  const put = (value: unknown, [key, ...rest]: readonly (string | number)[], other: unknown): unknown => {
    if (key === undefined) return other;
    if (Array.isArray(value))
      return value.map((item, index) => (index === key ? put(item, rest, other) : item));
    const fields = value as Record<string, unknown>;
    return { ...fields, [key]: put(fields[key], rest, other) };
  };
  return fc.tuple(fc.constantFrom(...places), jsonValue).map(([path, other]) => put(sound, path, other));
}

function soundRequests(): { [N in keyof ClientRequests]: ClientRequests[N]['data'] } {
  return {
    getRouterRtpCapabilities: {},
    createWebRtcTransport: { forceTcp: true, appData: { direction: 'consumer' } },
    connectWebRtcTransport: { transportId: 'unknown', dtlsParameters: DTLS_PARAMETERS },
    join: { displayName: 'Amira', device: { flag: 'chrome', name: 'Chrome' }, rtpCapabilities: {} },
    produce: { transportId, kind: 'video', rtpParameters: camera(), appData: { source: 'screensharing' } },
    produceData: {
      transportId,
      sctpStreamParameters: { streamId: 3, ordered: true },
      label: 'chat',
      protocol: '',
      appData: { channel: 'chat' },
    },
    restartIce: { transportId: 'unknown' },
    getTransportStats: { transportId },
    getProducerStats: { producerId: 'unknown' },
    getConsumerStats: { consumerId: 'unknown' },
  };
}

describe.each(Object.keys(clientRequestSchemas) as (keyof ClientRequests)[])('%s', (name) => {
  test('refuses what is malformed and survives what only looks sound', async () => {
    const sound = soundRequests()[name];
    await fc.assert(
      fc.asyncProperty(fc.oneof(jsonValue, spoiled(sound)), async (data) => {
        const refusal = await peer.tryRequest(name, data);
        // protoo sends an empty object in the place of what is false.
        if (clientRequestSchemas[name].data.safeParse(data || {}).success) {
          expect([undefined, 400, 404, 409]).toContain(refusal?.code);
        } else {
          expect(refusal).toEqual({ code: 400, reason: expect.stringMatching(/^malformed: [\w.]+$/) });
        }
      }),
      { numRuns: 60 },
    );
    await expectUnharmed();
  });
});

describe.each(Object.keys(clientNotificationSchemas) as (keyof ClientNotifications)[])('%s', (name) => {
  test('ignores what is malformed', async () => {
    const sound = { producerId: 'x', consumerId: 'x', spatialLayer: 0, priority: 1, displayName: 'Amira' };
    await fc.assert(
      fc.asyncProperty(fc.oneof(jsonValue, spoiled(sound)), async (data) => {
        peer.tryNotify(name, data);
        await peer.request('getTransportStats', { transportId });
      }),
      { numRuns: 20 },
    );
    await expectUnharmed();
  });
});

test('unknown names are refused, also those every object has', async () => {
  for (const name of ['', 'kickEverybody', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(await peer.tryRequest(name, {})).toEqual({ code: 400, reason: 'unknown-request' });
    peer.tryNotify(name, {});
  }
  await expectUnharmed();
});

test('streams with nonsensical but well-formed parameters do not harm the media worker', async () => {
  const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
  const rtpParameters = fc.record(
    {
      mid: fc.string({ maxLength: 8 }),
      codecs: fc.array(
        fc.record(
          {
            mimeType: fc.constantFrom(
              'audio/opus',
              'video/VP8',
              'video/rtx',
              'video/H264',
              'audio/PCMU',
              'x/y',
            ),
            payloadType: uint(7),
            clockRate: fc.constantFrom(0, 8_000, 48_000, 90_000),
            channels: uint(3),
            parameters: fc.dictionary(
              fc.string({ maxLength: 8 }),
              fc.oneof(fc.integer(), fc.string({ maxLength: 8 })),
            ),
            rtcpFeedback: fc.array(fc.record({ type: fc.constantFrom('nack', 'ccm', 'x') })),
          },
          { requiredKeys: ['mimeType', 'payloadType', 'clockRate'] },
        ),
        { maxLength: 4 },
      ),
      encodings: fc.array(
        fc.record(
          {
            ssrc: uint(32),
            rid: fc.string({ maxLength: 6 }),
            scalabilityMode: fc.constantFrom('L9T9', 'S3T3', 'x'),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 4 },
      ),
      headerExtensions: fc.array(
        fc.record({ uri: fc.constant('urn:ietf:params:rtp-hdrext:sdes:mid' as const), id: uint(8) }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['codecs'] },
  );
  await fc.assert(
    fc.asyncProperty(rtpParameters, fc.constantFrom('audio', 'video'), async (parameters, kind) => {
      const { transportId: own } = await peer.transport('producer');
      const data = { transportId: own, kind, rtpParameters: parameters, appData: { source: kind } };
      expect([undefined, 400]).toContain((await peer.tryRequest('produce', data))?.code);
    }),
    { numRuns: 150 },
  );
  ({ transportId } = await peer.transport('producer'));
  await expectUnharmed();
});

test.each([
  ['null', 'null'],
  ['no JSON', '{"request":true'],
  ['a list', '[]'],
  ['no protoo', '{"hello":"world"}'],
  ['a request without a number', '{"request":true,"method":"join","data":{}}'],
  ['a name without end', JSON.stringify({ request: true, id: 1, method: 'x'.repeat(1_000), data: {} })],
])('a message that is %s ends the connection and nothing else', async (_name, text) => {
  const answer = await knock(city, await city.ticket('jour-fixe', 'token-jonas'));
  if (answer.kind !== 'in') throw new Error('not in');
  const closed = closeOf(answer.socket);
  answer.socket.send(text);
  expect(await closed).toEqual({ code: 4400, reason: 'protocol-violated' });
  await expectUnharmed();
});

test('a message without end, a binary one and a flood end the connection and nothing else', async () => {
  const binary = await knock(city, await city.ticket('jour-fixe', 'token-jonas'));
  if (binary.kind !== 'in') throw new Error('not in');
  const binaryClosed = closeOf(binary.socket);
  binary.socket.send(Buffer.from([1, 2, 3]));
  expect(await binaryClosed).toMatchObject({ code: 4400 });

  const endless = await knock(city, await city.ticket('jour-fixe', 'token-jonas'));
  if (endless.kind !== 'in') throw new Error('not in');
  const endlessClosed = closeOf(endless.socket);
  endless.socket.send(JSON.stringify({ request: true, id: 1, method: 'join', data: 'x'.repeat(200_000) }));
  expect(await endlessClosed).toMatchObject({ code: 1009 });

  const flood = await knock(city, await city.ticket('jour-fixe', 'token-jonas'));
  if (flood.kind !== 'in') throw new Error('not in');
  const floodClosed = closeOf(flood.socket);
  const question = {
    request: true,
    method: 'createWebRtcTransport',
    data: soundRequests().createWebRtcTransport,
  };
  for (let id = 0; id < 300; id += 1) flood.socket.send(JSON.stringify({ ...question, id }));
  expect(await floodClosed).toEqual({ code: 4400, reason: 'protocol-violated' });
  await eventually(
    () => city.room('jour-fixe'),
    ({ peers, transports }) => peers === 1 && transports === 3,
  );
  await expectUnharmed();
});

test('answers to questions nobody asked are ignored', async () => {
  const answer = await knock(city, await city.ticket('jour-fixe', 'token-jonas'));
  if (answer.kind !== 'in') throw new Error('not in');
  answer.socket.send(JSON.stringify({ response: true, id: 7, ok: true, data: {} }));
  answer.socket.send(JSON.stringify({ response: true, id: 8, errorCode: 500, errorReason: 'x' }));
  const heard = new Promise((resolve) =>
    answer.socket.once('message', (raw) => resolve(JSON.parse(raw.toString()))),
  );
  answer.socket.send(
    JSON.stringify({ request: true, id: 9, method: 'produce', data: { rtpParameters: microphone() } }),
  );
  expect(await heard).toMatchObject({ response: true, id: 9, errorCode: 400 });
  answer.socket.close();
});
