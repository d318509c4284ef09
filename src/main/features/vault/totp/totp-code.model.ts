import { HOTP, Secret } from 'otpauth';
import type { Instant } from '../kdbx/kdbx.model';
import type { TotpCode, TotpSettings } from './totp.model';

/** Steam's letters and digits, none to be taken for another. */
const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY';
/** As many digits as the 31 bits of a truncated HMAC have at most: nothing of them is cut off. */
const WHOLE_VALUE_DIGITS = 10;

/** The code that holds at an instant (RFC 6238 with T0 = 0), and for how long. */
export function codeAt(settings: TotpSettings, now: Instant): TotpCode {
  const seconds = Math.floor(now / 1000);
  const { period } = settings;
  return {
    code: codeOf(settings, Math.floor(seconds / period)),
    secondsLeft: period - (seconds % period),
    period,
  };
}

function codeOf({ secret, algorithm, digits, encoder }: TotpSettings, counter: number): string {
  const copy = Uint8Array.from(secret);
  try {
    const key = new Secret({ buffer: copy.buffer });
    if (encoder === 'digits') return HOTP.generate({ secret: key, algorithm, digits, counter });
    const value = Number(HOTP.generate({ secret: key, algorithm, digits: WHOLE_VALUE_DIGITS, counter }));
    return steamCode(value, digits);
  } finally {
    copy.fill(0);
  }
}

/** Steam spells the value in base 26, lowest place first. */
function steamCode(value: number, characters: number): string {
  let code = '';
  for (let rest = value; code.length < characters; rest = Math.floor(rest / STEAM_ALPHABET.length)) {
    code += STEAM_ALPHABET[rest % STEAM_ALPHABET.length];
  }
  return code;
}
