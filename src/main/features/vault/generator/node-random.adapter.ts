import { randomBytes } from 'node:crypto';
import type { RandomBytes } from './generator.model';

/** Bytes of the operating system's generator. */
export const nodeRandomBytes: RandomBytes = (count) => {
  const bytes = randomBytes(count);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
};
