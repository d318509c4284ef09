import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** One encoded picture. */
export interface ClipFrame {
  readonly data: Buffer;
  /** Whether it can be decoded without the ones before. */
  readonly isKey: boolean;
}

/** One Opus packet. */
export interface ClipSound {
  readonly data: Buffer;
  /** Loudness in -dBov: 0 (loudest) to 127 (silent), as RFC 6464 writes it. */
  readonly level: number;
}

/** What the bot shows and plays, over and over. Picture and sound are equally long and both begin afresh. */
export interface BotClip {
  readonly framesPerSecond: number;
  /** VP8 (RFC 6386); the first one is a key frame. */
  readonly frames: readonly ClipFrame[];
  readonly soundMilliseconds: number;
  /** Opus (RFC 6716) at 48 kHz. */
  readonly sounds: readonly ClipSound[];
}

const headerSchema = z.object({
  format: z.literal(1),
  video: z.object({
    codec: z.literal('VP8'),
    framesPerSecond: z.int().min(1).max(60),
    /** Bytes of each frame. */
    frames: z.array(z.int().positive()).min(1),
    /** Numbers of the key frames. */
    keyFrames: z.array(z.int().min(0)).min(1),
  }),
  audio: z.object({
    codec: z.literal('opus'),
    packetMilliseconds: z.literal(20),
    /** Bytes of each packet. */
    packets: z.array(z.int().positive()).min(1),
    /** Loudness of each packet in -dBov. */
    levels: z.array(z.int().min(0).max(127)).min(1),
  }),
});

/**
 * Reads the clip that scripts/make-bot-clip.mjs made: `bot-clip.json` with the sizes, and `bot-clip.bin` with all
 * frames and after them all sound packets, end to end.
 * @param folder where both lie
 * @throws when they do not fit each other
 */
export async function readBotClip(folder = join(import.meta.dirname, 'clip')): Promise<BotClip> {
  const [headerText, data] = await Promise.all([
    readFile(join(folder, 'bot-clip.json'), 'utf8'),
    readFile(join(folder, 'bot-clip.bin')),
  ]);
  const { video, audio } = headerSchema.parse(JSON.parse(headerText));
  const keyFrames = new Set(video.keyFrames);
  let offset = 0;
  const take = (length: number) => {
    offset += length;
    return data.subarray(offset - length, offset);
  };
  const frames = video.frames.map((length, index) => ({ data: take(length), isKey: keyFrames.has(index) }));
  const sounds = audio.packets.map((length, index) => ({
    data: take(length),
    level: audio.levels[index] ?? 127,
  }));
  if (offset !== data.length || !keyFrames.has(0))
    throw new Error('bot-clip.json and bot-clip.bin do not fit');
  return {
    framesPerSecond: video.framesPerSecond,
    frames,
    soundMilliseconds: audio.packetMilliseconds,
    sounds,
  };
}
