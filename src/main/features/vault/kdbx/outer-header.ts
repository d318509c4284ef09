import type { ByteReader } from './byte-reader';
import type { KdbxCipher, KdbxKdf, KdbxVariant } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';
import type { SeededKdf } from './transformed-key';
import { readVariants, writeVariants } from './variant-dictionary';

const SIGNATURE = Buffer.from('03d9a29a', 'hex');
const KDBX = Buffer.from('67fb4bb5', 'hex');
const KDB_1 = Buffer.from('65fb4bb5', 'hex');
const MAJOR_3 = 3;
const MAJOR_4 = 4;

/** A header field holds a few bytes; public custom data may hold an icon. */
const LONGEST_FIELD = 1_048_576;
const MOST_FIELDS = 64;

/** Field numbers of the outer header. */
const FIELD = {
  end: 0,
  cipher: 2,
  compression: 3,
  masterSeed: 4,
  transformSeed: 5,
  transformRounds: 6,
  iv: 7,
  innerKey: 8,
  startBytes: 9,
  innerStream: 10,
  kdf: 11,
  publicCustomData: 12,
} as const;

const CIPHERS: Record<KdbxCipher, string> = {
  'aes-256': '31c1f2e6bf714350be5805216afc5aff',
  chacha20: 'd6038a2b8b6f4cb5a524339a31dbb59a',
};
const KDFS = {
  argon2d: 'ef636ddf8c29444b91f7a9a403e30a0c',
  argon2id: '9e298b1956db4773b23dfc3ec6f0a1e6',
  /** Also KeePassXC writes AES-KDF under this one; the other is understood. */
  aes: 'c9d9f39a628a4460bf740d08c18a4fea',
  aesOfKdbx4: '7c02bb8279a74ac0927d114a00648238',
} as const;
const IV_BYTES: Record<KdbxCipher, number> = { 'aes-256': 16, chacha20: 12 };
const SEED_BYTES = 32;

/** What stands before the enciphered part. */
export interface OuterHeader {
  readonly major: 3 | 4;
  readonly minor: number;
  readonly cipher: KdbxCipher;
  readonly compressed: boolean;
  readonly masterSeed: Uint8Array;
  readonly iv: Uint8Array;
  readonly seeded: SeededKdf;
  readonly publicCustomData: Map<string, KdbxVariant>;
  /** KDBX 3.1 says here what KDBX 4 says in the inner header, and the first bytes of the enciphered part. */
  readonly old?: { readonly innerStream: number; readonly innerKey: Buffer; readonly startBytes: Buffer };
}

const invalid = () => new KdbxFailure('damaged');

function fieldOfLength(field: Buffer | undefined, length: number): Buffer {
  if (field?.length !== length) throw invalid();
  return field;
}

/** A number of the KDF's settings; one beyond what doubles hold is beyond our limits just as well. */
function numberOf(variant: KdbxVariant | undefined): number {
  if (variant?.type !== 'uint32' && variant?.type !== 'uint64') throw invalid();
  return Number(variant.value);
}

function bytesOf(variant: KdbxVariant | undefined): Uint8Array {
  if (variant?.type !== 'bytes') throw invalid();
  return variant.value;
}

/** KDBX 4: `KdfParameters`. */
function kdfOf(parameters: Map<string, KdbxVariant>): SeededKdf {
  const uuid = Buffer.from(bytesOf(parameters.get('$UUID'))).toString('hex');
  const seed = bytesOf(parameters.get('S'));
  if (uuid === KDFS.aes || uuid === KDFS.aesOfKdbx4) {
    if (seed.length !== SEED_BYTES) throw invalid();
    return { kdf: { kind: 'aes', rounds: numberOf(parameters.get('R')) }, seed };
  }
  const kind = uuid === KDFS.argon2d ? 'argon2d' : uuid === KDFS.argon2id ? 'argon2id' : undefined;
  const version = numberOf(parameters.get('V') ?? { type: 'uint32', value: 0x13 });
  // Nobody writes a secret key or associated data, and what we derive keys with does not take the latter.
  if (!kind || parameters.has('K') || parameters.has('A')) throw new KdbxFailure('unsupported-kdf');
  if (version !== 0x10 && version !== 0x13) throw new KdbxFailure('unsupported-kdf');
  if (seed.length < 8 || seed.length > 64) throw new KdbxFailure('unsupported-kdf');
  const kdf: KdbxKdf = {
    kind,
    memoryKib: Math.floor(numberOf(parameters.get('M')) / 1024),
    iterations: numberOf(parameters.get('I')),
    parallelism: numberOf(parameters.get('P')),
  };
  return { kdf, seed, argon2Version: version };
}

function kdfParameters({ kdf, seed, argon2Version = 0x13 }: SeededKdf): Map<string, KdbxVariant> {
  const parameters = new Map<string, KdbxVariant>();
  parameters.set('$UUID', { type: 'bytes', value: Buffer.from(KDFS[kdf.kind], 'hex') });
  parameters.set('S', { type: 'bytes', value: seed });
  if (kdf.kind === 'aes') {
    parameters.set('R', { type: 'uint64', value: BigInt(kdf.rounds) });
    return parameters;
  }
  parameters.set('V', { type: 'uint32', value: argon2Version });
  parameters.set('M', { type: 'uint64', value: BigInt(kdf.memoryKib) * 1024n });
  parameters.set('I', { type: 'uint64', value: BigInt(kdf.iterations) });
  parameters.set('P', { type: 'uint32', value: kdf.parallelism });
  return parameters;
}

/** The fields as they stand in the file; the last of a kind counts. */
function readFields(reader: ByteReader, major: 3 | 4): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  for (let count = 0; count < MOST_FIELDS; count++) {
    const id = reader.uint8();
    const length = major === MAJOR_3 ? reader.uint16() : reader.uint32();
    if (length > LONGEST_FIELD) throw invalid();
    const value = reader.take(length);
    if (id === FIELD.end) return fields;
    fields.set(id, value);
  }
  throw invalid();
}

function readVersion(reader: ByteReader): { major: 3 | 4; minor: number } {
  if (reader.left < 4 || !reader.take(4).equals(SIGNATURE)) throw new KdbxFailure('not-kdbx');
  const format = reader.take(4);
  if (format.equals(KDB_1)) throw new KdbxFailure('kdb-1');
  if (!format.equals(KDBX)) throw new KdbxFailure('not-kdbx');
  const minor = reader.uint16();
  const major = reader.uint16();
  if (major > MAJOR_4) throw new KdbxFailure('version-too-new');
  // KDBX 2 was in files for some months of 2009.
  if (major !== MAJOR_3 && major !== MAJOR_4) throw new KdbxFailure('not-kdbx');
  return { major, minor };
}

/** The outer header as it stands in the file: its own hash can be checked before anything in it is taken at its word. */
export interface RawHeader {
  readonly major: 3 | 4;
  readonly minor: number;
  readonly fields: ReadonlyMap<number, Buffer>;
}

/** Reads the outer header (KDBX 3.1 and 4.x) and leaves the reader behind it. @throws KdbxFailure */
export function readRawHeader(reader: ByteReader): RawHeader {
  const { major, minor } = readVersion(reader);
  return { major, minor, fields: readFields(reader, major) };
}

/** What the outer header means. It may be a lie until the key has vouched for it. @throws KdbxFailure */
export function outerHeaderOf({ major, minor, fields }: RawHeader): OuterHeader {
  const cipherId = fieldOfLength(fields.get(FIELD.cipher), 16).toString('hex');
  const cipher = (['aes-256', 'chacha20'] as const).find((one) => CIPHERS[one] === cipherId);
  if (!cipher) throw new KdbxFailure('unsupported-cipher');
  const compression = fieldOfLength(fields.get(FIELD.compression), 4).readUInt32LE();
  if (compression > 1) throw invalid();
  const shared = {
    major,
    minor,
    cipher,
    compressed: compression === 1,
    masterSeed: fieldOfLength(fields.get(FIELD.masterSeed), SEED_BYTES),
    iv: fieldOfLength(fields.get(FIELD.iv), IV_BYTES[cipher]),
  };
  if (major === MAJOR_4) {
    const custom = fields.get(FIELD.publicCustomData);
    return {
      ...shared,
      seeded: kdfOf(readVariants(fields.get(FIELD.kdf) ?? Buffer.alloc(0))),
      publicCustomData: custom ? readVariants(custom) : new Map(),
    };
  }
  const rounds = Number(fieldOfLength(fields.get(FIELD.transformRounds), 8).readBigUInt64LE());
  return {
    ...shared,
    seeded: {
      kdf: { kind: 'aes', rounds },
      seed: fieldOfLength(fields.get(FIELD.transformSeed), SEED_BYTES),
    },
    publicCustomData: new Map(),
    old: {
      innerStream: fieldOfLength(fields.get(FIELD.innerStream), 4).readUInt32LE(),
      innerKey: fields.get(FIELD.innerKey) ?? Buffer.alloc(0),
      startBytes: fieldOfLength(fields.get(FIELD.startBytes), SEED_BYTES),
    },
  };
}

function fieldBytes(id: number, value: Uint8Array): Buffer {
  const field = Buffer.alloc(5 + value.length);
  field.writeUInt8(id);
  field.writeUInt32LE(value.length, 1);
  field.set(value, 5);
  return field;
}

/** Writes the outer header of KDBX 4. */
export function writeOuterHeader(header: Omit<OuterHeader, 'major' | 'old'>): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt16LE(header.minor);
  version.writeUInt16LE(MAJOR_4, 2);
  const parts = [
    SIGNATURE,
    KDBX,
    version,
    fieldBytes(FIELD.cipher, Buffer.from(CIPHERS[header.cipher], 'hex')),
    fieldBytes(FIELD.compression, Buffer.of(header.compressed ? 1 : 0, 0, 0, 0)),
    fieldBytes(FIELD.masterSeed, header.masterSeed),
    fieldBytes(FIELD.iv, header.iv),
    fieldBytes(FIELD.kdf, writeVariants(kdfParameters(header.seeded))),
  ];
  if (header.publicCustomData.size > 0) {
    parts.push(fieldBytes(FIELD.publicCustomData, writeVariants(header.publicCustomData)));
  }
  parts.push(fieldBytes(FIELD.end, Buffer.from('\r\n\r\n')));
  return Buffer.concat(parts);
}
