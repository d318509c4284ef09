import { createHmac, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { PasswordHash, SliceClock } from './health.ports';

/** Bytes of a length written before each part, so that `ab`+`c` and `a`+`bc` differ. */
const LENGTH_BYTES = 4;

/** HMAC-SHA-256 under a key that is drawn anew and never leaves this object. */
export function createPasswordHash(): PasswordHash {
  const key = randomBytes(32);
  return {
    of(...parts) {
      const hmac = createHmac('sha256', key);
      const length = Buffer.alloc(LENGTH_BYTES);
      for (const part of parts) {
        length.writeUInt32BE(part.length);
        hmac.update(length).update(part);
      }
      return hmac.digest('base64');
    },
  };
}

/** The process's own clock; a breath is a round of its event loop. */
export const nodeSliceClock: SliceClock = { elapsed: () => performance.now(), breathe: () => setImmediate() };
