import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Person } from '../people';

/** Whom a bearer token speaks for. */
export interface TokenHolder {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
}

/** @returns undefined for everything but a token of this city that is in force. Never throws. */
export type VerifyAccessToken = (token: string) => Promise<TokenHolder | undefined>;

/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1). */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +([\w~+/.-]+=*)$/i.exec(authorization ?? '')?.[1];
}

/**
 * Verifies JWT access tokens (RFC 9068): signature by the issuer's keys, type, issuer, audience and expiry.
 * The token itself says no more than who it is; the rest is looked up.
 */
export function createTokenVerifier(options: {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JSONWebKeySet;
  readonly people: readonly Person[];
}): VerifyAccessToken {
  const keySet = createLocalJWKSet(options.keys);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer: options.issuer,
        audience: options.audience,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        requiredClaims: ['sub', 'exp', 'iat', 'client_id'],
      });
      const person = options.people.find(({ login }) => login === payload.sub);
      if (!person) return undefined;
      return { sub: person.login, name: person.name, email: person.email, department: person.department };
    } catch {
      return undefined;
    }
  };
}
