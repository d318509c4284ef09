import { describe, expect, test } from '@jest/globals';
import { Draw } from '../../../../../../src/main/features/vault/generator/draw.model';
import type {
  CharacterWish,
  Generated,
  WordWish,
} from '../../../../../../src/main/features/vault/generator/generator.model';
import { nodeRandomBytes } from '../../../../../../src/main/features/vault/generator/node-random.adapter';
import { generatePassphrase } from '../../../../../../src/main/features/vault/generator/passphrase.model';
import { generatePassword } from '../../../../../../src/main/features/vault/generator/password.model';
import { loadWords } from '../../../../../../src/main/features/vault/generator/word-lists';

const PASSWORD: CharacterWish = {
  length: 20,
  upper: true,
  lower: true,
  digits: true,
  special: true,
  extra: '',
  exclude: '',
  withoutLookAlikes: false,
  everyKind: false,
};
const PASSPHRASE: WordWish = {
  words: 5,
  language: 'de',
  separator: '-',
  capitalise: false,
  appendDigit: false,
};

const text = (generated: Generated): string => {
  if (!generated.ok) throw new Error(generated.reason);
  return new TextDecoder().decode(generated.secret);
};
const bits = (generated: Generated) => (generated.ok ? generated.entropyBits : Number.NaN);
const password = (changes: Partial<CharacterWish>) =>
  generatePassword({ ...PASSWORD, ...changes }, nodeRandomBytes);
const characters = (changes: Partial<CharacterWish>) => {
  const seen = new Set<string>();
  for (let time = 0; time < 30; time += 1)
    for (const each of text(password({ length: 256, ...changes }))) seen.add(each);
  return [...seen].sort().join('');
};

/** Bytes that a test says beforehand, big-endian numbers of four. */
const said = (...numbers: number[]) => {
  const given: Uint8Array[] = [];
  const random = (count: number) => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += 4) new DataView(bytes.buffer).setUint32(at, numbers.shift() ?? 0);
    given.push(bytes);
    return bytes;
  };
  return { random, given };
};

/** χ² of how often each of equally likely cases came. */
const chiSquare = (counts: number[]) => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

describe('drawing', () => {
  test('rejects what would make small numbers likelier', () => {
    // 2^32 = 613,566,756 · 7 + 4: the last four numbers are drawn again.
    const { random } = said(0xffff_ffff, 0xffff_fffc, 0xffff_fffb, 8);
    const draw = new Draw(random);
    expect([draw.below(7), draw.below(7)]).toEqual([6, 1]);
  });

  test('takes a whole range as it is', () => {
    expect(new Draw(said(0xffff_ffff).random).below(2 ** 32)).toBe(0xffff_ffff);
  });

  test('asks again when the bytes are used up, and overwrites them', () => {
    const { random, given } = said(...Array.from({ length: 200 }, (_, index) => index));
    const draw = new Draw(random);
    const drawn = Array.from({ length: 130 }, () => draw.below(2 ** 32));
    expect(drawn).toEqual(Array.from({ length: 130 }, (_, index) => index));
    draw.wipe();
    expect(given).toHaveLength(3);
    expect(given.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  test('of real randomness is even', () => {
    const draw = new Draw(nodeRandomBytes);
    const counts = new Array<number>(61).fill(0);
    for (let time = 0; time < 122_000; time += 1) {
      const number = draw.below(61);
      counts[number] = (counts[number] ?? 0) + 1;
    }
    // 60 degrees of freedom: above 120 in one run of 200,000.
    expect(chiSquare(counts)).toBeLessThan(120);
  });
});

describe('passwords', () => {
  test('hold what is wished for', () => {
    expect(characters({ upper: false, special: false, digits: false })).toBe('abcdefghijklmnopqrstuvwxyz');
    expect(characters({ upper: false, lower: false, special: false })).toBe('0123456789');
    expect(characters({ upper: false, lower: false, digits: false })).toBe(
      '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    );
    expect(characters({ lower: false, special: false, digits: false, extra: 'ÄÄA€' })).toBe(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZÄ€',
    );
    expect(characters({ lower: false, special: false, upper: false, exclude: '13579' })).toBe('02468');
    expect(characters({ special: false, withoutLookAlikes: true })).not.toMatch(/[0Oo1Il5S8B6G2Z]/);
  });

  test('have as many characters as wished for, not bytes', () => {
    const made = text(
      password({ length: 64, upper: false, lower: false, digits: false, special: false, extra: 'ä€𝄞' }),
    );
    expect([...made]).toHaveLength(64);
  });

  test.each([4, 5, 20, 256])('every kind, length %d', (length) => {
    for (let time = 0; time < 200; time += 1) {
      const made = text(password({ length, everyKind: true }));
      expect(made).toHaveLength(length);
      expect([/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => !kind.test(made))).toEqual([]);
    }
  });

  test('with every kind each is equally likely', () => {
    // Two kinds of 2 and 1, four places: 3^4 - 2^4 - 1^4 = 64 passwords.
    const kinds = {
      length: 4,
      upper: false,
      special: false,
      exclude: 'cdefghijklmnopqrstuvwxyz012345678',
      everyKind: true,
    };
    const counts = new Map<string, number>();
    for (let time = 0; time < 19_200; time += 1) {
      const made = text(password(kinds));
      counts.set(made, (counts.get(made) ?? 0) + 1);
    }
    expect(counts.size).toBe(64);
    expect(bits(password(kinds))).toBeCloseTo(6, 12);
    // 63 degrees of freedom: above 125 in one run of 200,000.
    expect(chiSquare([...counts.values()])).toBeLessThan(125);
  });

  test('entropy is exact', () => {
    expect(bits(password({}))).toBeCloseTo(20 * Math.log2(94), 10);
    expect(bits(password({ length: 256 }))).toBeCloseTo(256 * Math.log2(94), 9);
    // Four places, four kinds: one of each in any order.
    expect(bits(password({ length: 4, everyKind: true }))).toBeCloseTo(Math.log2(24 * 26 * 26 * 10 * 32), 10);
    expect(bits(password({ everyKind: true }))).toBeLessThan(20 * Math.log2(94));
    expect(bits(password({ everyKind: true, upper: false, digits: false, special: false }))).toBeCloseTo(
      20 * Math.log2(26),
      10,
    );
  });

  test.each<[Partial<CharacterWish>, string]>([
    [{ length: 3 }, 'bad-length'],
    [{ length: 257 }, 'bad-length'],
    [{ length: 8.5 }, 'bad-length'],
    [{ length: Number.NaN }, 'bad-length'],
    [{ upper: false, lower: false, digits: false, special: false }, 'no-characters'],
    [{ upper: false, lower: false, special: false, exclude: '0123456789' }, 'no-characters'],
    [{ length: 4, extra: 'ä', everyKind: true }, 'too-few-places'],
  ])('refuses %j: %s', (changes, reason) => {
    expect(password(changes)).toEqual({ ok: false, reason });
  });

  test('are never the same twice', () => {
    const made = new Set(Array.from({ length: 1000 }, () => text(password({ length: 12 }))));
    expect(made.size).toBe(1000);
  });
});

describe('passphrases', () => {
  test('are words of the list with the separator between', async () => {
    const words = await loadWords('de');
    const { random } = said(0, 1, 6163, 6164, 4);
    expect(text(generatePassphrase(PASSPHRASE, words, random))).toBe(
      [words[0], words[1], words[6163], words[0], words[4]].join('-'),
    );
  });

  test('capitals and a digit', async () => {
    const made = generatePassphrase(
      { ...PASSPHRASE, language: 'en', separator: '', capitalise: true, appendDigit: true },
      await loadWords('en'),
      nodeRandomBytes,
    );
    expect(text(made)).toMatch(/^([A-Z][a-z]+){5}[0-9]$/);
    expect(bits(made)).toBeCloseTo(5 * Math.log2(7772) + Math.log2(10), 10);
  });

  test('entropy of the German list', async () => {
    expect(bits(generatePassphrase(PASSPHRASE, await loadWords('de'), nodeRandomBytes))).toBeCloseTo(
      62.948,
      3,
    );
  });

  test('a separator of several bytes', () => {
    const made = generatePassphrase({ ...PASSPHRASE, words: 3, separator: ' – ' }, ['wort'], nodeRandomBytes);
    expect(text(made)).toBe('wort – wort – wort');
  });

  test.each([2, 17, 3.5, Number.NaN])('refuses %d words', (words) => {
    expect(generatePassphrase({ ...PASSPHRASE, words }, ['wort'], nodeRandomBytes)).toEqual({
      ok: false,
      reason: 'bad-word-count',
    });
  });
});
