import { createHash } from 'node:crypto';
import { keyOfFile } from './key-file';

const KEY_BYTES = 32;

/** What opens a database, before it is made slow to guess (KDBX: the composite key). Held until wiped. */
export class CompositeKey {
  readonly #bytes: Buffer;

  /** @param bytes 32; copied */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) throw new Error(`A composite key has ${KEY_BYTES} bytes`);
    this.#bytes = Buffer.allocUnsafeSlow(KEY_BYTES);
    this.#bytes.set(bytes);
  }

  /** Its 32 bytes, a new copy, which whoever asked overwrites. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#bytes);
  }

  wipe(): void {
    this.#bytes.fill(0);
  }
}

/** What a person opens a database with. An empty password is one; none at all is `undefined`. */
export interface KeyParts {
  /** UTF-8; not kept, and remains the caller's to overwrite. */
  readonly password?: Uint8Array;
  /** The key file's content. */
  readonly keyFile?: Uint8Array;
}

/** Makes the composite key: SHA-256 over SHA-256 of the password and the 32 bytes of the key file. */
export function compositeKeyOf(
  parts: KeyParts,
): { ok: true; key: CompositeKey } | { ok: false; reason: 'bad-key-file' } {
  const hash = createHash('sha256');
  if (parts.password) {
    const hashed = createHash('sha256').update(parts.password).digest();
    hash.update(hashed);
    hashed.fill(0);
  }
  if (parts.keyFile) {
    const fileKey = keyOfFile(parts.keyFile);
    if (!fileKey) return { ok: false, reason: 'bad-key-file' };
    hash.update(fileKey);
    fileKey.fill(0);
  }
  const bytes = hash.digest();
  const key = new CompositeKey(bytes);
  bytes.fill(0);
  return { ok: true, key };
}

/** The key from its 32 bytes, as quick unlock keeps them; copied. */
export function compositeKeyFrom(bytes: Uint8Array): CompositeKey {
  return new CompositeKey(bytes);
}
