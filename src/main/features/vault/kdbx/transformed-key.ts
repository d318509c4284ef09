import { createCipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Algorithm, hashRaw, type Version } from '@node-rs/argon2';
import type { CompositeKey } from './composite-key';
import type { KdbxKdf } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';

/** What we give a file: a hostile one could ask for a day and all memory. */
export const KDF_LIMITS = {
  memoryKib: 1_048_576,
  iterations: 100,
  parallelism: 16,
  /** About ten seconds; KeePassXC's own "one second" gives some 20 million. */
  aesRounds: 200_000_000,
} as const;

/** Argon2 refuses less than 8 KiB a lane. */
const LEAST_KIB_PER_LANE = 8;
const KEY_BYTES = 32;
const BLOCK_BYTES = 16;
/** Zeros enciphered per step of AES-KDF: a few milliseconds. */
const ZEROS = Buffer.alloc(1_048_576);
const ROUNDS_PER_STEP = ZEROS.length / BLOCK_BYTES;

/** What the header says on deriving the key: settings and the seed they are used with. */
export interface SeededKdf {
  readonly kdf: KdbxKdf;
  /** Argon2: the salt. AES-KDF: the AES key, 32 bytes. */
  readonly seed: Uint8Array;
  /** Argon2 version 0x10 (before 2016) or 0x13. */
  readonly argon2Version?: 0x10 | 0x13;
}

/**
 * The key after the KDF, with the seed it was made with: all that a save needs.
 *
 * Saving again under the same seed is sound: what enciphers and authenticates a file is derived from this key *and*
 * the master seed, which is new in every file, so no key is used twice. What a KDF seed is for, that nobody can
 * prepare guesses for many databases at once, one seed per database and key gives. Who holds several versions of the
 * file tests a guess against all of them for the price of one, and gains nothing: they have the same password.
 * A new seed is taken by {@link transformKey}: for a new key and for new settings (see {@link TransformedKey.fits}).
 */
export class TransformedKey {
  readonly seeded: SeededKdf;
  readonly #bytes: Buffer;

  /** @param bytes 32; taken over, not copied */
  constructor(seeded: SeededKdf, bytes: Buffer) {
    this.seeded = seeded;
    this.#bytes = bytes;
  }

  /** Whether a file with these settings can be written with this key. If not, {@link transformKey} makes another. */
  fits(kdf: KdbxKdf): boolean {
    const mine = this.seeded.kdf;
    if (mine.kind === 'aes' || kdf.kind === 'aes') {
      return mine.kind === 'aes' && kdf.kind === 'aes' && mine.rounds === kdf.rounds;
    }
    return (
      mine.kind === kdf.kind &&
      mine.memoryKib === kdf.memoryKib &&
      mine.iterations === kdf.iterations &&
      mine.parallelism === kdf.parallelism
    );
  }

  /** Key of the file's cipher: SHA-256 over master seed and this key. */
  cipherKey(masterSeed: Uint8Array): Buffer {
    return createHash('sha256').update(masterSeed).update(this.#bytes).digest();
  }

  /** Key from which the HMAC keys of header and blocks come (KDBX 4): SHA-512 over master seed, this key and 1. */
  macKey(masterSeed: Uint8Array): Buffer {
    return createHash('sha512').update(masterSeed).update(this.#bytes).update(Uint8Array.of(1)).digest();
  }

  wipe(): void {
    this.#bytes.fill(0);
  }
}

/**
 * Derives the key of one block, or of the header (index 2^64-1).
 * @param macKey of {@link TransformedKey.macKey}
 */
export function blockKey(macKey: Uint8Array, index: bigint): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64LE(index);
  return createHash('sha512').update(number).update(macKey).digest();
}

/** HMAC-SHA-256 of the outer header. */
export function headerMac(macKey: Uint8Array, header: Uint8Array): Buffer {
  return createHmac('sha256', blockKey(macKey, 0xffff_ffff_ffff_ffffn)).update(header).digest();
}

/** Whether two hashes are the same. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);

/** @throws KdbxFailure `kdf-too-heavy` above {@link KDF_LIMITS}, `unsupported-kdf` for settings Argon2 has not */
function checkKdf(kdf: KdbxKdf): void {
  if (kdf.kind === 'aes') {
    if (kdf.rounds > KDF_LIMITS.aesRounds) throw new KdbxFailure('kdf-too-heavy');
    return;
  }
  const { memoryKib, iterations, parallelism } = kdf;
  if (
    memoryKib > KDF_LIMITS.memoryKib ||
    iterations > KDF_LIMITS.iterations ||
    parallelism > KDF_LIMITS.parallelism
  ) {
    throw new KdbxFailure('kdf-too-heavy');
  }
  if (iterations < 1 || parallelism < 1 || memoryKib < LEAST_KIB_PER_LANE * parallelism) {
    throw new KdbxFailure('unsupported-kdf');
  }
}

/**
 * Enciphers a block again and again with AES-256. CBC over zeros is just that: every block is the enciphered one
 * before. So the rounds run inside OpenSSL, tens of millions a second.
 */
async function aesRounds(block: Uint8Array, key: Uint8Array, rounds: number, signal?: AbortSignal) {
  const cipher = createCipheriv('aes-256-cbc', key, block);
  let last = Buffer.from(block);
  for (let left = rounds; left > 0; left -= ROUNDS_PER_STEP) {
    const enciphered = cipher.update(ZEROS.subarray(0, Math.min(left, ROUNDS_PER_STEP) * BLOCK_BYTES));
    last.fill(0);
    last = Buffer.from(enciphered.subarray(-BLOCK_BYTES));
    enciphered.fill(0);
    await nextTurn();
    signal?.throwIfAborted();
  }
  return last;
}

async function aesKdf(key: Uint8Array, seed: Uint8Array, rounds: number, signal?: AbortSignal) {
  const first = await aesRounds(key.subarray(0, BLOCK_BYTES), seed, rounds, signal);
  const second = await aesRounds(key.subarray(BLOCK_BYTES), seed, rounds, signal);
  const hashed = createHash('sha256').update(first).update(second).digest();
  first.fill(0);
  second.fill(0);
  return hashed;
}

/**
 * Runs the KDF as a header asks for it.
 * @throws KdbxFailure `kdf-too-heavy` above {@link KDF_LIMITS}, `unsupported-kdf` for settings Argon2 has not; the signal's reason when aborted
 */
export async function deriveKey(
  key: CompositeKey,
  seeded: SeededKdf,
  options: { signal?: AbortSignal } = {},
): Promise<TransformedKey> {
  const { kdf, seed } = seeded;
  checkKdf(kdf);
  const { signal } = options;
  signal?.throwIfAborted();
  const bytes = key.bytes();
  try {
    if (kdf.kind === 'aes') return new TransformedKey(seeded, await aesKdf(bytes, seed, kdf.rounds, signal));
    const derived = await hashRaw(
      bytes,
      {
        algorithm: (kdf.kind === 'argon2d' ? 0 : 2) satisfies Algorithm,
        version: (seeded.argon2Version === 0x10 ? 0 : 1) satisfies Version,
        memoryCost: kdf.memoryKib,
        timeCost: kdf.iterations,
        parallelism: kdf.parallelism,
        outputLen: KEY_BYTES,
        salt: seed,
      },
      signal,
    );
    signal?.throwIfAborted();
    return new TransformedKey(seeded, derived);
  } finally {
    bytes.fill(0);
  }
}

/** Runs the KDF with these settings and a new random seed: for a new database, a changed key, changed settings. */
export function transformKey(
  key: CompositeKey,
  kdf: KdbxKdf,
  options: { signal?: AbortSignal } = {},
): Promise<TransformedKey> {
  return deriveKey(key, { kdf, seed: randomBytes(KEY_BYTES) }, options);
}
