import { ByteReader } from './byte-reader';
import type { KdbxVariant } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';

/** KDBX 4: "VariantDictionary", version 1.0. */
const VERSION = 0x0100;
const MAJOR = 0xff00;
const END = 0;
const TYPES = {
  uint32: 0x04,
  uint64: 0x05,
  bool: 0x08,
  int32: 0x0c,
  int64: 0x0d,
  string: 0x18,
  bytes: 0x42,
} as const;

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

function decode(type: number, value: Buffer): KdbxVariant | undefined {
  if (type === TYPES.uint32 && value.length === 4) return { type: 'uint32', value: value.readUInt32LE() };
  if (type === TYPES.int32 && value.length === 4) return { type: 'int32', value: value.readInt32LE() };
  if (type === TYPES.uint64 && value.length === 8) return { type: 'uint64', value: value.readBigUInt64LE() };
  if (type === TYPES.int64 && value.length === 8) return { type: 'int64', value: value.readBigInt64LE() };
  if (type === TYPES.bool && value.length === 1) return { type: 'bool', value: value[0] !== 0 };
  if (type === TYPES.string) return { type: 'string', value: value.toString('utf8') };
  if (type === TYPES.bytes) return { type: 'bytes', value: Uint8Array.from(value) };
  return undefined;
}

function encode(variant: KdbxVariant): Buffer {
  if (variant.type === 'string') return Buffer.from(variant.value, 'utf8');
  if (variant.type === 'bytes') return Buffer.from(variant.value);
  if (variant.type === 'bool') return Buffer.of(variant.value ? 1 : 0);
  if (variant.type === 'uint32') return uint32(variant.value);
  const bytes = Buffer.alloc(variant.type === 'int32' ? 4 : 8);
  if (variant.type === 'int32') bytes.writeInt32LE(variant.value);
  if (variant.type === 'int64') bytes.writeBigInt64LE(variant.value);
  if (variant.type === 'uint64') bytes.writeBigUInt64LE(variant.value);
  return bytes;
}

/**
 * Reads a variant dictionary of the outer header.
 * @throws KdbxFailure `damaged` where it is none, `version-too-new` where it is of a later major version
 */
export function readVariants(bytes: Uint8Array): Map<string, KdbxVariant> {
  const reader = new ByteReader(bytes, 'damaged');
  if ((reader.uint16() & MAJOR) > (VERSION & MAJOR)) throw new KdbxFailure('version-too-new');
  const variants = new Map<string, KdbxVariant>();
  for (let type = reader.uint8(); type !== END; type = reader.uint8()) {
    const key = reader.take(reader.uint32()).toString('utf8');
    const variant = decode(type, reader.take(reader.uint32()));
    if (!variant) throw new KdbxFailure('damaged');
    variants.set(key, variant);
  }
  return variants;
}

/** Writes a variant dictionary of the outer header. */
export function writeVariants(variants: ReadonlyMap<string, KdbxVariant>): Buffer {
  const parts: Buffer[] = [Buffer.of(VERSION & 0xff, VERSION >> 8)];
  for (const [name, variant] of variants) {
    const key = Buffer.from(name, 'utf8');
    const value = encode(variant);
    parts.push(Buffer.of(TYPES[variant.type]), uint32(key.length), key, uint32(value.length), value);
  }
  parts.push(Buffer.of(END));
  return Buffer.concat(parts);
}
