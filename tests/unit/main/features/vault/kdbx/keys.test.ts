import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import {
  compositeKeyFrom,
  compositeKeyOf,
} from '../../../../../../src/main/features/vault/kdbx/composite-key';
import { newKeyFile } from '../../../../../../src/main/features/vault/kdbx/key-file';
import {
  INNER_STREAM,
  innerStream,
  KeyStream,
} from '../../../../../../src/main/features/vault/kdbx/key-stream';
import { deriveKey, transformKey } from '../../../../../../src/main/features/vault/kdbx/transformed-key';
import { CHEAP_KDF, keyOf } from './databases';

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const text = (value: string) => new TextEncoder().encode(value);

function bytesOf(parts: Parameters<typeof compositeKeyOf>[0]): string {
  const made = compositeKeyOf(parts);
  return made.ok ? Buffer.from(made.key.bytes()).toString('hex') : made.reason;
}

/** What a composite key of this file alone must be. */
const ofFile = (fileKey: Uint8Array) => sha256(fileKey).toString('hex');

describe('the composite key', () => {
  test('an empty password is one, none is another', () => {
    expect(bytesOf({ password: text('') })).toBe(sha256(sha256(text(''))).toString('hex'));
    expect(bytesOf({})).toBe(sha256().toString('hex'));
    const both = bytesOf({ password: text('p'), keyFile: new Uint8Array(32).fill(5) });
    expect(both).toBe(sha256(sha256(text('p')), new Uint8Array(32).fill(5)).toString('hex'));
  });

  test('is given out as a copy, and gone when wiped', () => {
    const key = keyOf('x');
    const bytes = key.bytes();
    expect(compositeKeyFrom(bytes).bytes()).toEqual(bytes);
    bytes.fill(0);
    expect(key.bytes()).not.toEqual(bytes);
    key.wipe();
    expect(key.bytes()).toEqual(bytes);
  });
});

describe('a key file', () => {
  const raw = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex');
  const xml = (version: string, data: string, attribute = '') =>
    text(
      `<?xml version="1.0" encoding="utf-8"?>\n<KeyFile><Meta><Version>${version}</Version></Meta><Key><Data${attribute}>${data}</Data></Key></KeyFile>`,
    );
  const hash = ` Hash="${sha256(raw).subarray(0, 4).toString('hex').toUpperCase()}"`;

  test('is 32 bytes, 64 digits, XML or anything', () => {
    expect(bytesOf({ keyFile: raw })).toBe(ofFile(raw));
    expect(bytesOf({ keyFile: text(raw.toString('hex').toUpperCase()) })).toBe(ofFile(raw));
    expect(bytesOf({ keyFile: xml('1.00', raw.toString('base64')) })).toBe(ofFile(raw));
    expect(
      bytesOf({
        keyFile: xml('2.0', `\n 00112233 44556677 8899aabb ccddeeff\n${raw.toString('hex').slice(32)}`, hash),
      }),
    ).toBe(ofFile(raw));
    const picture = randomBytes(5000);
    expect(bytesOf({ keyFile: picture })).toBe(ofFile(sha256(picture)));
    expect(bytesOf({ keyFile: text('z'.repeat(64)) })).toBe(ofFile(sha256(text('z'.repeat(64)))));
  });

  test.each([
    ['empty', new Uint8Array(0)],
    ['of a later version', xml('3.0', raw.toString('hex'), hash)],
    ['with a digit mistyped', xml('2.0', raw.toString('hex').replace(/^0/, '1'), hash)],
    ['without its hash', xml('2.0', raw.toString('hex'))],
    ['too short', xml('1.00', 'AAAA')],
  ])('that is %s is refused', (_, keyFile) => {
    expect(bytesOf({ keyFile })).toBe('bad-key-file');
  });

  test('that is new is of version 2.0, opens, and is not the one before', () => {
    const one = newKeyFile();
    expect(Buffer.from(one).toString()).toMatch(
      /<Version>2\.0<.*Hash="[0-9A-F]{8}".*(?:[0-9A-F]{8}\s+){8}</s,
    );
    expect(bytesOf({ keyFile: one })).toMatch(/^[0-9a-f]{64}$/);
    expect(bytesOf({ keyFile: newKeyFile() })).not.toBe(bytesOf({ keyFile: one }));
  });
});

describe('the key stream', () => {
  test('is ChaCha20 as OpenSSL has it, in whatever pieces it is used', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        fc.array(fc.nat(200), { maxLength: 8 }),
        (key, nonce, lengths) => {
          const stream = KeyStream.chacha20(key, nonce);
          const theirs = createCipheriv('chacha20', key, Buffer.concat([Buffer.alloc(4), nonce]));
          for (const length of lengths) {
            const ours = Buffer.alloc(length, 3);
            stream.apply(ours);
            expect(ours.equals(theirs.update(Buffer.alloc(length, 3)))).toBe(true);
          }
        },
      ),
    );
  });

  test('is Salsa20 as eSTREAM has it: set 1, vector 0, blocks 0, 3 and 7', () => {
    const bytes = Buffer.alloc(512);
    KeyStream.salsa20(Buffer.from(`80${'00'.repeat(31)}`, 'hex'), Buffer.alloc(8)).apply(bytes);
    expect(bytes.subarray(0, 16).toString('hex')).toBe('e3be8fdd8beca2e3ea8ef9475b29a6e7');
    expect(bytes.subarray(192, 208).toString('hex')).toBe('57be81f47b17d9ae7c4ff15429a73e10');
    expect(bytes.subarray(448, 464).toString('hex')).toBe('696afcfd0cddcc83c7e77f11a649d79a');
  });

  test('is none for a number nobody gave', () => {
    expect(innerStream(1, Buffer.alloc(32))).toBeUndefined();
    expect(innerStream(INNER_STREAM.none, Buffer.alloc(32))).toBeUndefined();
  });
});

describe('the key after the KDF', () => {
  const seed = new Uint8Array(32).fill(9);

  test.each([1, 2, 65_535, 65_536, 65_537, 200_001])(
    'is what %i rounds of AES make, one after another',
    async (rounds) => {
      const key = keyOf('x');
      const transformed = await deriveKey(key, { kdf: { kind: 'aes', rounds }, seed });
      let block: Buffer = Buffer.from(key.bytes());
      const cipher = createCipheriv('aes-256-ecb', seed, null).setAutoPadding(false);
      for (let round = 0; round < rounds; round++) block = cipher.update(block);
      const master = new Uint8Array(32).fill(1);
      expect(transformed.cipherKey(master)).toEqual(sha256(master, sha256(block)));
    },
  );

  test('fits the settings it was made with, and no others', async () => {
    const transformed = await transformKey(keyOf('x'), CHEAP_KDF);
    expect(transformed.fits({ ...CHEAP_KDF })).toBe(true);
    for (const other of [
      { memoryKib: 65 },
      { iterations: 2 },
      { parallelism: 2 },
      { kind: 'argon2d' as const },
    ]) {
      expect(transformed.fits({ ...CHEAP_KDF, ...other } as typeof CHEAP_KDF)).toBe(false);
    }
    expect(transformed.fits({ kind: 'aes', rounds: 1 })).toBe(false);
  });

  test('has another seed each time it is made, and is gone when wiped', async () => {
    const one = await transformKey(keyOf('x'), CHEAP_KDF);
    const other = await transformKey(keyOf('x'), CHEAP_KDF);
    expect(one.seeded.seed).not.toEqual(other.seeded.seed);
    const before = one.cipherKey(seed);
    one.wipe();
    expect(one.cipherKey(seed)).not.toEqual(before);
    expect(one.cipherKey(seed)).toEqual(sha256(seed, new Uint8Array(32)));
  });
});
