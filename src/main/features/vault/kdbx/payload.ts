import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { ByteReader } from './byte-reader';
import type { KdbxCipher } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';
import { KeyStream } from './key-stream';
import { blockKey, sameBytes } from './transformed-key';

/** KeePass and KeePassXC write blocks of 1 MiB. */
const BLOCK_BYTES = 1_048_576;
const HASH_BYTES = 32;

/** A cipher at work: what goes in comes out enciphered or deciphered, at the end the rest. */
interface CipherRun {
  update(chunk: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

/** ChaCha20 as the file's cipher: block 0 onwards, nothing to pad. */
function chachaRun(key: Uint8Array, nonce: Uint8Array): CipherRun {
  const stream = KeyStream.chacha20(key, nonce);
  return {
    update(chunk) {
      const own = Uint8Array.from(chunk);
      stream.apply(own);
      return own;
    },
    final: () => new Uint8Array(0),
  };
}

/** The cipher of a file that is written. */
export const encipherRun = (cipher: KdbxCipher, key: Uint8Array, iv: Uint8Array): CipherRun =>
  cipher === 'chacha20' ? chachaRun(key, iv) : createCipheriv('aes-256-cbc', key, iv);

/** The cipher of a file that is read; `final` throws where AES padding is wrong. */
export const decipherRun = (cipher: KdbxCipher, key: Uint8Array, iv: Uint8Array): CipherRun =>
  cipher === 'chacha20' ? chachaRun(key, iv) : createDecipheriv('aes-256-cbc', key, iv);

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const blockMac = (macKey: Uint8Array, index: number, length: Uint8Array, content: Uint8Array) => {
  const number = Buffer.alloc(8);
  number.writeUInt32LE(index);
  const hmac = createHmac('sha256', blockKey(macKey, BigInt(index)));
  return hmac.update(number).update(length).update(content).digest();
};

/**
 * KDBX 4: the enciphered blocks, each checked before it is given on.
 * @throws KdbxFailure `truncated` or `damaged`
 */
export function* readMacBlocks(reader: ByteReader, macKey: Uint8Array): Generator<Buffer> {
  for (let index = 0; ; index++) {
    const mac = reader.take(HASH_BYTES);
    const length = reader.take(4);
    const content = reader.take(length.readUInt32LE());
    if (!sameBytes(mac, blockMac(macKey, index, length, content))) throw new KdbxFailure('damaged');
    if (content.length === 0) return;
    yield content;
  }
}

/** KDBX 4: cuts what is written into blocks of 1 MiB, each with its HMAC, and an empty one at the end. */
export class MacBlocks {
  readonly #macKey: Uint8Array;
  readonly #done: Buffer[] = [];
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #index = 0;

  constructor(macKey: Uint8Array) {
    this.#macKey = macKey;
  }

  write(chunk: Uint8Array): void {
    let rest = chunk;
    while (this.#pendingBytes + rest.length >= BLOCK_BYTES) {
      const room = BLOCK_BYTES - this.#pendingBytes;
      this.#pending.push(rest.subarray(0, room));
      this.#close();
      rest = rest.subarray(room);
    }
    if (rest.length === 0) return;
    this.#pending.push(rest);
    this.#pendingBytes += rest.length;
  }

  /** All blocks, in order. */
  end(): readonly Buffer[] {
    if (this.#pendingBytes > 0) this.#close();
    this.#close();
    return this.#done;
  }

  #close(): void {
    const content = Buffer.concat(this.#pending);
    const length = uint32(content.length);
    this.#done.push(blockMac(this.#macKey, this.#index++, length, content), length, content);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/**
 * KDBX 3.1: the blocks inside the deciphered part, each with its SHA-256.
 * @throws KdbxFailure `truncated` or `damaged`
 */
export function* readHashedBlocks(reader: ByteReader): Generator<Buffer> {
  for (let index = 0; ; index++) {
    if (reader.uint32() !== index) throw new KdbxFailure('damaged');
    const hash = reader.take(HASH_BYTES);
    const content = reader.take(reader.uint32());
    if (content.length === 0) return;
    if (!sameBytes(hash, createHash('sha256').update(content).digest())) throw new KdbxFailure('damaged');
    yield content;
  }
}
