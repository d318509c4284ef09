import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DirectTransport, Router } from 'mediasoup/types';
import { startBot } from '../../../../city/meetings/bot';
import { type BotClip, readBotClip } from '../../../../city/meetings/bot-clip';
import { type Media, startMedia } from '../../../../city/meetings/media';
import type { Participant } from '../../../../city/meetings/participant';
import { eventually, type MeetingCity, startMeetingCity, workerBinary } from './meeting-city';
import { TestPeer } from './test-peer';

/** One second of the clip, so that the loop comes round while the test watches. */
function firstSecond({ frames, sounds, ...rest }: BotClip): BotClip {
  return { ...rest, frames: frames.slice(0, 15), sounds: sounds.slice(0, 50) };
}

interface Seen {
  readonly atMs: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly isMarked: boolean;
  /** Without RTP header and its extensions. */
  readonly payload: Buffer;
}

function readRtp(packet: Buffer): Seen {
  const flags = packet.readUInt8(0);
  const extension = flags & 0x10 ? 4 + 4 * packet.readUInt16BE(14) : 0;
  const padding = flags & 0x20 ? packet.readUInt8(packet.length - 1) : 0;
  return {
    atMs: performance.now(),
    sequenceNumber: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    isMarked: (packet.readUInt8(1) & 0x80) !== 0,
    payload: packet.subarray(12 + extension, packet.length - padding),
  };
}

/** Puts the pictures together again; what began before is left out. */
function picturesOf(packets: readonly Seen[]): { data: Buffer; timestamp: number; id: number }[] {
  const pictures: { data: Buffer; timestamp: number; id: number }[] = [];
  let parts: Buffer[] | undefined;
  for (const { payload, timestamp, isMarked } of packets) {
    if (payload.readUInt8(0) & 0x10) parts = [];
    parts?.push(payload.subarray(4));
    if (!isMarked || !parts) continue;
    pictures.push({ data: Buffer.concat(parts), timestamp, id: payload.readUInt16BE(2) & 0x7fff });
    parts = undefined;
  }
  return pictures;
}

function stepsOf(values: readonly number[], modulus: number): number[] {
  return values.slice(1).map((value, index) => (value - (values[index] ?? 0) + modulus) % modulus);
}

describe('the clip', () => {
  test('is there: equally long in picture and sound, a key frame every second, loudness that fits', async () => {
    const { frames, framesPerSecond, sounds, soundMilliseconds } = await readBotClip();
    expect({ framesPerSecond, seconds: frames.length / framesPerSecond }).toEqual({
      framesPerSecond: 15,
      seconds: 10,
    });
    expect(sounds.length * soundMilliseconds).toBe(10_000);
    frames.forEach(({ data, isKey }, index) => {
      expect(isKey).toBe(index % 15 === 0);
      // RFC 6386, 9.1: lowest bit 0 in a key frame.
      expect((data.readUInt8(0) & 1) === 0).toBe(isKey);
    });
    expect(frames.at(0)?.data.subarray(3, 6).toString('hex')).toBe('9d012a');
    expect(Math.min(...sounds.map(({ level }) => level))).toBeLessThan(40);
    expect(sounds[0]?.level).toBe(127);
  });

  test('is refused when header and data do not fit each other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bot-clip-'));
    const audio = { codec: 'opus', packetMilliseconds: 20, packets: [2], levels: [127] };
    const video = { codec: 'VP8', framesPerSecond: 15, frames: [3], keyFrames: [0] };
    await writeFile(join(folder, 'bot-clip.json'), JSON.stringify({ format: 1, video, audio }));
    await writeFile(join(folder, 'bot-clip.bin'), Buffer.alloc(5));
    expect(await readBotClip(folder)).toMatchObject({ frames: [{ isKey: true }], sounds: [{ level: 127 }] });
    await writeFile(join(folder, 'bot-clip.bin'), Buffer.alloc(6));
    await expect(readBotClip(folder)).rejects.toThrow('do not fit');
  });
});

describe('the bot', () => {
  let media: Media;
  let router: Router;
  let bot: Participant;
  let listener: DirectTransport;
  let clip: BotClip;

  beforeAll(async () => {
    media = await startMedia({
      workerBin: await workerBinary(),
      address: '127.0.0.1',
      tcpPort: 0,
      udp: false,
      log: () => {},
    });
    ({ router } = await media.openRoom());
    clip = firstSecond(await readBotClip());
    bot = await startBot({ router, displayName: 'Jonas Weber (Demo)', clip });
    listener = await router.createDirectTransport();
  });
  afterAll(() => media.stop());

  async function listen(source: 'audio' | 'video') {
    const [producer] = [...bot.producers()].filter(({ appData }) => appData.source === source);
    if (!producer) throw new Error(`no ${source}`);
    const packets: Seen[] = [];
    const consumer = await listener.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
      paused: true,
    });
    consumer.on('rtp', (packet) => packets.push(readRtp(packet)));
    await consumer.resume();
    return { consumer, packets };
  }

  test('sends moving pictures without a gap over the seam of the loop', async () => {
    const { consumer, packets } = await listen('video');
    await eventually(
      () => picturesOf(packets).length,
      (count) => count > 40,
    );
    const [stats] = await consumer.getStats();
    consumer.close();
    expect(stats).toMatchObject({ type: 'outbound-rtp', mimeType: 'video/VP8' });
    expect(stats?.packetCount).toBeGreaterThan(40);
    const pictures = picturesOf(packets);
    expect(
      new Set(
        stepsOf(
          packets.map(({ sequenceNumber }) => sequenceNumber),
          0x1_0000,
        ),
      ),
    ).toEqual(new Set([1]));
    expect(
      new Set(
        stepsOf(
          pictures.map(({ id }) => id),
          0x8000,
        ),
      ),
    ).toEqual(new Set([1]));
    expect(
      new Set(
        stepsOf(
          pictures.map(({ timestamp }) => timestamp),
          2 ** 32,
        ),
      ),
    ).toEqual(new Set([6_000]));
    // Every picture is the clip's next one, from a key frame on and round again.
    const order = pictures.map(({ data }) => clip.frames.findIndex((frame) => frame.data.equals(data)));
    expect(order[0]).toBe(0);
    expect(order).toEqual(order.map((_number, index) => index % 15));
  });

  test('sends sound in real time without a gap over the seam of the loop', async () => {
    const { consumer, packets } = await listen('audio');
    await eventually(
      () => packets.length,
      (count) => count > 120,
    );
    consumer.close();
    expect(
      new Set(
        stepsOf(
          packets.map(({ sequenceNumber }) => sequenceNumber),
          0x1_0000,
        ),
      ),
    ).toEqual(new Set([1]));
    expect(
      new Set(
        stepsOf(
          packets.map(({ timestamp }) => timestamp),
          2 ** 32,
        ),
      ),
    ).toEqual(new Set([960]));
    const order = packets.map(({ payload }) => clip.sounds.findIndex(({ data }) => data.equals(payload)));
    expect(order).not.toContain(-1);
    const took = (packets.at(-1)?.atMs ?? 0) - (packets[0]?.atMs ?? 0);
    expect(Math.abs(took - 20 * (packets.length - 1))).toBeLessThan(150);
  });

  test('answers a request for a key frame with the next one at once', async () => {
    const { consumer, packets } = await listen('video');
    await eventually(
      () => picturesOf(packets).length,
      (count) => count > 4,
    );
    packets.length = 0;
    await consumer.requestKeyFrame();
    await eventually(
      () => picturesOf(packets).length,
      (count) => count >= 3,
    );
    consumer.close();
    const firstThree = picturesOf(packets).slice(0, 3);
    expect(firstThree.some(({ data }) => data.equals(clip.frames[0]?.data ?? Buffer.alloc(0)))).toBe(true);
  });

  test('leaves out what it missed while the process stood still', async () => {
    const { consumer, packets } = await listen('audio');
    await eventually(
      () => packets.length,
      (count) => count > 5,
    );
    const before = packets.at(-1)?.timestamp ?? 0;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    const count = packets.length;
    await eventually(
      () => packets.length,
      (length) => length >= count + 10,
    );
    consumer.close();
    const timestamps = packets.map(({ timestamp }) => timestamp);
    const steps = stepsOf(timestamps.slice(timestamps.indexOf(before)), 2 ** 32);
    // One second is 48,000; without the leap it would be made of fifty packets of 960 in one burst.
    expect(Math.max(...steps)).toBeGreaterThan(40_000);
    expect(
      new Set(
        stepsOf(
          packets.map(({ sequenceNumber }) => sequenceNumber),
          0x1_0000,
        ),
      ),
    ).toEqual(new Set([1]));
  });

  test('ends with its router', async () => {
    const { packets } = await listen('audio');
    await eventually(
      () => packets.length,
      (count) => count > 2,
    );
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    router.close();
    expect(timers()).toBe(before - 1);
    expect([...bot.producers()].map(({ closed }) => closed)).toEqual([true, true]);
  });
});

describe('a room with a bot', () => {
  let city: MeetingCity;

  beforeEach(async () => {
    city = await startMeetingCity({
      rooms: [{ id: 'jour-fixe', title: 'Jour fixe', capacity: 1, botName: 'Jonas Weber (Demo)' }],
    });
  });
  afterEach(() => city.stop());

  test('is empty until somebody comes, and after the last one has left', async () => {
    expect(await city.room('jour-fixe')).toMatchObject({ peers: 0, bots: 0, producers: 0 });
    const amira = await TestPeer.open(city, 'jour-fixe', 'token-amira');
    expect(await city.room('jour-fixe')).toMatchObject({ peers: 1, bots: 1, transports: 1, producers: 2 });
    amira.close();
    await eventually(
      () => city.room('jour-fixe'),
      ({ peers }) => peers === 0,
    );
    expect(await city.room('jour-fixe')).toMatchObject({ bots: 0, transports: 0, producers: 0 });
  });

  test('shows the bot like any other participant, sending and heard', async () => {
    const amira = await TestPeer.open(city, 'jour-fixe', 'token-amira');
    const { peers } = await amira.join();
    const peerId = peers[0]?.peerId ?? '';
    expect(peers).toEqual([
      { peerId, displayName: 'Jonas Weber (Demo)', device: { flag: 'bot', name: 'Quadrat', version: '1' } },
    ]);
    expect(await amira.next('newConsumer', 2)).toMatchObject({ peerId });
    const streams = amira.all('newConsumer');
    expect(streams.map(({ appData }) => appData.source).sort()).toEqual(['audio', 'video']);
    // The sound begins with silence, in which nobody speaks.
    await eventually(
      () => amira.all('activeSpeaker'),
      (speakers) => speakers.some((speaker) => speaker.peerId === peerId),
    );
    const speaking = await eventually(
      () => amira.all('speakingPeers').find(({ peerVolumes }) => peerVolumes.length > 0),
      (found) => found !== undefined,
    );
    expect(speaking?.peerVolumes).toEqual([{ peerId, volume: expect.any(Number) }]);
    for (const { consumerId } of streams) {
      const { stats } = await amira.request('getConsumerStats', { consumerId });
      expect(stats).toContainEqual(expect.objectContaining({ type: 'inbound-rtp', packetsLost: 0 }));
    }
    amira.throwFault();
    amira.close();
  });
});
