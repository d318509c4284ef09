import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type CompositeKey, compositeKeyFrom } from '../../src/main/features/vault/kdbx/composite-key';
import type { KdbxKdf } from '../../src/main/features/vault/kdbx/kdbx.model';
import { innerStream } from '../../src/main/features/vault/kdbx/key-stream';
import { writeOuterHeader } from '../../src/main/features/vault/kdbx/outer-header';
import { encipherRun, MacBlocks } from '../../src/main/features/vault/kdbx/payload';
import {
  deriveKey,
  headerMac,
  type TransformedKey,
} from '../../src/main/features/vault/kdbx/transformed-key';

/*
 * Files as somebody makes them who knows the password: every check is right, and what is inside can be anything.
 */

/** The key that all these files open with. */
export const KNOWN_KEY: CompositeKey = compositeKeyFrom(createHash('sha256').update('bekannt').digest());
const SEED = createHash('sha256').update('Samen').digest();
/** Costs next to nothing. */
const QUICK: KdbxKdf = { kind: 'argon2id', memoryKib: 64, iterations: 1, parallelism: 1 };
const QUICK_AES = { kind: 'aes', rounds: 2 } as const satisfies KdbxKdf;

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

let quick: Promise<TransformedKey> | undefined;
let quickAes: Promise<TransformedKey> | undefined;

/** What a hostile file of KDBX 4 can lie about. */
export interface Lies {
  /** Changes the outer header before hash and HMAC are made over it. */
  readonly header?: (header: Buffer) => Buffer;
  /** Changes what is compressed: inner header and XML. */
  readonly content?: (content: Buffer) => Buffer;
  /** Changes what is enciphered: the compressed content. */
  readonly packed?: (packed: Buffer) => Buffer;
  readonly cipher?: 'aes-256' | 'chacha20';
  readonly isCompressed?: boolean;
}

/** A field of the inner header. */
export function innerField(id: number, value: Uint8Array, claimedLength = value.length): Buffer {
  const field = Buffer.alloc(5 + value.length);
  field.writeUInt8(id);
  field.writeUInt32LE(claimedLength, 1);
  field.set(value, 5);
  return field;
}

/** Inner header of KDBX 4 with these attachments. */
export const innerHeader = (...attachments: readonly Uint8Array[]): Buffer =>
  Buffer.concat([
    innerField(1, Buffer.of(3, 0, 0, 0)),
    innerField(2, Buffer.alloc(64, 7)),
    ...attachments.map((content) => innerField(3, Buffer.concat([Buffer.of(1), content]))),
    innerField(0, Buffer.alloc(0)),
  ]);

/** A file of KDBX 4.1 around this XML, with hash and HMAC right whatever it lies about. */
export async function sealed4(
  xml: string | Uint8Array,
  lies: Lies = {},
  inner = innerHeader(),
): Promise<Buffer> {
  const { cipher = 'chacha20', isCompressed = true } = lies;
  quick ??= deriveKey(KNOWN_KEY, { kdf: QUICK, seed: SEED });
  const transformed = await quick;
  const masterSeed = randomBytes(32);
  const iv = randomBytes(cipher === 'chacha20' ? 12 : 16);
  const honest = writeOuterHeader({
    minor: 1,
    cipher,
    compressed: isCompressed,
    masterSeed,
    iv,
    seeded: transformed.seeded,
    publicCustomData: new Map([['name', { type: 'string', value: 'öffentlich' }]]),
  });
  const header = lies.header?.(honest) ?? honest;
  const content = Buffer.concat([inner, Buffer.from(xml)]);
  const told = lies.content?.(content) ?? content;
  const packed = isCompressed ? gzipSync(told) : told;
  const enciphered = lies.packed?.(packed) ?? packed;
  const macKey = transformed.macKey(masterSeed);
  const blocks = new MacBlocks(macKey);
  const run = encipherRun(cipher, transformed.cipherKey(masterSeed), iv);
  blocks.write(run.update(enciphered));
  blocks.write(run.final());
  return Buffer.concat([header, sha256(header), headerMac(macKey, header), ...blocks.end()]);
}

function oldField(id: number, value: Uint8Array): Buffer {
  const field = Buffer.alloc(3 + value.length);
  field.writeUInt8(id);
  field.writeUInt16LE(value.length, 1);
  field.set(value, 3);
  return field;
}

/** Where the number of AES rounds stands in a file of {@link sealed3}: every change to it is honest work. */
export const OLD_ROUNDS_AT = 12 + 19 + 7 + 35 + 35 + 3;

/** A file of KDBX 3.1 (AES, Salsa20 inside) around this XML, which is given the header's hash to hold. */
export async function sealed3(
  xml: (headerHash: string, protect: (secret: string) => string) => string | Uint8Array,
): Promise<Buffer> {
  const innerKey = Buffer.alloc(32, 9);
  const startBytes = randomBytes(32);
  const masterSeed = randomBytes(32);
  const iv = randomBytes(16);
  const rounds = Buffer.alloc(8);
  rounds.writeBigUInt64LE(BigInt(QUICK_AES.rounds));
  const header = Buffer.concat([
    Buffer.from('03d9a29a67fb4bb501000300', 'hex'),
    oldField(2, Buffer.from('31c1f2e6bf714350be5805216afc5aff', 'hex')),
    oldField(3, Buffer.of(1, 0, 0, 0)),
    oldField(4, masterSeed),
    oldField(5, SEED),
    oldField(6, rounds),
    oldField(7, iv),
    oldField(8, innerKey),
    oldField(9, startBytes),
    oldField(10, Buffer.of(2, 0, 0, 0)),
    oldField(0, Buffer.from('\r\n\r\n')),
  ]);
  const stream = innerStream(2, innerKey);
  const protect = (secret: string) => {
    const bytes = Buffer.from(secret);
    stream?.apply(bytes);
    return bytes.toString('base64');
  };
  const packed = gzipSync(xml(sha256(header).toString('base64'), protect));
  const blocks: Buffer[] = [];
  for (const [index, content] of [packed.subarray(0, 100), packed.subarray(100), Buffer.alloc(0)].entries()) {
    const start = Buffer.alloc(40);
    start.writeUInt32LE(index);
    if (content.length > 0) sha256(content).copy(start, 4);
    start.writeUInt32LE(content.length, 36);
    blocks.push(start, content);
  }
  quickAes ??= deriveKey(KNOWN_KEY, { kdf: QUICK_AES, seed: SEED });
  const cipher = createCipheriv('aes-256-cbc', (await quickAes).cipherKey(masterSeed), iv);
  return Buffer.concat([header, cipher.update(Buffer.concat([startBytes, ...blocks])), cipher.final()]);
}
