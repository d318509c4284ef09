/** `name=value&name=value` over bytes, so that a secret among the values never stands in a string. */

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

/** One part of a query. */
export interface QueryPart {
  /** Lower case. */
  readonly name: string;
  /** What it says, percent signs resolved: a buffer of its own, to be overwritten. */
  readonly value: Uint8Array;
}

/** Takes a query apart. Each name counts once: a later part of the same name is left out. */
export function splitQuery(query: Uint8Array): QueryPart[] {
  const parts: QueryPart[] = [];
  for (let from = 0; from < query.length; ) {
    const next = query.indexOf(AMPERSAND, from);
    const piece = query.subarray(from, next < 0 ? query.length : next);
    from += piece.length + 1;
    const equals = piece.indexOf(EQUALS);
    if (equals <= 0) continue;
    const name = toText(resolvePercent(piece.subarray(0, equals))).toLowerCase();
    if (parts.some((part) => part.name === name)) continue;
    parts.push({ name, value: resolvePercent(piece.subarray(equals + 1)) });
  }
  return parts;
}

/** The bytes as text; for what is no secret. */
export function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Overwrites every value. */
export function wipeParts(parts: readonly QueryPart[]): void {
  for (const { value } of parts) value.fill(0);
}

function resolvePercent(escaped: Uint8Array): Uint8Array {
  const room = new Uint8Array(escaped.length);
  let length = 0;
  for (let at = 0; at < escaped.length; at++) {
    const byte = escaped[at] ?? 0;
    const value = byte === PERCENT ? hexPair(escaped[at + 1], escaped[at + 2]) : undefined;
    if (value !== undefined) at += 2;
    room[length++] = value ?? (byte === PLUS ? SPACE : byte);
  }
  const resolved = room.slice(0, length);
  room.fill(0);
  return resolved;
}

/** The byte that two hexadecimal digits (ASCII) mean; undefined where they are none. */
export function hexPair(high: number | undefined, low: number | undefined): number | undefined {
  const digits = [hexDigit(high), hexDigit(low)] as const;
  return digits[0] === undefined || digits[1] === undefined ? undefined : digits[0] * 16 + digits[1];
}

function hexDigit(character: number | undefined): number | undefined {
  if (character === undefined) return undefined;
  if (character >= 0x30 && character <= 0x39) return character - 0x30;
  const letter = character | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
