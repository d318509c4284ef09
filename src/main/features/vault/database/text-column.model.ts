import type { Folded } from './folding.model';

/** What stands between two texts of a column: no term holds it. */
const BETWEEN = '\n';

/**
 * Many folded texts as one: looked through from end to end in one go, which is several times as fast as going from
 * text to text.
 */
export class TextColumn {
  readonly #plain: Run;
  /** The same run where nothing could be shortened. */
  readonly #short: Run;

  constructor(texts: readonly Folded[]) {
    this.#plain = new Run(texts.map(({ plain }) => plain));
    const isShorter = texts.some(({ plain, short }) => short !== plain);
    this.#short = isShorter ? new Run(texts.map(({ short }) => short)) : this.#plain;
  }

  /** Which texts hold a part: 1 at the place of each that does. */
  find(part: Folded): Uint8Array {
    const found = new Uint8Array(this.#plain.length);
    this.#plain.mark(part.plain, found);
    if (this.#short !== this.#plain || part.short !== part.plain) this.#short.mark(part.short, found);
    return found;
  }
}

/** Texts one after the other in one string. */
class Run {
  readonly #text: string;
  /** Where the next text begins. */
  readonly #ends: Uint32Array;

  constructor(texts: readonly string[]) {
    this.#text = texts.join(BETWEEN);
    this.#ends = new Uint32Array(texts.length);
    let end = 0;
    for (const [index, text] of texts.entries()) {
      end += text.length + BETWEEN.length;
      this.#ends[index] = end;
    }
  }

  get length(): number {
    return this.#ends.length;
  }

  mark(part: string, found: Uint8Array): void {
    let index = 0;
    for (let at = this.#text.indexOf(part); at >= 0; at = this.#text.indexOf(part, this.#ends[index])) {
      while ((this.#ends[index] ?? Number.POSITIVE_INFINITY) <= at) index++;
      found[index] = 1;
    }
  }
}
