import { compactVerify, decodeProtectedHeader, type JWK } from 'jose';
import { z } from 'zod';
import { PROFILE_JWS_TYPE } from '../../../../shared/features/profile/city-profile.model';
import type { SignatureCheck } from '../profile.ports';

/** The public keys that may sign a city profile, as a JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037). */
export const trustSchema = z.object({
  keys: z.array(
    z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string().min(1) }),
  ),
});
export type Trust = z.output<typeof trustSchema>;

/**
 * Checks documents against the given keys: a compact JWS, `alg` EdDSA, our own `typ`, and a `kid` among the keys.
 */
export function createJoseSignature(trust: Trust): SignatureCheck {
  const keys = new Map<string, JWK>(trust.keys.map((key) => [key.kid, key]));
  return {
    async verify(document) {
      const header = headerOf(document);
      if (!header) return { ok: false, reason: 'unreadable' };
      if (header.typ !== PROFILE_JWS_TYPE) return { ok: false, reason: 'malformed' };
      const key = keys.get(header.kid ?? '');
      if (!key) return { ok: false, reason: 'unknown-key' };
      const verified = await compactVerify(document, key, { algorithms: ['EdDSA'] }).catch(() => undefined);
      if (!verified) return { ok: false, reason: 'bad-signature' };
      try {
        return { ok: true, payload: JSON.parse(new TextDecoder().decode(verified.payload)) };
      } catch {
        return { ok: false, reason: 'malformed' };
      }
    },
  };
}

function headerOf(document: string) {
  try {
    return decodeProtectedHeader(document);
  } catch {
    return undefined;
  }
}
