import type { FieldValue, KdbxEntry } from '../kdbx/kdbx.model';
import { decodeBase32 } from './base32.model';
import { hexPair } from './query-bytes.model';
import { readTotpText, settings, type TotpReading, trim } from './totp-address.model';

/** Field of KeePassXC, KeeOtp and most others. */
export const OTP_FIELD = 'otp';
/** Fields of the plugin KeeTrayTOTP, which KeePassXC reads as well. */
const SEED_FIELD = 'TOTP Seed';
const SETTINGS_FIELD = 'TOTP Settings';
/** KeePass 2.47 and later: the secret in one of four spellings. Source: KeePass help, "Placeholders: one-time passwords". */
const KEEPASS_SECRETS = [
  { field: 'TimeOtp-Secret-Base32', decode: decodeBase32 },
  { field: 'TimeOtp-Secret-Base64', decode: decodeBase64 },
  { field: 'TimeOtp-Secret-Hex', decode: decodeHex },
  { field: 'TimeOtp-Secret', decode: (text: Uint8Array) => (text.length > 0 ? text.slice() : undefined) },
] as const;

/** Names of fields that hold the secret of one-time codes. */
export const TOTP_SECRET_FIELDS: readonly string[] = [
  OTP_FIELD,
  SEED_FIELD,
  ...KEEPASS_SECRETS.map(({ field }) => field),
];

/** Whether an entry has a secret for one-time codes, told without deciphering it. */
export function hasTotp(entry: KdbxEntry): boolean {
  return TOTP_SECRET_FIELDS.some((name) => lengthOf(entry.fields.get(name)) > 0);
}

/**
 * How an entry's one-time codes are made, from the first it has of: `otp` (see {@link readTotpText}), the fields of
 * KeeTrayTOTP, those of KeePass 2.
 * @returns settings with a secret that the caller overwrites, or the problem; `no-totp` where there are no such fields.
 */
export function readTotp(entry: KdbxEntry): TotpReading {
  const field = TOTP_SECRET_FIELDS.find((name) => lengthOf(entry.fields.get(name)) > 0);
  if (field === undefined) return { problem: 'no-totp' };
  const held = bytesOf(entry.fields.get(field));
  try {
    if (field === OTP_FIELD) return readTotpText(held);
    if (field === SEED_FIELD) return readKeeTray(held, textOf(entry, SETTINGS_FIELD));
    const decode = KEEPASS_SECRETS.find((each) => each.field === field)?.decode ?? decodeBase32;
    return settings(decode(field === 'TimeOtp-Secret' ? held : trim(held)), {
      digits: textOf(entry, 'TimeOtp-Length'),
      period: textOf(entry, 'TimeOtp-Period'),
      algorithm: textOf(entry, 'TimeOtp-Algorithm'),
    });
  } finally {
    held.fill(0);
  }
}

/** `TOTP Settings` is `PERIOD;DIGITS` or `PERIOD;S` for Steam; an address for the server's time may follow. */
function readKeeTray(seed: Uint8Array, said: string | undefined): TotpReading {
  const [period, digits] = (said ?? '').split(';');
  return settings(decodeBase32(seed), { period, digits, steam: digits?.trim().toUpperCase() === 'S' });
}

function textOf(entry: KdbxEntry, name: string): string | undefined {
  const value = entry.fields.get(name);
  return value === undefined || typeof value === 'string' ? value : value.text();
}

function lengthOf(value: FieldValue | undefined): number {
  if (value === undefined) return 0;
  return typeof value === 'string' ? value.length : value.byteLength;
}

function bytesOf(value: FieldValue | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  return typeof value === 'string' ? new TextEncoder().encode(value) : value.bytes();
}

function decodeHex(text: Uint8Array): Uint8Array | undefined {
  const digits = text.filter((byte) => byte > 0x20);
  const decoded = new Uint8Array(digits.length >> 1);
  let isHex = digits.length > 0 && digits.length % 2 === 0;
  for (let at = 0; isHex && at < decoded.length; at++) {
    const byte = hexPair(digits[at * 2], digits[at * 2 + 1]);
    if (byte === undefined) isHex = false;
    else decoded[at] = byte;
  }
  digits.fill(0);
  if (isHex) return decoded;
  decoded.fill(0);
  return undefined;
}

function decodeBase64(text: Uint8Array): Uint8Array | undefined {
  const room = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const character of text) {
    if (character <= 0x20 || character === 0x3d) continue;
    const value = base64Value(character);
    if (value === undefined) {
      room.fill(0);
      return undefined;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    room[length++] = (held >> bits) & 0xff;
  }
  const decoded = room.slice(0, length);
  room.fill(0);
  return length === 0 ? undefined : decoded;
}

/** Standard alphabet and the one for addresses. */
function base64Value(character: number): number | undefined {
  if (character >= 0x41 && character <= 0x5a) return character - 0x41;
  if (character >= 0x61 && character <= 0x7a) return character - 0x61 + 26;
  if (character >= 0x30 && character <= 0x39) return character - 0x30 + 52;
  if (character === 0x2b || character === 0x2d) return 62;
  return character === 0x2f || character === 0x5f ? 63 : undefined;
}
