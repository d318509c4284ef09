/**
 * Takes out of a text what XML 1.0 cannot hold: control characters but tab and line ends, U+FFFE and U+FFFF.
 * @param utf8 not changed
 * @returns the same bytes where there is nothing to take out
 */
export function cleanText(utf8: Buffer): Buffer {
  if (!hasUnfit(utf8)) return utf8;
  const clean = Buffer.alloc(utf8.length);
  let length = 0;
  for (let at = 0; at < utf8.length; at++) {
    const byte = utf8[at] ?? 0;
    if (isControl(byte)) continue;
    if (isNonCharacter(utf8, at)) at += 2;
    else clean[length++] = byte;
  }
  return clean.subarray(0, length);
}

function hasUnfit(utf8: Buffer): boolean {
  for (let at = 0; at < utf8.length; at++) {
    const byte = utf8[at] ?? 0;
    if (isControl(byte) || (byte === 0xef && isNonCharacter(utf8, at))) return true;
  }
  return false;
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
}

function isNonCharacter(utf8: Buffer, at: number): boolean {
  return utf8[at] === 0xef && utf8[at + 1] === 0xbf && (utf8[at + 2] ?? 0) >= 0xbe;
}
