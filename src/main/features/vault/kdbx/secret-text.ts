import { randomFillSync } from 'node:crypto';
import type { SecretText } from './kdbx.model';

/** Secrets share slabs of this size, so that 30,000 passwords are not 30,000 buffers. */
const SLAB_BYTES = 65_536;

/**
 * Memory for secrets: every byte stands masked with a random byte of its own, and no place is used twice. So neither
 * half alone tells anything, and overwriting is overwriting both.
 */
class Slab {
  readonly masked: Buffer;
  readonly mask: Buffer;
  used = 0;

  constructor(size: number) {
    this.masked = Buffer.allocUnsafeSlow(size);
    this.mask = randomFillSync(Buffer.allocUnsafeSlow(size));
  }
}

let current = new Slab(SLAB_BYTES);

/** A slab with that much room; larger texts get one to themselves. */
function slabFor(length: number): Slab {
  if (current.used + length <= SLAB_BYTES) return current;
  if (length > SLAB_BYTES / 8) return new Slab(length);
  current = new Slab(SLAB_BYTES);
  return current;
}

class MaskedText implements SecretText {
  #slab: Slab;
  #start: number;
  #length: number;

  constructor(slab: Slab, start: number, length: number) {
    this.#slab = slab;
    this.#start = start;
    this.#length = length;
  }

  get byteLength(): number {
    return this.#length;
  }

  bytes(): Uint8Array {
    const { masked, mask } = this.#slab;
    const clear = new Uint8Array(this.#length);
    for (let i = 0, at = this.#start; i < clear.length; i++, at++) {
      clear[i] = (masked[at] as number) ^ (mask[at] as number);
    }
    return clear;
  }

  text(): string {
    const clear = this.bytes();
    const text = Buffer.from(clear.buffer).toString('utf8');
    clear.fill(0);
    return text;
  }

  equals(other: SecretText): boolean {
    if (other.byteLength !== this.#length) return false;
    const mine = this.bytes();
    const theirs = other.bytes();
    let difference = 0;
    for (let i = 0; i < mine.length; i++) difference |= (mine[i] as number) ^ (theirs[i] as number);
    mine.fill(0);
    theirs.fill(0);
    return difference === 0;
  }

  wipe(): void {
    const end = this.#start + this.#length;
    this.#slab.masked.fill(0, this.#start, end);
    this.#slab.mask.fill(0, this.#start, end);
    this.#length = 0;
  }
}

/**
 * Takes a text into memory where it stands masked and can be overwritten.
 * @param source the text, or its UTF-8 bytes: these are copied, and remain the caller's to overwrite
 */
export function createSecretText(source: string | Uint8Array): SecretText {
  const length = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
  const slab = slabFor(length);
  const start = slab.used;
  const end = start + length;
  slab.used = end;
  if (typeof source === 'string') slab.masked.write(source, start, 'utf8');
  else slab.masked.set(source, start);
  for (let at = start; at < end; at++)
    slab.masked[at] = (slab.masked[at] as number) ^ (slab.mask[at] as number);
  return new MaskedText(slab, start, length);
}

/** Whether a field's value is a secret. */
export function isSecretText(value: unknown): value is SecretText {
  return value instanceof MaskedText;
}
