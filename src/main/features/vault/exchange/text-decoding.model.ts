/** How a text file was written. */
export type TextEncoding = 'utf-8' | 'utf-16' | 'windows-1252';

export interface DecodedText {
  /** UTF-8 without byte order mark. Shares memory with the input where that is UTF-8 already. */
  readonly utf8: Uint8Array;
  readonly encoding: TextEncoding;
}

/** Code points of the bytes 0x80 to 0x9f; the rest of Windows-1252 is Latin 1. Source: WHATWG Encoding, index windows-1252. */
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
  0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  0x153, 0x9d, 0x17e, 0x178,
];
/** Bytes decoded at a time. */
const PIECE = 65_536;

/**
 * Brings a text file to UTF-8: by its byte order mark; without one UTF-8 where it is valid, UTF-16 where every other
 * byte is zero, else Windows-1252, in which Excel saves "CSV" on a German Windows.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return fromUtf16(bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return fromUtf16(bytes.subarray(2), false);
  const zeros = zeroBytes(bytes.subarray(0, 1_000));
  if (zeros.odd > 0.3 && zeros.even < 0.1) return fromUtf16(bytes, true);
  if (zeros.even > 0.3 && zeros.odd < 0.1) return fromUtf16(bytes, false);
  if (isUtf8(bytes)) return { utf8: bytes, encoding: 'utf-8' };
  return { utf8: fromWindows1252(bytes), encoding: 'windows-1252' };
}

/** Shares of the even and the odd places that hold a zero. */
function zeroBytes(head: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at++) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const half = Math.max(1, head.length / 2);
  return { even: even / half, odd: odd / half };
}

function fromUtf16(bytes: Uint8Array, isLittleEndian: boolean): DecodedText {
  const even = bytes.slice(0, bytes.length & ~1);
  if (!isLittleEndian) {
    for (let at = 0; at < even.length; at += 2) {
      const high = even[at] ?? 0;
      even[at] = even[at + 1] ?? 0;
      even[at + 1] = high;
    }
  }
  const utf8 = new TextEncoder().encode(new TextDecoder('utf-16le').decode(even));
  even.fill(0);
  return { utf8, encoding: 'utf-16' };
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE)
      decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Not by TextDecoder: some versions of Node take Windows-1252 for Latin 1. */
function fromWindows1252(bytes: Uint8Array): Uint8Array {
  const utf8 = new Uint8Array(bytes.length * 3);
  let at = 0;
  for (const byte of bytes) {
    const point = byte >= 0x80 && byte < 0xa0 ? (WINDOWS_1252[byte - 0x80] ?? byte) : byte;
    if (point < 0x80) {
      utf8[at++] = point;
    } else if (point < 0x800) {
      utf8[at++] = 0xc0 | (point >> 6);
      utf8[at++] = 0x80 | (point & 0x3f);
    } else {
      utf8[at++] = 0xe0 | (point >> 12);
      utf8[at++] = 0x80 | ((point >> 6) & 0x3f);
      utf8[at++] = 0x80 | (point & 0x3f);
    }
  }
  return utf8.subarray(0, at);
}
