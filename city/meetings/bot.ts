import { randomBytes, randomInt } from 'node:crypto';
import type { Producer, Router } from 'mediasoup/types';
import type { BotClip } from './bot-clip';
import type { Participant, StreamTag } from './participant';
import { asksForKeyFrame, packOpus, packVp8, type RtpStream, type Vp8Stream } from './rtp-packets';

const VIDEO_CLOCK_HZ = 90_000;
const AUDIO_CLOCK_HZ = 48_000;
const VIDEO_PAYLOAD_TYPE = 101;
const AUDIO_PAYLOAD_TYPE = 100;
const LEVEL_EXTENSION_ID = 1;
const TICK_MS = 10;
/** After a longer standstill of this process the missed part is left out instead of sent in one burst. */
const STANDSTILL_MS = 500;

export interface BotOptions {
  readonly router: Router;
  /** What people read, such as "Jonas Weber (Demo)". */
  readonly displayName: string;
  readonly clip: BotClip;
}

/** Calls `send` for every step that is due, each `stepMs` after the one before, from now until the end of time. */
class Pace {
  readonly #stepMs: number;
  readonly #send: (atMs: number) => void;
  #nextMs = 0;

  constructor(stepMs: number, send: (atMs: number) => void) {
    this.#stepMs = stepMs;
    this.#send = send;
  }

  /** @param nowMs milliseconds since the first step */
  catchUp(nowMs: number): void {
    if (nowMs - this.#nextMs > STANDSTILL_MS) this.#nextMs = nowMs;
    for (; this.#nextMs <= nowMs; this.#nextMs += this.#stepMs) this.#send(this.#nextMs);
  }
}

/**
 * Brings a bot into a room: a participant without a person, for those who come first. It stays until the router is
 * closed. It really sends: VP8 and Opus as RTP through the SFU, in real time, in a loop whose
 * sequence numbers and time stamps never jump back. Whoever asks for a key frame gets the clip's next one at once.
 * @throws when the router is closed
 */
export async function startBot({ router, displayName, clip }: BotOptions): Promise<Participant> {
  const peerId = `bot-${randomBytes(8).toString('base64url')}`;
  const video: Vp8Stream = {
    ssrc: randomInt(1, 0xffff_ffff),
    payloadType: VIDEO_PAYLOAD_TYPE,
    sequenceNumber: randomInt(0x1_0000),
    pictureId: randomInt(0x8000),
  };
  const audio: RtpStream = {
    ssrc: randomInt(1, 0xffff_ffff),
    payloadType: AUDIO_PAYLOAD_TYPE,
    sequenceNumber: randomInt(0x1_0000),
  };

  const transport = await router.createDirectTransport();
  const rtcp = { cname: peerId };
  const videoProducer = await transport.produce<StreamTag>({
    kind: 'video',
    rtpParameters: {
      codecs: [
        {
          mimeType: 'video/VP8',
          payloadType: video.payloadType,
          clockRate: VIDEO_CLOCK_HZ,
          rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
        },
      ],
      encodings: [{ ssrc: video.ssrc }],
      rtcp,
    },
    appData: { peerId, source: 'video' },
  });
  const audioProducer = await transport.produce<StreamTag>({
    kind: 'audio',
    rtpParameters: {
      codecs: [
        { mimeType: 'audio/opus', payloadType: audio.payloadType, clockRate: AUDIO_CLOCK_HZ, channels: 2 },
      ],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_EXTENSION_ID }],
      encodings: [{ ssrc: audio.ssrc }],
      rtcp,
    },
    appData: { peerId, source: 'audio' },
  });

  const timestampBase = randomInt(0x1_0000_0000);
  let frameNumber = 0;
  let soundNumber = 0;
  const picturePace = new Pace(1_000 / clip.framesPerSecond, (atMs) => {
    const frame = clip.frames[frameNumber % clip.frames.length];
    frameNumber += 1;
    if (!frame) return;
    const timestamp = timestampBase + Math.round((atMs * VIDEO_CLOCK_HZ) / 1_000);
    for (const packet of packVp8(video, frame.data, timestamp)) videoProducer.send(packet);
  });
  const soundPace = new Pace(clip.soundMilliseconds, (atMs) => {
    const sound = clip.sounds[soundNumber % clip.sounds.length];
    soundNumber += 1;
    if (!sound) return;
    const timestamp = timestampBase + Math.round((atMs * AUDIO_CLOCK_HZ) / 1_000);
    audioProducer.send(
      packOpus(audio, sound.data, timestamp, { levelExtensionId: LEVEL_EXTENSION_ID, level: sound.level }),
    );
  });

  transport.on('rtcp', (packet) => {
    if (!asksForKeyFrame(packet)) return;
    while (!clip.frames[frameNumber % clip.frames.length]?.isKey) frameNumber += 1;
  });

  const startedAt = performance.now();
  const ticking = setInterval(() => {
    const nowMs = performance.now() - startedAt;
    picturePace.catchUp(nowMs);
    soundPace.catchUp(nowMs);
  }, TICK_MS);
  transport.observer.on('close', () => clearInterval(ticking));

  const producers: readonly Producer<StreamTag>[] = [audioProducer, videoProducer];
  return {
    self: { peerId, displayName, device: { flag: 'bot', name: 'Quadrat', version: '1' } },
    producers: () => producers,
    dataProducers: () => [],
  };
}
