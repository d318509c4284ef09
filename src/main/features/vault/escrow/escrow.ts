import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import type { EscrowRecipient, OpenedSeal, Sealed, SealedDescription } from './escrow.model';

const SECRET_BYTES = 32;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const VERSION = 1;
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;

const sealedSchema = z.strictObject({
  version: z.literal(VERSION),
  to: z.string().max(200),
  keyId: z.string().max(100),
  publicKey: z.string().regex(PUBLIC_KEY),
  ephemeral: z.string().regex(PUBLIC_KEY),
  /** Base64url of ciphertext and tag. */
  sealed: z.string().max(200),
  at: z.number(),
});

/** What a person compares on paper: SHA-256 of the public key, lower-case hexadecimal digits. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
}

/**
 * Seals a vault's key to the administration: X25519 (RFC 7748) between a key of the moment and the published one,
 * HKDF-SHA-256 (RFC 5869) over the shared secret bound to both public keys and the vault, AES-256-GCM. Each seal has
 * its own key, so the nonce is zero.
 * @param secret the composite key, 32 bytes; not changed
 * @param vault uuid of the vault's root: a seal does not open for another vault
 * @returns text for the item `ESCROW_ITEM` of the database's custom data
 */
export function sealToAdministration(secret: Uint8Array, recipient: EscrowRecipient, vault: string): Sealed {
  if (secret.length !== SECRET_BYTES) return { ok: false, reason: 'bad-secret' };
  const { publicKey, keyId, name } = recipient;
  const ephemeral = generateKeyPairSync('x25519');
  const own = ephemeral.publicKey.export({ format: 'jwk' }).x ?? '';
  const key = sharedKey(ephemeral.privateKey, publicKey, { ephemeral: own, recipient: publicKey, vault });
  if (!key) return { ok: false, reason: 'bad-key' };
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(NONCE_BYTES));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  const value: z.output<typeof sealedSchema> = {
    ...{ version: VERSION, to: name, keyId, publicKey, ephemeral: own },
    ...{ sealed: sealed.toString('base64url'), at: Date.now() },
  };
  return { ok: true, sealed: JSON.stringify(value) };
}

/** What a sealed key says of itself, to be shown; undefined for what is none of ours. */
export function describeSealed(value: string): SealedDescription | undefined {
  const parsed = parse(value);
  if (typeof parsed === 'string') return undefined;
  const { to, keyId, publicKey, at } = parsed;
  return { to, keyId, fingerprint: fingerprintOf(publicKey), at };
}

/**
 * Opens a seal with the administration's private key.
 * @param privateKey JWK of the X25519 key (RFC 8037)
 * @returns the composite key, which the caller overwrites
 */
export function openSealed(value: string, privateKey: object, vault: string): OpenedSeal {
  const parsed = parse(value);
  if (typeof parsed === 'string') return { ok: false, reason: parsed };
  let own: KeyObject;
  try {
    own = createPrivateKey({ key: privateKey as never, format: 'jwk' });
  } catch {
    return { ok: false, reason: 'bad-key' };
  }
  if (own.asymmetricKeyType !== 'x25519') return { ok: false, reason: 'bad-key' };
  const { ephemeral, publicKey } = parsed;
  if (createPublicKey(own).export({ format: 'jwk' }).x !== publicKey)
    return { ok: false, reason: 'other-key' };
  const key = sharedKey(own, ephemeral, { ephemeral, recipient: publicKey, vault });
  const sealed = Buffer.from(parsed.sealed, 'base64url');
  if (!key || sealed.length !== SECRET_BYTES + TAG_BYTES) return { ok: false, reason: 'damaged' };
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(SECRET_BYTES));
  try {
    const secret = decipher.update(sealed.subarray(0, SECRET_BYTES));
    decipher.final();
    return { ok: true, secret };
  } catch {
    return { ok: false, reason: 'damaged' };
  } finally {
    key.fill(0);
  }
}

interface SealContext {
  readonly ephemeral: string;
  readonly recipient: string;
  readonly vault: string;
}

/** The key of one seal; undefined for a public key that is none, or gives a secret everybody knows (RFC 7748, 6.1). */
function sharedKey(own: KeyObject, theirs: string, context: SealContext): Buffer | undefined {
  if (!PUBLIC_KEY.test(theirs)) return undefined;
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: theirs }, format: 'jwk' });
    const shared = diffieHellman({ privateKey: own, publicKey });
    if (shared.every((byte) => byte === 0)) return undefined;
    const info = `Quadrat escrow ${VERSION} ${context.ephemeral} ${context.recipient} ${context.vault}`;
    const key = Buffer.from(hkdfSync('sha256', shared, Buffer.alloc(0), info, SECRET_BYTES));
    shared.fill(0);
    return key;
  } catch {
    return undefined;
  }
}

function parse(value: string): z.output<typeof sealedSchema> | 'not-sealed' | 'version-too-new' {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return 'not-sealed';
  }
  const parsed = sealedSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const said = z.looseObject({ version: z.int().min(VERSION + 1) }).safeParse(json);
  return said.success ? 'version-too-new' : 'not-sealed';
}
