import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { CompositeKey } from './composite-key';
import { BinaryPool, DatabaseWriter } from './database-writer';
import { writeInnerHeader } from './inner-header';
import type { KdbxDatabase, KdbxGroup } from './kdbx.model';
import { INNER_STREAM, innerStream } from './key-stream';
import { writeOuterHeader } from './outer-header';
import { encipherRun, MacBlocks } from './payload';
import { headerMac, type TransformedKey, transformKey } from './transformed-key';

const SEED_BYTES = 32;
const STREAM_KEY_BYTES = 64;
const IV_BYTES = { 'aes-256': 16, chacha20: 12 } as const;
const PACKED_BYTES = 262_144;

/** Whether a group uses what only KDBX 4.1 has: tags of groups, where things came from, no quality check, dates. */
function needs41(group: KdbxGroup): boolean {
  if (group.tags.length > 0 || group.previousParent || group.customData.some((item) => item.modified))
    return true;
  for (const entry of group.entries) {
    for (const version of [entry, ...entry.history]) {
      if (!version.qualityCheck || version.previousParent) return true;
      if (version.customData.some((item) => item.modified)) return true;
    }
  }
  return group.groups.some(needs41);
}

/** Minor version: as KeePassXC, 1 where something needs it or the file had it already, otherwise 0. */
function minorVersion({ file, meta, root }: KdbxDatabase): 0 | 1 {
  const hasDatedOrNamed =
    meta.customIcons.some((icon) => icon.name || icon.modified) ||
    meta.customData.some((item) => item.modified);
  return file.leastVersion === '4.1' || hasDatedOrNamed || needs41(root) ? 1 : 0;
}

/**
 * Writes a database as KDBX 4, with new master seed, IV and inner key each time. The version is 4.1 where a feature
 * of 4.1 is used or the file had it already, otherwise 4.0: as KeePassXC 2.7.4 does. What was KDBX 3.1 becomes 4.
 * @param key the composite key: then the KDF runs, with a new seed. Or the key after the KDF, from `readKdbx` or
 *   `transformKey`: then it does not run; see {@link TransformedKey} on why that is sound
 * @returns the whole file
 * @throws Error where a transformed key does not fit the database's KDF settings (`TransformedKey.fits`)
 */
export async function writeKdbx(
  database: KdbxDatabase,
  key: CompositeKey | TransformedKey,
): Promise<Uint8Array> {
  const { file } = database;
  const isComposite = key instanceof CompositeKey;
  const transformed = isComposite ? await transformKey(key, file.kdf) : key;
  if (!transformed.fits(file.kdf)) throw new Error('The key was made with other KDF settings');
  try {
    return await write(database, transformed);
  } finally {
    if (isComposite) transformed.wipe();
  }
}

async function write(database: KdbxDatabase, transformed: TransformedKey): Promise<Uint8Array> {
  const { cipher, compressed, publicCustomData } = database.file;
  const masterSeed = randomBytes(SEED_BYTES);
  const iv = randomBytes(IV_BYTES[cipher]);
  const macKey = transformed.macKey(masterSeed);
  const header = writeOuterHeader({
    minor: minorVersion(database),
    cipher,
    compressed,
    masterSeed,
    iv,
    seeded: transformed.seeded,
    publicCustomData,
  });
  const run = encipherRun(cipher, transformed.cipherKey(masterSeed), iv);
  const blocks = new MacBlocks(macKey);
  const content = contentOf(database);
  if (compressed) {
    const take = async (packed: AsyncIterable<Buffer>) => {
      for await (const piece of packed) blocks.write(run.update(piece));
    };
    await pipeline(Readable.from(content), createGzip({ chunkSize: PACKED_BYTES }), take);
  } else {
    for (const piece of content) {
      blocks.write(run.update(piece));
      await nextTurn();
    }
  }
  blocks.write(run.final());
  const hash = createHash('sha256').update(header).digest();
  return Buffer.concat([header, hash, headerMac(macKey, header), ...blocks.end()]);
}

/** Inner header and XML, in the clear but for the secrets. */
function* contentOf(database: KdbxDatabase): Generator<Uint8Array> {
  const streamKey = randomBytes(STREAM_KEY_BYTES);
  const stream = innerStream(INNER_STREAM.chacha20, streamKey);
  if (!stream) throw new Error('There is no stream to protect secrets with');
  const pool = new BinaryPool(database.root);
  yield* writeInnerHeader({ streamId: INNER_STREAM.chacha20, streamKey, binaries: pool.binaries });
  yield* new DatabaseWriter(database, pool, { kind: 'kdbx', stream }).pieces();
}
