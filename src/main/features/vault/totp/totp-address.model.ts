import { decodeBase32 } from './base32.model';
import { type QueryPart, splitQuery, toText, wipeParts } from './query-bytes.model';
import type { TotpAlgorithm, TotpProblem, TotpSettings } from './totp.model';

const DEFAULT_DIGITS = 6;
const DEFAULT_PERIOD = 30;
/** Steam's codes always have as many characters. */
export const STEAM_DIGITS = 5;
/** Seconds; a code that holds for more than a day is a mistake in the settings. */
const LONGEST_PERIOD = 86_400;

const EQUALS = 0x3d;
const SPACE = 0x20;
const QUESTION_MARK = 0x3f;

/** Settings, or why there are none. */
export type TotpReading = TotpSettings | { readonly problem: TotpProblem };

/**
 * Reads what stands in a field `otp`: an `otpauth://totp/` address (Key URI Format, with KeePassXC's `encoder=steam`),
 * the plugin KeeOtp's `key=…&step=…&size=…`, `steam://` of Bitwarden, or bare Base32.
 * @param text UTF-8, not changed.
 */
export function readTotpText(text: Uint8Array): TotpReading {
  const address = trim(text);
  switch (spellingOf(address)) {
    case 'empty':
      return { problem: 'empty' };
    case 'migration':
      return { problem: 'several-accounts' };
    case 'otpauth':
      return readAddress(address);
    case 'steam':
      return settings(decodeBase32(address.subarray('steam://'.length)), { steam: true });
    case 'query':
      return readKeeOtp(address);
    case 'bare':
      return settings(decodeBase32(address), {});
    case 'other-address':
      return { problem: 'bad-address' };
  }
}

/** How one-time codes may be written down. */
type TotpSpelling = 'empty' | 'migration' | 'otpauth' | 'steam' | 'query' | 'bare' | 'other-address';

/** How a text without white space around it is spelled. */
export function spellingOf(text: Uint8Array): TotpSpelling {
  if (text.length === 0) return 'empty';
  // Long enough for the longest scheme we know, too short for a secret behind the others.
  const start = toText(text.subarray(0, 'otpauth-migration://'.length)).toLowerCase();
  if (start.startsWith('otpauth://')) return 'otpauth';
  if (start.startsWith('otpauth-migration://')) return 'migration';
  if (start.startsWith('steam://')) return 'steam';
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(start)) return 'other-address';
  const equals = text.indexOf(EQUALS);
  // Of Base32 only the padding has equals signs, and nothing follows them.
  const isQuery = equals > 0 && text.subarray(equals).some((byte) => byte !== EQUALS && byte > SPACE);
  return isQuery ? 'query' : 'bare';
}

/** What the settings of a code may say, as text; what is absent is as usual. */
export interface TotpWishes {
  readonly digits?: string | undefined;
  readonly period?: string | undefined;
  readonly algorithm?: string | undefined;
  readonly steam?: boolean;
  readonly issuer?: string | undefined;
}

/** Joins a decoded secret with what is said about its codes. The secret is overwritten where nothing comes of it. */
export function settings(secret: Uint8Array | undefined, wishes: TotpWishes): TotpReading {
  if (!secret) return { problem: 'bad-secret' };
  const period = wholeNumber(wishes.period, DEFAULT_PERIOD);
  const digits = wishes.steam ? STEAM_DIGITS : wholeNumber(wishes.digits, DEFAULT_DIGITS);
  const algorithm = algorithmOf(wishes.algorithm);
  const isSane = {
    period: period >= 1 && period <= LONGEST_PERIOD,
    digits: wishes.steam || (digits >= 6 && digits <= 10),
  };
  if (!isSane.period || !isSane.digits || !algorithm) {
    secret.fill(0);
    return { problem: !isSane.period ? 'bad-period' : !isSane.digits ? 'bad-digits' : 'bad-algorithm' };
  }
  return {
    secret,
    algorithm,
    digits,
    period,
    encoder: wishes.steam ? 'steam' : 'digits',
    ...(wishes.issuer ? { issuer: wishes.issuer } : {}),
  };
}

/** Text without white space around it; a view, not a copy. */
export function trim(text: Uint8Array): Uint8Array {
  let from = 0;
  let to = text.length;
  while (from < to && (text[from] ?? 0) <= SPACE) from++;
  while (to > from && (text[to - 1] ?? 0) <= SPACE) to--;
  return text.subarray(from, to);
}

/** Where an address's query begins, after the question mark; its length where it has none. */
export function queryStart(address: Uint8Array): number {
  const mark = address.indexOf(QUESTION_MARK);
  return mark < 0 ? address.length : mark + 1;
}

/** Kind and label of an `otpauth` address: `otpauth://KIND/LABEL?…`. */
export function addressHead(address: Uint8Array): { kind: string; label: string } {
  const head = toText(address.subarray('otpauth://'.length, Math.max(0, queryStart(address) - 1)));
  const slash = head.indexOf('/');
  return slash < 0
    ? { kind: head.toLowerCase(), label: '' }
    : { kind: head.slice(0, slash).toLowerCase(), label: head.slice(slash + 1) };
}

function readAddress(address: Uint8Array): TotpReading {
  const { kind } = addressHead(address);
  if (kind === 'hotp') return { problem: 'counter-based' };
  if (kind !== 'totp' && kind !== 'steam') return { problem: 'bad-address' };
  return readParts(splitQuery(address.subarray(queryStart(address))), (parts) => {
    const secret = parts.find((part) => part.name === 'secret')?.value;
    if (!secret || secret.length === 0) return { problem: 'no-secret' };
    return settings(decodeBase32(secret), {
      digits: said(parts, 'digits'),
      period: said(parts, 'period'),
      algorithm: said(parts, 'algorithm'),
      steam: kind === 'steam' || said(parts, 'encoder')?.toLowerCase() === 'steam',
      issuer: said(parts, 'issuer'),
    });
  });
}

function readKeeOtp(query: Uint8Array): TotpReading {
  return readParts(splitQuery(query), (parts) => {
    const type = said(parts, 'type')?.toLowerCase();
    if (type === 'hotp') return { problem: 'counter-based' };
    const secret = parts.find((part) => part.name === 'key')?.value;
    if (!secret || secret.length === 0) return { problem: 'no-secret' };
    return settings(decodeBase32(secret), {
      digits: said(parts, 'size'),
      period: said(parts, 'step'),
      algorithm: said(parts, 'otphashmode'),
      steam: type === 'steam',
    });
  });
}

function readParts(parts: QueryPart[], read: (parts: QueryPart[]) => TotpReading): TotpReading {
  try {
    return read(parts);
  } finally {
    wipeParts(parts);
  }
}

function said(parts: readonly QueryPart[], name: string): string | undefined {
  const part = parts.find((each) => each.name === name);
  return part && part.value.length > 0 ? toText(part.value) : undefined;
}

/** The number a text says; NaN-free: what is no whole number becomes 0, which no setting allows. */
function wholeNumber(text: string | undefined, usual: number): number {
  if (text === undefined || text.trim() === '') return usual;
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : 0;
}

/** `SHA1`, `SHA-256`, `HMAC-SHA-512`, `HmacSha1`, `Sha256`… */
function algorithmOf(text: string | undefined): TotpAlgorithm | undefined {
  const name = (text ?? 'SHA1')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^HMAC/, '');
  return name === 'SHA1' || name === 'SHA256' || name === 'SHA512' ? name : undefined;
}
