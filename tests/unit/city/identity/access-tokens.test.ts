import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import {
  bearerToken,
  createTokenVerifier,
  type VerifyAccessToken,
} from '../../../../city/identity/access-tokens';
import { PEOPLE } from '../../../../city/people';

const issuer = 'https://login.quadrat.test:1';
const audience = 'urn:quadrat:city';
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let verify: VerifyAccessToken;

beforeAll(async () => {
  keys = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
  verify = createTokenVerifier({ issuer, audience, keys: { keys: [jwk] }, people: PEOPLE });
});

function token(claims: JWTPayload, typ = 'at+jwt'): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const all = {
    iss: issuer,
    aud: audience,
    sub: 'amira',
    iat: now,
    exp: now + 60,
    client_id: 'c',
    ...claims,
  };
  return new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: 'k', typ }).sign(keys.privateKey);
}

describe('a token signed by the issuer', () => {
  test('is taken when all else is right', async () => {
    expect(await verify(await token({}))).toMatchObject({ sub: 'amira', name: 'Amira Yıldız' });
    expect(await verify(await token({ aud: ['other', audience] }))).toBeDefined();
  });

  test.each([
    ['another issuer', { iss: 'https://login.quadrat.test:2' }],
    ['another audience', { aud: 'urn:other' }],
    ['an expiry that is over', { exp: 1 }],
    ['no expiry', { exp: undefined }],
    ['a time from which it counts, not yet come', { nbf: 4_102_444_800 }],
    ['a person who does not work here', { sub: 'erika' }],
    ['no person', { sub: undefined }],
  ])('is refused with %s', async (_, claims) => {
    expect(await verify(await token(claims as JWTPayload))).toBeUndefined();
  });

  test('is refused when it is another kind of token', async () => {
    expect(await verify(await token({}, 'JWT'))).toBeUndefined();
  });
});

test.each([
  ['Bearer abc.def-_~+/==', 'abc.def-_~+/=='],
  ['bearer abc', 'abc'],
  ['Basic abc', undefined],
  ['Bearer ', undefined],
  ['Bearer a b', undefined],
  [undefined, undefined],
])('the header %j carries %j', (header, expected) => {
  expect(bearerToken(header)).toBe(expected);
});
