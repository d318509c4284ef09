import { Draw } from './draw.model';
import { type Generated, PASSPHRASE_WORDS, type RandomBytes, type WordWish } from './generator.model';

/**
 * Makes a passphrase of words, each equally likely.
 *
 * Entropy: W · log2(n) for W words of a list of n, and log2(10) for the digit. Capitals and separator add nothing: who
 * guesses knows the habit. Exact with any separator, because no word of a list is the beginning of another, so that no
 * two draws spell the same.
 * @param words A list without repetition in which no word begins another, ASCII.
 */
export function generatePassphrase(wish: WordWish, words: readonly string[], random: RandomBytes): Generated {
  const { words: count } = wish;
  if (!Number.isInteger(count) || count < PASSPHRASE_WORDS.least || count > PASSPHRASE_WORDS.most) {
    return { ok: false, reason: 'bad-word-count' };
  }
  const encoder = new TextEncoder();
  const separator = encoder.encode(wish.separator);
  const draw = new Draw(random);
  const pieces: Uint8Array[] = [];
  for (let place = 0; place < count; place++) {
    if (place > 0) pieces.push(separator.slice());
    const word = encoder.encode(words[draw.below(words.length)]);
    if (wish.capitalise) word[0] = capital(word[0] ?? 0);
    pieces.push(word);
  }
  if (wish.appendDigit) pieces.push(Uint8Array.of(0x30 + draw.below(10)));
  draw.wipe();
  const entropyBits = count * Math.log2(words.length) + (wish.appendDigit ? Math.log2(10) : 0);
  return { ok: true, secret: join(pieces), entropyBits };
}

/** Joins the pieces and overwrites them. */
function join(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
    piece.fill(0);
  }
  return joined;
}

function capital(letter: number): number {
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x20 : letter;
}
