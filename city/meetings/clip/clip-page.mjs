/*
 * Runs in the page that make-clip.mjs opens: draws and encodes the bot's clip with WebCodecs. The picture is the
 * city of squares from above, with a tram on its streets and a clock whose hand goes round once in the loop; the
 * sound is a soft call of two tones and its answer. Everything is periodic, so that the loop has no seam.
 */

const WIDTH = 480;
const HEIGHT = 270;
const FRAMES_PER_SECOND = 15;
/** Length of the loop. */
export const SECONDS = 10;
const KEY_EVERY = FRAMES_PER_SECOND;
const VIDEO_BITS_PER_SECOND = 230_000;

const SAMPLE_RATE = 48_000;
const PACKET_MS = 20;
const AUDIO_BITS_PER_SECOND = 24_000;

const COLOURS = {
  street: '#1f3140',
  squareDark: [47, 79, 98],
  squareLight: [119, 158, 172],
  park: [92, 138, 110],
  tram: '#f2b84b',
  face: '#f4f1ea',
  hand: '#b23a48',
  mark: '#41545f',
};

/** The grid: blocks of 32 with streets of 8 between them. */
const BLOCK = 32;
const STREET = 8;
const PITCH = BLOCK + STREET;
const COLUMNS = 12;
const ROWS = 7;
const LEFT = (WIDTH - COLUMNS * PITCH + STREET) / 2;
const TOP = (HEIGHT - ROWS * PITCH + STREET) / 2;

function blend(from, to, share) {
  return `rgb(${from.map((channel, index) => Math.round(channel + (to[index] - channel) * share)).join(' ')})`;
}

/** @param turn 0 to 1, where the loop stands */
function draw(context, turn) {
  const around = 2 * Math.PI * turn;
  context.fillStyle = COLOURS.street;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const isPark = (column === 2 && row === 1) || (column === 9 && row === 5);
      // A calm wave of light from corner to corner, in few steps, since every change costs bits.
      const wave = 0.5 + 0.5 * Math.sin(around - 0.55 * (column + row));
      const share = Math.round(wave * 8) / 8;
      context.fillStyle = isPark
        ? blend(COLOURS.park, COLOURS.squareLight, share * 0.3)
        : blend(COLOURS.squareDark, COLOURS.squareLight, share * 0.7);
      context.beginPath();
      context.roundRect(LEFT + column * PITCH, TOP + row * PITCH, BLOCK, BLOCK, 3);
      context.fill();
    }
  }
  drawTram(context, turn);
  drawClock(context, turn);
}

/** The tram goes round the ring of streets one block inside the edge. */
function drawTram(context, turn) {
  const left = LEFT + PITCH - STREET / 2;
  const top = TOP + PITCH - STREET / 2;
  const across = (COLUMNS - 2) * PITCH;
  const down = (ROWS - 2) * PITCH;
  const way = 2 * (across + down);
  const at = (distance) => {
    const along = ((distance % way) + way) % way;
    if (along < across) return [left + along, top];
    if (along < across + down) return [left + across, top + along - across];
    if (along < 2 * across + down) return [left + across - (along - across - down), top + down];
    return [left, top + down - (along - 2 * across - down)];
  };
  context.strokeStyle = COLOURS.tram;
  context.lineWidth = 6;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (let back = 0; back <= 44; back += 2) {
    const [x, y] = at(turn * way - back);
    if (back === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
}

function drawClock(context, turn) {
  const [x, y, radius] = [WIDTH / 2, HEIGHT / 2, 62];
  context.fillStyle = COLOURS.face;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.lineCap = 'round';
  context.strokeStyle = COLOURS.mark;
  context.lineWidth = 4;
  for (let mark = 0; mark < SECONDS; mark += 1) {
    const angle = (2 * Math.PI * mark) / SECONDS;
    context.beginPath();
    context.moveTo(x + Math.sin(angle) * (radius - 12), y - Math.cos(angle) * (radius - 12));
    context.lineTo(x + Math.sin(angle) * (radius - 7), y - Math.cos(angle) * (radius - 7));
    context.stroke();
  }
  const angle = 2 * Math.PI * turn;
  context.strokeStyle = COLOURS.hand;
  context.lineWidth = 5;
  context.beginPath();
  context.moveTo(x - Math.sin(angle) * 12, y + Math.cos(angle) * 12);
  context.lineTo(x + Math.sin(angle) * (radius - 18), y - Math.cos(angle) * (radius - 18));
  context.stroke();
  context.fillStyle = COLOURS.hand;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fill();
}

function bytesOf(chunk) {
  const bytes = new Uint8Array(chunk.byteLength);
  chunk.copyTo(bytes);
  return bytes;
}

async function encodePictures() {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  const frames = [];
  const keyFrames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      if (chunk.type === 'key') keyFrames.push(frames.length);
      frames.push(bytesOf(chunk));
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({
    codec: 'vp8',
    width: WIDTH,
    height: HEIGHT,
    bitrate: VIDEO_BITS_PER_SECOND,
    framerate: FRAMES_PER_SECOND,
    latencyMode: 'quality',
  });
  const count = SECONDS * FRAMES_PER_SECOND;
  // Twice round, and the second one is kept: at first the encoder does not know yet what a picture costs.
  for (let index = 0; index < 2 * count; index += 1) {
    draw(context, (index / count) % 1);
    const frame = new VideoFrame(canvas, { timestamp: Math.round((index * 1e6) / FRAMES_PER_SECOND) });
    encoder.encode(frame, { keyFrame: index % KEY_EVERY === 0 });
    frame.close();
  }
  await encoder.flush();
  encoder.close();
  if (frames.length !== 2 * count) throw new Error(`${frames.length} frames instead of ${2 * count}`);
  return {
    frames: frames.slice(count),
    keyFrames: keyFrames.filter((number) => number >= count).map((number) => number - count),
  };
}

/** Two soft tones; silent at both ends of the loop. */
async function renderSound() {
  const context = new OfflineAudioContext(1, SAMPLE_RATE * SECONDS, SAMPLE_RATE);
  const notes = [
    [0.5, 659.26],
    [0.95, 880],
    [5.5, 880],
    [5.95, 659.26],
  ];
  for (const [start, frequency] of notes) {
    for (const [overtone, loudness] of [
      [1, 0.08],
      [2, 0.018],
    ]) {
      const tone = new OscillatorNode(context, { frequency: frequency * overtone });
      const shape = new GainNode(context, { gain: 0 });
      shape.gain.setValueAtTime(0, start);
      shape.gain.linearRampToValueAtTime(loudness, start + 0.02);
      shape.gain.setTargetAtTime(0, start + 0.02, 0.35 / overtone);
      tone.connect(shape).connect(context.destination);
      tone.start(start);
      tone.stop(start + 3);
    }
  }
  return (await context.startRendering()).getChannelData(0);
}

/** Loudness of one packet in -dBov (RFC 6464): 0 is the loudest, 127 silence. */
function levelOf(samples) {
  const meanSquare = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return meanSquare === 0 ? 127 : Math.max(0, Math.min(127, Math.round(-10 * Math.log10(meanSquare))));
}

async function encodeSound() {
  const samples = await renderSound();
  const perPacket = (SAMPLE_RATE * PACKET_MS) / 1_000;
  const count = samples.length / perPacket;
  const packets = [];
  const encoder = new AudioEncoder({
    output: (chunk) => packets.push(bytesOf(chunk)),
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({
    codec: 'opus',
    sampleRate: SAMPLE_RATE,
    numberOfChannels: 1,
    bitrate: AUDIO_BITS_PER_SECOND,
    opus: { frameDuration: PACKET_MS * 1_000, complexity: 10 },
  });
  const levels = [];
  for (let index = 0; index < count; index += 1) {
    const part = samples.slice(index * perPacket, (index + 1) * perPacket);
    levels.push(levelOf(part));
    const audio = new AudioData({
      format: 'f32',
      sampleRate: SAMPLE_RATE,
      numberOfFrames: perPacket,
      numberOfChannels: 1,
      timestamp: index * PACKET_MS * 1_000,
      data: part,
    });
    encoder.encode(audio);
    audio.close();
  }
  await encoder.flush();
  encoder.close();
  if (packets.length < count) throw new Error(`${packets.length} sound packets instead of ${count}`);
  // The encoder's own delay may make one more, of silence.
  return { packets: packets.slice(0, count), levels };
}

async function base64(parts) {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = reject;
    reader.readAsDataURL(new Blob(parts));
  });
  return reader.result.slice(reader.result.indexOf(',') + 1);
}

/** @returns the header of bot-clip.json, and the bytes of bot-clip.bin in base64 */
export async function makeClip() {
  const { frames, keyFrames } = await encodePictures();
  const { packets, levels } = await encodeSound();
  const header = {
    format: 1,
    video: {
      codec: 'VP8',
      width: WIDTH,
      height: HEIGHT,
      framesPerSecond: FRAMES_PER_SECOND,
      frames: frames.map(({ length }) => length),
      keyFrames,
    },
    audio: {
      codec: 'opus',
      packetMilliseconds: PACKET_MS,
      packets: packets.map(({ length }) => length),
      levels,
    },
  };
  return { header, data: await base64([...frames, ...packets]) };
}

/** Decodes every frame of a clip again. @returns PNG of one of them, in base64 */
export async function decodeFrame(header, data, wanted) {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const canvas = new OffscreenCanvas(header.video.width, header.video.height);
  let decoded = 0;
  const decoder = new VideoDecoder({
    output: (frame) => {
      if (decoded === wanted) canvas.getContext('2d').drawImage(frame, 0, 0);
      decoded += 1;
      frame.close();
    },
    error: (error) => {
      throw error;
    },
  });
  decoder.configure({ codec: 'vp8' });
  let offset = 0;
  for (const [index, length] of header.video.frames.entries()) {
    const type = header.video.keyFrames.includes(index) ? 'key' : 'delta';
    decoder.decode(
      new EncodedVideoChunk({ type, timestamp: index, data: bytes.subarray(offset, offset + length) }),
    );
    offset += length;
  }
  await decoder.flush();
  if (decoded !== header.video.frames.length) throw new Error(`only ${decoded} frames can be decoded`);
  return base64([await canvas.convertToBlob({ type: 'image/png' })]);
}
