import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { ByteReader } from './byte-reader';
import type { CompositeKey } from './composite-key';
import { CONTENT_LIMITS, DatabaseDraft, xmlLimit } from './database-draft';
import { InnerHeaderReader } from './inner-header';
import type { KdbxDatabase, KdbxFileSettings } from './kdbx.model';
import { KdbxFailure, type KdbxProblem } from './kdbx-problem.model';
import { INNER_STREAM, innerStream, type KeyStream } from './key-stream';
import { type OuterHeader, outerHeaderOf, readRawHeader } from './outer-header';
import { decipherRun, readHashedBlocks, readMacBlocks } from './payload';
import { deriveKey, headerMac, sameBytes, type TransformedKey } from './transformed-key';

const HASH_BYTES = 32;
/** Deciphered and read at a time: a few milliseconds. */
const PIECE_BYTES = 262_144;

/** An opened file, or why it is not. */
export type KdbxRead =
  | { ok: true; database: KdbxDatabase; version: '3.1' | '4.0' | '4.1'; transformed: TransformedKey }
  | { ok: false; reason: KdbxProblem };

/** Takes the content in the clear, piece by piece. */
interface ContentReader {
  /** @throws KdbxFailure */
  write(piece: Buffer): void;
  /** @throws KdbxFailure */
  finish(): KdbxDatabase;
  wipe(): void;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

function streamOf(id: number, key: Uint8Array): KeyStream | undefined {
  const stream = innerStream(id, key);
  if (!stream && id !== INNER_STREAM.none) throw new KdbxFailure('unsupported-cipher');
  return stream;
}

function* inPieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** KDBX 4: checks header and blocks against the key, and deciphers. */
function* contentOf4(
  reader: ByteReader,
  header: OuterHeader,
  transformed: TransformedKey,
): Generator<Buffer> {
  const run = decipherRun(header.cipher, transformed.cipherKey(header.masterSeed), header.iv);
  for (const block of readMacBlocks(reader, transformed.macKey(header.masterSeed))) {
    for (const piece of inPieces(block)) yield Buffer.from(run.update(piece));
  }
  yield finalOf(run);
}

/** AES tells at the end that its padding is wrong. The blocks were right: so it was written wrong. */
function finalOf(run: { final(): Uint8Array }): Buffer {
  try {
    return Buffer.from(run.final());
  } catch {
    throw new KdbxFailure('damaged');
  }
}

/** KDBX 3.1: deciphers, tells by its first bytes whether the key is right, and checks the blocks. */
function* contentOf3(
  reader: ByteReader,
  header: OuterHeader,
  transformed: TransformedKey,
): Generator<Buffer> {
  const startBytes = header.old?.startBytes ?? Buffer.alloc(0);
  const run = decipherRun(header.cipher, transformed.cipherKey(header.masterSeed), header.iv);
  const pieces: Buffer[] = [];
  let isFirst = true;
  for (const piece of inPieces(reader.take(reader.left))) {
    const clear = Buffer.from(run.update(piece));
    if (isFirst && !sameBytes(clear.subarray(0, startBytes.length), startBytes)) {
      throw new KdbxFailure(clear.length < startBytes.length ? 'truncated' : 'wrong-key');
    }
    isFirst = false;
    pieces.push(clear);
  }
  if (isFirst) throw new KdbxFailure('truncated');
  try {
    pieces.push(Buffer.from(run.final()));
  } catch {
    // Cut short or damaged at its end: the blocks tell which.
  }
  const content = Buffer.concat(pieces);
  for (const block of readHashedBlocks(new ByteReader(content, 'truncated', startBytes.length))) {
    yield* inPieces(block);
  }
}

/** KDBX 4: inner header, then XML. */
class Content4 implements ContentReader {
  readonly #inner = new InnerHeaderReader(CONTENT_LIMITS.bytes);
  readonly #settings: KdbxFileSettings;
  readonly #limit: number;
  #draft: DatabaseDraft | undefined;

  constructor(settings: KdbxFileSettings, limit: number) {
    this.#settings = settings;
    this.#limit = limit;
  }

  write(piece: Buffer): void {
    if (this.#draft) {
      this.#draft.write(piece);
      return;
    }
    const xml = this.#inner.write(piece);
    if (!xml) return;
    const { streamId, streamKey, binaries } = this.#inner.header;
    const stream = streamOf(streamId, streamKey);
    this.#draft = new DatabaseDraft({ settings: this.#settings, limit: this.#limit, stream, binaries });
    this.#draft.write(xml);
  }

  finish(): KdbxDatabase {
    if (!this.#draft) throw new KdbxFailure('damaged');
    return this.#draft.finish();
  }

  wipe(): void {
    this.#draft?.wipe();
    for (const { content } of this.#inner.header.binaries) content.fill(0);
  }
}

/** KDBX 3.1: XML, which vouches for the header. */
function content3(
  settings: KdbxFileSettings,
  limit: number,
  header: OuterHeader,
  hash: Buffer,
): ContentReader {
  const stream = header.old && streamOf(header.old.innerStream, header.old.innerKey);
  const draft = new DatabaseDraft({ settings, limit, stream });
  return {
    write: (piece) => draft.write(piece),
    wipe: () => draft.wipe(),
    finish() {
      const database = draft.finish();
      if (draft.headerHash && !sameBytes(draft.headerHash, hash)) throw new KdbxFailure('damaged');
      return database;
    },
  };
}

/** Unpacks the content where it is compressed, and reads it. */
async function readContent(
  pieces: Generator<Buffer>,
  isCompressed: boolean,
  into: ContentReader,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (isCompressed) {
    const take = async (unpacked: AsyncIterable<Buffer>) => {
      for await (const piece of unpacked) into.write(piece);
    };
    const options = signal ? { signal } : {};
    await pipeline(pieces, createGunzip({ chunkSize: PIECE_BYTES }), take, options);
    return;
  }
  for (const piece of pieces) {
    into.write(piece);
    await nextTurn();
    signal?.throwIfAborted();
  }
}

async function read(file: Uint8Array, key: CompositeKey, signal: AbortSignal | undefined): Promise<KdbxRead> {
  const reader = new ByteReader(file, 'truncated');
  const raw = readRawHeader(reader);
  const headerBytes = file.subarray(0, reader.position);
  const hash = sha256(headerBytes);
  let mac: Buffer | undefined;
  if (raw.major === 4) {
    if (!sameBytes(reader.take(HASH_BYTES), hash)) throw new KdbxFailure('damaged');
    mac = reader.take(HASH_BYTES);
  }
  const header = outerHeaderOf(raw);
  const version = header.major === 3 ? '3.1' : header.minor === 0 ? '4.0' : '4.1';
  const settings: KdbxFileSettings = {
    cipher: header.cipher,
    compressed: header.compressed,
    kdf: header.seeded.kdf,
    publicCustomData: header.publicCustomData,
    ...(version !== '3.1' && { leastVersion: version }),
  };
  const transformed = await deriveKey(key, header.seeded, signal ? { signal } : {});
  const limit = xmlLimit(file.length);
  let content: ContentReader | undefined;
  try {
    if (mac && !sameBytes(mac, headerMac(transformed.macKey(header.masterSeed), headerBytes))) {
      throw new KdbxFailure('wrong-key');
    }
    content = mac ? new Content4(settings, limit) : content3(settings, limit, header, hash);
    const pieces = mac ? contentOf4(reader, header, transformed) : contentOf3(reader, header, transformed);
    await readContent(pieces, header.compressed, content, signal);
    return { ok: true, database: content.finish(), version, transformed };
  } catch (error) {
    transformed.wipe();
    content?.wipe();
    throw error;
  }
}

/** zlib's own words for data that is no gzip, or ends too early. */
const isUnpackingProblem = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('Z_');

/**
 * Opens a KDBX file (3.1, 4.0, 4.1). A wrong key is told from a damaged file where the format can: KDBX 4 has a hash
 * of the header without the key and one with it.
 * @param file the whole file; not changed, not kept
 * @param options.signal stops it; the call then rejects with the signal's reason
 * @returns the database with the key after the KDF, for saving again; or the reason why not. Whatever the bytes are,
 *   it neither throws nor takes more than the KDF's time and two seconds.
 */
export async function readKdbx(
  file: Uint8Array,
  key: CompositeKey,
  options: { signal?: AbortSignal } = {},
): Promise<KdbxRead> {
  try {
    return await read(file, key, options.signal);
  } catch (error) {
    if (error instanceof KdbxFailure) return { ok: false, reason: error.reason };
    if (isUnpackingProblem(error)) return { ok: false, reason: 'damaged' };
    throw error;
  }
}
