import { generateKeyPairSync } from 'node:crypto';
import type { CityProfile } from '../../src/shared/features/profile/city-profile.model';

/** The key to which people of the demo city may seal the key of their vault. */
export interface EscrowKey {
  readonly published: NonNullable<NonNullable<CityProfile['policy']['vault']>['escrow']>;
  /** Private JWK (RFC 8037, X25519), as a real administration would keep it offline. */
  readonly privateJwk: string;
}

/** Makes an escrow key on the spot (X25519, RFC 7748). */
export function createEscrowKey(): EscrowKey {
  const { privateKey } = generateKeyPairSync('x25519');
  const { x = '', ...rest } = privateKey.export({ format: 'jwk' });
  const keyId = `demo-${x.slice(0, 8)}`;
  return {
    published: { name: 'Demo-Stadt, Fachbereich IT', keyId, publicKey: x },
    privateJwk: `${JSON.stringify({ ...rest, x, kid: keyId }, null, 2)}\n`,
  };
}
