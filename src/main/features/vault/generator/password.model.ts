import { Draw } from './draw.model';
import { type CharacterWish, type Generated, PASSWORD_LENGTH, type RandomBytes } from './generator.model';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
/** Every printable ASCII character that is neither letter, digit nor blank. */
const SPECIAL = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
/** Characters taken for one another on paper or read aloud. */
const LOOK_ALIKES = "0Oo1Il|5S8B6G2Z'`";

/**
 * Makes a password whose every character is equally likely, or (with `everyKind`) every password is that holds each
 * chosen kind at least once: whole passwords that miss a kind are drawn again.
 *
 * Entropy: without `everyKind` L · log2(n) for L places and n characters. With it log2(N), where N counts the passwords
 * that miss no kind, by inclusion and exclusion over kinds of sizes n1…nk that share no character:
 *   N = Σ over the subsets S of the kinds of (-1)^|S| · (n - Σ of the sizes in S)^L.
 * @param wish Of characters in both `extra` and `exclude` none is used. `extra` counts as a kind of its own.
 */
export function generatePassword(wish: CharacterWish, random: RandomBytes): Generated {
  const { length } = wish;
  if (!Number.isInteger(length) || length < PASSWORD_LENGTH.least || length > PASSWORD_LENGTH.most) {
    return { ok: false, reason: 'bad-length' };
  }
  const kinds = kindsOf(wish);
  if (kinds.length === 0) return { ok: false, reason: 'no-characters' };
  if (wish.everyKind && kinds.length > length) return { ok: false, reason: 'too-few-places' };
  const kindOfPlace = kinds.flatMap((kind, index) => kind.map(() => index));
  const draw = new Draw(random);
  const picked = new Uint16Array(length);
  do {
    for (let place = 0; place < length; place++) picked[place] = draw.below(kindOfPlace.length);
  } while (wish.everyKind && new Set(Array.from(picked, (index) => kindOfPlace[index])).size < kinds.length);
  const secret = spell(picked, kinds.flat());
  picked.fill(0);
  draw.wipe();
  const sizes = kinds.map((kind) => kind.length);
  const passwords = wish.everyKind
    ? countWithEveryKind(sizes, length)
    : BigInt(kindOfPlace.length) ** BigInt(length);
  return { ok: true, secret, entropyBits: log2(passwords) };
}

function kindsOf(wish: CharacterWish): string[][] {
  const left = new Set([...wish.exclude.normalize('NFC'), ...(wish.withoutLookAlikes ? LOOK_ALIKES : '')]);
  const chosen = [
    wish.upper ? UPPER : '',
    wish.lower ? LOWER : '',
    wish.digits ? DIGITS : '',
    wish.special ? SPECIAL : '',
    wish.extra.normalize('NFC'),
  ];
  const kinds = chosen.map((kind) =>
    [...kind].filter((character) => {
      if (left.has(character)) return false;
      left.add(character);
      return true;
    }),
  );
  return kinds.filter((kind) => kind.length > 0);
}

/** The picked characters in UTF-8, put together without a string of them. */
function spell(picked: Uint16Array, characters: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const spelled = characters.map((character) => encoder.encode(character));
  const longest = Math.max(...spelled.map((bytes) => bytes.length));
  const room = new Uint8Array(picked.length * longest);
  let at = 0;
  for (const index of picked) {
    const bytes = spelled[index] ?? new Uint8Array();
    room.set(bytes, at);
    at += bytes.length;
  }
  const secret = room.slice(0, at);
  room.fill(0);
  return secret;
}

function countWithEveryKind(sizes: readonly number[], length: number): bigint {
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let count = 0n;
  for (let missing = 0; missing < 2 ** sizes.length; missing++) {
    const without = sizes.filter((_, kind) => missing & (1 << kind));
    const rest = BigInt(without.reduce((sum, size) => sum - size, whole)) ** BigInt(length);
    count += without.length % 2 === 0 ? rest : -rest;
  }
  return count;
}

/** Binary logarithm of a whole number above 0: of its 53 leading bits, which are all a double holds. */
function log2(count: bigint): number {
  const shift = Math.max(0, count.toString(2).length - 53);
  return Math.log2(Number(count >> BigInt(shift))) + shift;
}
