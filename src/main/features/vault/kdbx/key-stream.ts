import { createHash } from 'node:crypto';

/*
 * ChaCha20 and Salsa20 of our own: Electron's BoringSSL has neither (Node's OpenSSL has ChaCha20, so a test outside
 * Electron would not notice). Both only rotate, add and xor 32-bit words: no table, no branch on the key.
 */

const BLOCK_WORDS = 16;
const BLOCK_BYTES = 64;
/** "expand 32-byte k" */
const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
const SALSA_NONCE = Uint8Array.of(0xe8, 0x30, 0x09, 0x4b, 0x97, 0x20, 0x5d, 0x2a);

const wordsOf = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
};

type BlockFunction = (state: Int32Array, out: Int32Array) => void;

/**
 * One block of ChaCha20 (RFC 8439, section 2.3). Written out with the words in local variables, which the machine
 * keeps in registers: three times as fast as over an array.
 */
function chachaBlock(s: Int32Array, out: Int32Array): void {
  let [a0, a1, a2, a3] = [s[0] as number, s[1] as number, s[2] as number, s[3] as number];
  let [b0, b1, b2, b3] = [s[4] as number, s[5] as number, s[6] as number, s[7] as number];
  let [c0, c1, c2, c3] = [s[8] as number, s[9] as number, s[10] as number, s[11] as number];
  let [d0, d1, d2, d3] = [s[12] as number, s[13] as number, s[14] as number, s[15] as number];
  // biome-ignore format: a line is half a quarter round
  for (let round = 0; round < 10; round++) {
    a0 = (a0 + b0) | 0; d0 ^= a0; d0 = (d0 << 16) | (d0 >>> 16); c0 = (c0 + d0) | 0; b0 ^= c0; b0 = (b0 << 12) | (b0 >>> 20);
    a0 = (a0 + b0) | 0; d0 ^= a0; d0 = (d0 << 8) | (d0 >>> 24); c0 = (c0 + d0) | 0; b0 ^= c0; b0 = (b0 << 7) | (b0 >>> 25);
    a1 = (a1 + b1) | 0; d1 ^= a1; d1 = (d1 << 16) | (d1 >>> 16); c1 = (c1 + d1) | 0; b1 ^= c1; b1 = (b1 << 12) | (b1 >>> 20);
    a1 = (a1 + b1) | 0; d1 ^= a1; d1 = (d1 << 8) | (d1 >>> 24); c1 = (c1 + d1) | 0; b1 ^= c1; b1 = (b1 << 7) | (b1 >>> 25);
    a2 = (a2 + b2) | 0; d2 ^= a2; d2 = (d2 << 16) | (d2 >>> 16); c2 = (c2 + d2) | 0; b2 ^= c2; b2 = (b2 << 12) | (b2 >>> 20);
    a2 = (a2 + b2) | 0; d2 ^= a2; d2 = (d2 << 8) | (d2 >>> 24); c2 = (c2 + d2) | 0; b2 ^= c2; b2 = (b2 << 7) | (b2 >>> 25);
    a3 = (a3 + b3) | 0; d3 ^= a3; d3 = (d3 << 16) | (d3 >>> 16); c3 = (c3 + d3) | 0; b3 ^= c3; b3 = (b3 << 12) | (b3 >>> 20);
    a3 = (a3 + b3) | 0; d3 ^= a3; d3 = (d3 << 8) | (d3 >>> 24); c3 = (c3 + d3) | 0; b3 ^= c3; b3 = (b3 << 7) | (b3 >>> 25);
    a0 = (a0 + b1) | 0; d3 ^= a0; d3 = (d3 << 16) | (d3 >>> 16); c2 = (c2 + d3) | 0; b1 ^= c2; b1 = (b1 << 12) | (b1 >>> 20);
    a0 = (a0 + b1) | 0; d3 ^= a0; d3 = (d3 << 8) | (d3 >>> 24); c2 = (c2 + d3) | 0; b1 ^= c2; b1 = (b1 << 7) | (b1 >>> 25);
    a1 = (a1 + b2) | 0; d0 ^= a1; d0 = (d0 << 16) | (d0 >>> 16); c3 = (c3 + d0) | 0; b2 ^= c3; b2 = (b2 << 12) | (b2 >>> 20);
    a1 = (a1 + b2) | 0; d0 ^= a1; d0 = (d0 << 8) | (d0 >>> 24); c3 = (c3 + d0) | 0; b2 ^= c3; b2 = (b2 << 7) | (b2 >>> 25);
    a2 = (a2 + b3) | 0; d1 ^= a2; d1 = (d1 << 16) | (d1 >>> 16); c0 = (c0 + d1) | 0; b3 ^= c0; b3 = (b3 << 12) | (b3 >>> 20);
    a2 = (a2 + b3) | 0; d1 ^= a2; d1 = (d1 << 8) | (d1 >>> 24); c0 = (c0 + d1) | 0; b3 ^= c0; b3 = (b3 << 7) | (b3 >>> 25);
    a3 = (a3 + b0) | 0; d2 ^= a3; d2 = (d2 << 16) | (d2 >>> 16); c1 = (c1 + d2) | 0; b0 ^= c1; b0 = (b0 << 12) | (b0 >>> 20);
    a3 = (a3 + b0) | 0; d2 ^= a3; d2 = (d2 << 8) | (d2 >>> 24); c1 = (c1 + d2) | 0; b0 ^= c1; b0 = (b0 << 7) | (b0 >>> 25);
  }
  const mixed = [a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3];
  for (let i = 0; i < BLOCK_WORDS; i++) out[i] = (mixed[i] as number) + (s[i] as number);
  s[12] = (s[12] as number) + 1;
}

/** A quarter round of Salsa20 (Bernstein, "Salsa20 specification", section 3) on four words of the block. */
function salsaQuarterRound(x: Int32Array, ia: number, ib: number, ic: number, id: number): void {
  let sum = (x[ia] as number) + (x[id] as number);
  x[ib] = (x[ib] as number) ^ ((sum << 7) | (sum >>> 25));
  sum = (x[ib] as number) + (x[ia] as number);
  x[ic] = (x[ic] as number) ^ ((sum << 9) | (sum >>> 23));
  sum = (x[ic] as number) + (x[ib] as number);
  x[id] = (x[id] as number) ^ ((sum << 13) | (sum >>> 19));
  sum = (x[id] as number) + (x[ic] as number);
  x[ia] = (x[ia] as number) ^ ((sum << 18) | (sum >>> 14));
}

/** One block of Salsa20/20. */
function salsaBlock(state: Int32Array, out: Int32Array): void {
  out.set(state);
  for (let round = 0; round < 10; round++) {
    salsaQuarterRound(out, 0, 4, 8, 12);
    salsaQuarterRound(out, 5, 9, 13, 1);
    salsaQuarterRound(out, 10, 14, 2, 6);
    salsaQuarterRound(out, 15, 3, 7, 11);
    salsaQuarterRound(out, 0, 1, 2, 3);
    salsaQuarterRound(out, 5, 6, 7, 4);
    salsaQuarterRound(out, 10, 11, 8, 9);
    salsaQuarterRound(out, 15, 12, 13, 14);
  }
  for (let i = 0; i < BLOCK_WORDS; i++) out[i] = (out[i] as number) + (state[i] as number);
  state[8] = (state[8] as number) + 1;
  if (state[8] === 0) state[9] = (state[9] as number) + 1;
}

/** A stream of key bytes that goes on from one text to the next. */
export class KeyStream {
  readonly #state: Int32Array;
  readonly #block: BlockFunction;
  readonly #words = new Int32Array(BLOCK_WORDS);
  readonly #bytes = new Uint8Array(this.#words.buffer);
  #used = BLOCK_BYTES;

  private constructor(state: readonly number[], block: BlockFunction) {
    this.#state = Int32Array.from(state);
    this.#block = block;
  }

  /** ChaCha20 from block 0. @param key 32 bytes @param nonce 12 bytes */
  static chacha20(key: Uint8Array, nonce: Uint8Array): KeyStream {
    return new KeyStream([...SIGMA, ...wordsOf(key), 0, ...wordsOf(nonce)], chachaBlock);
  }

  /** Salsa20 from block 0. @param key 32 bytes @param nonce 8 bytes */
  static salsa20(key: Uint8Array, nonce: Uint8Array): KeyStream {
    const k = wordsOf(key);
    const state = [
      SIGMA[0],
      ...k.slice(0, 4),
      SIGMA[1],
      ...wordsOf(nonce),
      0,
      0,
      SIGMA[2],
      ...k.slice(4),
      SIGMA[3],
    ];
    return new KeyStream(state, salsaBlock);
  }

  /** Enciphers or deciphers these bytes where they stand. */
  apply(bytes: Uint8Array): void {
    const end = bytes.length;
    let at = 0;
    while (at < end) {
      if (this.#used === BLOCK_BYTES) {
        this.#block(this.#state, this.#words);
        this.#used = 0;
      }
      const until = Math.min(end, at + BLOCK_BYTES - this.#used);
      while (at < until) {
        bytes[at] = (bytes[at] as number) ^ (this.#bytes[this.#used++] as number);
        at++;
      }
    }
  }
}

/** Which stream protects values inside the XML (`InnerRandomStreamID`). */
export const INNER_STREAM = { none: 0, salsa20: 2, chacha20: 3 } as const;

/**
 * The stream that protects values inside the XML.
 * @param key `InnerRandomStreamKey`, as the file holds it
 * @returns undefined for one we do not know
 */
export function innerStream(id: number, key: Uint8Array): KeyStream | undefined {
  if (id === INNER_STREAM.salsa20) {
    return KeyStream.salsa20(createHash('sha256').update(key).digest(), SALSA_NONCE);
  }
  if (id !== INNER_STREAM.chacha20) return undefined;
  const hash = createHash('sha512').update(key).digest();
  return KeyStream.chacha20(hash.subarray(0, 32), hash.subarray(32, 44));
}
