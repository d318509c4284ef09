import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
// Electron's crypto (BoringSSL) knows no ChaCha20-Poly1305.
const CIPHER = 'aes-256-gcm';
const FORMAT = 1;

/** What binds a sealed key to its vault on this machine. */
const contextOf = (vault: string) => Buffer.from(`Quadrat quick unlock ${FORMAT} ${vault}`, 'utf8');

/**
 * Seals a vault's key with a random key that only the keychain holds: AES-256-GCM (NIST SP 800-38D).
 * @param key the composite key, 32 bytes
 * @param random 32 bytes
 * @param vault the vault's name on this machine; another vault's seal does not open
 * @returns format (1 byte), nonce (12), ciphertext, tag (16)
 */
export function sealKey(key: Uint8Array, random: Uint8Array, vault: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, random, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(contextOf(vault));
  return Buffer.concat([
    Uint8Array.of(FORMAT),
    nonce,
    cipher.update(key),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens what {@link sealKey} sealed: the key, which whoever asked overwrites, or undefined if it is not ours. */
export function unsealKey(sealed: Uint8Array, random: Uint8Array, vault: string): Uint8Array | undefined {
  if (sealed.length !== 1 + NONCE_BYTES + KEY_BYTES + TAG_BYTES || sealed[0] !== FORMAT) return undefined;
  if (random.length !== KEY_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, random, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(contextOf(vault));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const key = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return key;
  } catch {
    key.fill(0);
    return undefined;
  }
}
