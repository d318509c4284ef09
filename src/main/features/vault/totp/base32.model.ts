/** Base32 of RFC 4648 over bytes, so that no secret stands in a string. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Digits that are no Base32, and the letters KeePassXC reads them as. */
const READ_AS = { '0': 'O', '1': 'L', '8': 'B' };
/** What people and pages put between the letters: space, tab, line ends, hyphen, no-break space (C2 A0), padding. */
const BETWEEN = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2d, 0x3d, 0xc2, 0xa0]);

const VALUES = new Map<number, number>();
for (const [value, letter] of [...ALPHABET].entries()) {
  VALUES.set(letter.charCodeAt(0), value);
  VALUES.set(letter.toLowerCase().charCodeAt(0), value);
}
for (const [digit, letter] of Object.entries(READ_AS))
  VALUES.set(digit.charCodeAt(0), ALPHABET.indexOf(letter));

/**
 * Decodes Base32 as people hand it on: either case, grouped by spaces or hyphens, with padding or without, and of any
 * length (bits that make no whole byte are left out).
 * @returns the bytes, a buffer of their own; undefined where another character stands among them or no byte comes out.
 */
export function decodeBase32(text: Uint8Array): Uint8Array | undefined {
  const room = new Uint8Array(Math.floor((text.length * 5) / 8));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const character of text) {
    if (BETWEEN.has(character)) continue;
    const value = VALUES.get(character);
    if (value === undefined) {
      room.fill(0);
      return undefined;
    }
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    room[length++] = (held >> bits) & 0xff;
  }
  const decoded = room.slice(0, length);
  room.fill(0);
  return length === 0 ? undefined : decoded;
}

/** Encodes to upper-case Base32 without padding, as ASCII bytes. */
export function encodeBase32(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(Math.ceil((bytes.length * 8) / 5));
  for (let place = 0; place < text.length; place++) {
    const bit = place * 5;
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    text[place] = ALPHABET.charCodeAt((pair >> (11 - (bit & 7))) & 31);
  }
  return text;
}
