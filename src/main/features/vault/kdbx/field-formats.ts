import type { Instant, Uuid } from './kdbx.model';

/** How numbers, dates, uuids and flags stand in the XML. */

/** 0001-01-01T00:00:00Z, from which the file counts, in seconds before 1970. */
const EPOCH_SECONDS = 62_135_596_800;
/** 0001-01-01 and 9999-12-31T23:59:59Z: what other programs can show. */
const EARLIEST = -EPOCH_SECONDS;
const LATEST = 253_402_300_799;
const DATE_BYTES = 8;
const UUID_BYTES = 16;
const NO_UUID = '0'.repeat(2 * UUID_BYTES);
const NO_UUID_BASE64 = Buffer.alloc(UUID_BYTES).toString('base64');

const BASE64 = /^[A-Za-z0-9+/]{11}=$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

const instantOf = (seconds: number): Instant => 1000 * Math.min(LATEST, Math.max(EARLIEST, seconds));

/**
 * Reads a date: seconds since the year 1 in Base64 (KDBX 4) or ISO 8601 (KDBX 3.1, XML export). Beyond the years 1
 * to 9999 it is the nearest in them.
 * @returns undefined where it is no date
 */
export function readInstant(text: string): Instant | undefined {
  if (BASE64.test(text)) {
    return instantOf(Number(Buffer.from(text, 'base64').readBigInt64LE()) - EPOCH_SECONDS);
  }
  if (!ISO.test(text)) return undefined;
  const milliseconds = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(milliseconds) ? undefined : instantOf(Math.floor(milliseconds / 1000));
}

/** A date as KDBX 4 writes it. */
export function writeInstant(instant: Instant): string {
  const bytes = Buffer.alloc(DATE_BYTES);
  bytes.writeBigInt64LE(BigInt(Math.floor(instant / 1000) + EPOCH_SECONDS));
  return bytes.toString('base64');
}

/** A date as KDBX 3.1 and the XML export write it. */
export function writeIsoInstant(instant: Instant): string {
  const iso = new Date(Math.floor(instant / 1000) * 1000).toISOString();
  return iso.replace('.000Z', 'Z');
}

/** @returns undefined for none: what is empty, all zeros or no uuid at all */
export function readUuid(text: string): Uuid | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== UUID_BYTES) return undefined;
  const uuid = bytes.toString('hex');
  return uuid === NO_UUID ? undefined : uuid;
}

export const writeUuid = (uuid: Uuid | undefined): string =>
  uuid === undefined ? NO_UUID_BASE64 : Buffer.from(uuid, 'hex').toString('base64');

/** @returns undefined where it is neither */
export function readFlag(text: string): boolean | undefined {
  if (text === 'True') return true;
  if (text === 'False') return false;
  const lower = text.trim().toLowerCase();
  if (lower === 'true' || lower === '1') return true;
  return lower === 'false' || lower === '0' ? false : undefined;
}

export const writeFlag = (flag: boolean): string => (flag ? 'True' : 'False');

/** "null" and whatever is neither yes nor no: as the parent group. */
export const readTriState = (text: string): boolean | null => readFlag(text) ?? null;

/** In lower case, unlike other flags. */
export const writeTriState = (state: boolean | null): string => String(state);

/** @returns undefined where it is no whole number */
export function readWhole(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== '' && Number.isSafeInteger(number) ? number : undefined;
}

/** Tags as KeePassXC takes them apart: at `;`, `,` and tabs; without blanks around, each once. */
export const readTags = (text: string): string[] =>
  text === ''
    ? []
    : [
        ...new Set(
          text
            .split(/[;,\t]/)
            .map((tag) => tag.trim())
            .filter(Boolean),
        ),
      ];

/** Tags with the separator of KeePassXC; KeePass reads it, too. */
export const writeTags = (tags: readonly string[]): string => tags.join(',');

/** What XML 1.0 cannot hold: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const UNSTORABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * What the file will hold of a text that is no secret: characters that XML 1.0 has no way to write are left out, as
 * KeePassXC 2.7.4 leaves them out; a file with them would not open any more. A secret is kept whatever is in it:
 * its bytes stand enciphered. Nothing changes a text in memory; whoever takes one from a person stores this.
 */
export const storableText = (text: string): string => text.replace(UNSTORABLE, '');
