import { encodeBase32 } from './base32.model';
import { splitQuery, toText, wipeParts } from './query-bytes.model';
import type { TotpProblem, TotpSettings } from './totp.model';
import { addressHead, queryStart, readTotpText, STEAM_DIGITS, spellingOf, trim } from './totp-address.model';

/** Bytes a secret typed by hand has at least (80 bits): what is shorter was cut off, or is a code and no secret. */
const LEAST_BARE_BYTES = 10;
/** What we write ourselves; anything else an address says is kept as it stands. */
const WRITTEN = new Set(['secret', 'period', 'digits', 'issuer', 'encoder', 'algorithm']);

/** What to store in the field `otp`, or why not. */
export type TotpInput =
  | {
      readonly ok: true;
      /** UTF-8 of an `otpauth://totp/` address as KeePassXC writes it; the caller overwrites it. */
      readonly value: Uint8Array;
    }
  | { readonly ok: false; readonly reason: TotpProblem };

/**
 * Turns what a person pasted (an `otpauth` address, `steam://`, KeeOtp's spelling, bare Base32 in groups) into what the
 * field `otp` is to hold, spelled so that KeePassXC makes the same codes.
 * @param text UTF-8; not changed.
 * @param account Goes into the address's label where the text has none.
 * @param steam The person says that bare Base32 is of Steam.
 */
export function parseTotpInput(
  text: Uint8Array,
  account: { readonly title: string; readonly userName: string },
  steam = false,
): TotpInput {
  const reading = readTotpText(text);
  if ('problem' in reading) return { ok: false, reason: reading.problem };
  const found: TotpSettings = steam ? { ...reading, encoder: 'steam', digits: STEAM_DIGITS } : reading;
  try {
    const pasted = trim(text);
    const spelling = spellingOf(pasted);
    if (spelling === 'bare' && found.secret.length < LEAST_BARE_BYTES)
      return { ok: false, reason: 'short-secret' };
    const isAddress = spelling === 'otpauth';
    const label = isAddress ? addressHead(pasted).label : '';
    return { ok: true, value: write(found, label, account, isAddress ? keptParts(pasted) : '') };
  } finally {
    found.secret.fill(0);
  }
}

function write(
  found: TotpSettings,
  givenLabel: string,
  account: { readonly title: string; readonly userName: string },
  kept: string,
): Uint8Array {
  const issuer = encodeURIComponent(found.issuer ?? (givenLabel ? '' : account.title));
  const label =
    givenLabel ||
    `${encodeURIComponent(account.title || 'Quadrat')}:${encodeURIComponent(account.userName || 'none')}`;
  const after =
    `&period=${found.period}&digits=${found.digits}` +
    (issuer ? `&issuer=${issuer}` : '') +
    (found.encoder === 'steam' ? '&encoder=steam' : '') +
    (found.algorithm === 'SHA1' ? '' : `&algorithm=${found.algorithm}`) +
    kept;
  const encoder = new TextEncoder();
  const secret = encodeBase32(found.secret);
  const pieces = [encoder.encode(`otpauth://totp/${label}?secret=`), secret, encoder.encode(after)];
  const value = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    value.set(piece, at);
    at += piece.length;
  }
  secret.fill(0);
  return value;
}

function keptParts(address: Uint8Array): string {
  const parts = splitQuery(address.subarray(queryStart(address)));
  const kept = parts
    .filter(({ name }) => !WRITTEN.has(name))
    .map(({ name, value }) => `&${encodeURIComponent(name)}=${encodeURIComponent(toText(value))}`);
  wipeParts(parts);
  return kept.join('');
}
