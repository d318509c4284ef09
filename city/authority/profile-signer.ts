import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import {
  type CityProfile,
  cityProfileSchema,
  PROFILE_JWS_TYPE,
} from '../../src/shared/features/profile/city-profile.model';

/** Signs city profiles with a key of its own (Ed25519, RFC 8037). */
export interface ProfileSigner {
  /** The public key with `kid`, as a client pins it (RFC 7517). */
  readonly publicKey: JWK & { readonly kid: string };
  /**
   * @returns compact JWS (RFC 7515) with `typ` {@link PROFILE_JWS_TYPE} and `kid`
   * @throws ZodError when the document is not a city profile: the city never signs what a client must refuse
   */
  sign(profile: CityProfile): Promise<string>;
}

/** Makes a signing key on the spot; its name (`kid`) is the key's thumbprint (RFC 7638). */
export async function createProfileSigner(): Promise<ProfileSigner> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    publicKey: { ...jwk, kid, alg: 'EdDSA', use: 'sig' },
    sign(profile) {
      const document = new TextEncoder().encode(JSON.stringify(cityProfileSchema.parse(profile)));
      return new CompactSign(document)
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: PROFILE_JWS_TYPE })
        .sign(privateKey);
    },
  };
}
