import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { type CityAuthority, createCityAuthority } from '../../../../../city/authority/city-authority';
import { type Gateway, startGateway } from '../../../../../city/gateway/gateway';
import { startHttpsServer } from '../../../../../city/https-server';
import {
  CITY_RESOURCE,
  CLIENT_ID,
  type IdentityServer,
  REDIRECT_URI,
  startIdentity,
} from '../../../../../city/identity/identity-server';
import { createAccounts } from '../../../../../city/people';
import { createOauthIdentity } from '../../../../../src/main/features/session/adapters/oauth-identity.adapter';
import type { CityFetch, SignInAttempt } from '../../../../../src/main/features/session/session.ports';
import { FakeLog } from '../../../../fakes/fake-log';
import { AMIRA } from '../../../../fakes/fake-sign-in-city';
import { createCityFetch } from '../../../city/city-fetch';
import { Browser } from './browse';

const PASSWORD = 'Birke-Laterne-Wolke';

let folder: string;
let authority: CityAuthority;
let city: IdentityServer;
let gateway: Gateway;
let cityFetch: typeof fetch;
let log: FakeLog;
const hosts = new Set<string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quadrat-oauth-'));
  authority = await createCityAuthority();
  city = await startIdentity({ authority, accounts: createAccounts(PASSWORD) });
  hosts.add(new URL(city.issuer).host);
  const logFile = join(folder, 'gateway.jsonl');
  gateway = await startGateway({ port: 0, belongsToCity: (target) => hosts.has(target), logFile });
  cityFetch = createCityFetch(gateway.port, authority.certificate);
});
afterAll(async () => {
  await city.stop();
  await gateway.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  log = new FakeLog();
});

/** What answers the adapter; `send` goes to the real provider. */
type Answering = (url: string, send: () => Promise<Response>) => Promise<Response>;

/** The adapter under test, and what it has asked. */
function client(answer: Answering = (_, send) => send(), issuer = city.issuer) {
  const sent: { readonly path: string; readonly init: RequestInit }[] = [];
  const fetch: CityFetch = (url, init = {}) => {
    sent.push({ path: new URL(url).pathname, init });
    return answer(url, () => cityFetch(url, init));
  };
  const address = { issuer, clientId: CLIENT_ID, redirectUri: REDIRECT_URI, resource: CITY_RESOURCE };
  const identity = createOauthIdentity(address, fetch, async () => 'en', log);
  return { identity, sent, paths: () => sent.map(({ path }) => path) };
}

async function begin(identity: ReturnType<typeof client>['identity']): Promise<SignInAttempt> {
  const begun = await identity.begin();
  if (!begun.ok) throw new Error(begun.problem);
  return begun.attempt;
}

/** The person's part: signs in on the provider's page. */
async function asPerson(url: string, login = 'amira'): Promise<string> {
  const browser = new Browser(cityFetch);
  const page = await browser.go(url);
  const end = await browser.go(page.url, { login, password: PASSWORD });
  if (end.url.startsWith('https:')) throw new Error('not signed in');
  return end.url;
}

async function signIn(identity: ReturnType<typeof client>['identity']) {
  const attempt = await begin(identity);
  const finished = await attempt.finish(await asPerson(attempt.url));
  if (!finished.ok) throw new Error(finished.problem);
  return finished.grant;
}

function changed(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

const refused = { ok: false, problem: 'provider-refused' };

test('signs a person in, with a token for the services of the city', async () => {
  const { identity, sent, paths } = client();
  const attempt = await begin(identity);
  const asked = Object.fromEntries(new URL(attempt.url).searchParams);
  expect(asked).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: REDIRECT_URI,
    resource: CITY_RESOURCE,
    scope: 'openid profile email offline_access',
    ui_locales: 'en',
  });
  const finished = await attempt.finish(await asPerson(attempt.url));
  if (!finished.ok) throw new Error(finished.problem);
  const { accessToken, expiresInSeconds, person, refreshToken } = finished.grant;
  expect(person).toEqual(AMIRA);
  expect(expiresInSeconds).toBe(600);
  expect(refreshToken).toEqual(expect.any(String));
  expect(await city.verifyAccessToken(accessToken)).toMatchObject({ sub: 'amira' });
  expect(paths()).toEqual(['/.well-known/openid-configuration', '/token', '/jwks']);
  expect(sent.every(({ init }) => init.signal instanceof AbortSignal)).toBe(true);
});

test('each sign-in has its own state, nonce and proof key', async () => {
  const { identity, paths } = client();
  const [one, two] = [await begin(identity), await begin(identity)].map(
    ({ url }) => new URL(url).searchParams,
  );
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
    expect(one?.get(name)).not.toBe(two?.get(name));
  }
  expect(paths()).toEqual(['/.well-known/openid-configuration']);
});

describe('does not exchange an answer', () => {
  test('that was given to another sign-in', async () => {
    const { identity, paths } = client();
    const [earlier, attempt] = [await begin(identity), await begin(identity)];
    expect(await attempt.finish(await asPerson(earlier.url))).toEqual(refused);
    expect(paths()).not.toContain('/token');
  });

  test('for a second time', async () => {
    const { identity, paths } = client();
    const attempt = await begin(identity);
    const callback = await asPerson(attempt.url);
    expect(await attempt.finish(callback)).toMatchObject({ ok: true });
    expect(await attempt.finish(callback)).toEqual(refused);
    expect(paths().filter((path) => path === '/token')).toHaveLength(1);
  });

  test('without state', async () => {
    const { identity, paths } = client();
    const attempt = await begin(identity);
    const callback = new URL(await asPerson(attempt.url));
    callback.searchParams.delete('state');
    expect(await attempt.finish(callback.href)).toEqual(refused);
    expect(paths()).not.toContain('/token');
  });

  test.each([
    ['of another issuer', { iss: 'https://login.quadrat.test.evil.test' }],
    ['without issuer', { iss: '' }],
  ])('%s', async (_, iss) => {
    const { identity, paths } = client();
    const attempt = await begin(identity);
    expect(await attempt.finish(changed(await asPerson(attempt.url), iss))).toEqual(refused);
    expect(paths()).not.toContain('/token');
  });
});

describe('takes no token', () => {
  test('for another nonce', async () => {
    const { identity } = client();
    const attempt = await begin(identity);
    const callback = await asPerson(changed(attempt.url, { nonce: 'another' }));
    expect(await attempt.finish(callback)).toEqual(refused);
    expect(log.notes.at(-1)?.details).toMatchObject({ step: 'sign-in', problem: 'provider-refused' });
  });

  test('of a sign-in begun with another proof key', async () => {
    const { identity } = client();
    const attempt = await begin(identity);
    const other = new URL((await begin(identity)).url).searchParams.get('code_challenge') ?? '';
    const callback = await asPerson(changed(attempt.url, { code_challenge: other }));
    expect(await attempt.finish(callback)).toEqual(refused);
    expect(log.notes.at(-1)?.details).toMatchObject({ error: 'OAUTH_RESPONSE_BODY_ERROR invalid_grant' });
  });

  test.each([
    ['whose content was changed on the way', { name: 'Erika Mustermann' }],
    ['of another issuer', { iss: 'https://evil.test' }],
    ['for another client', { aud: 'another' }],
    ['that has run out', { exp: 1 }],
  ])('%s', async (_, claims) => {
    const { identity } = client(async (url, send) => {
      const response = await send();
      if (!url.endsWith('/token')) return response;
      const tokens = (await response.json()) as { id_token: string };
      const [header = '', payload = '', signature = ''] = tokens.id_token.split('.');
      const content = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims };
      const changedPayload = Buffer.from(JSON.stringify(content)).toString('base64url');
      return Response.json({ ...tokens, id_token: [header, changedPayload, signature].join('.') });
    });
    const attempt = await begin(identity);
    expect(await attempt.finish(await asPerson(attempt.url))).toEqual(refused);
  });
});

test.each([
  ['access_denied', 'cancelled'],
  ['server_error', 'provider-unreachable'],
  ['temporarily_unavailable', 'provider-unreachable'],
  ['invalid_scope', 'provider-refused'],
])('understands what the provider answers in place of a code: %s', async (error, problem) => {
  const { identity } = client();
  const attempt = await begin(identity);
  const state = new URL(attempt.url).searchParams.get('state') ?? '';
  const callback = changed(REDIRECT_URI, { error, state, iss: city.issuer });
  expect(await attempt.finish(callback)).toEqual({ ok: false, problem });
});

describe('a refresh token', () => {
  test('counts once, and brings a new one with a new access token', async () => {
    const { identity } = client();
    const first = await signIn(identity);
    const second = await identity.refresh(first.refreshToken ?? '');
    if (!second.ok) throw new Error(second.problem);
    expect(second.grant.refreshToken).not.toBe(first.refreshToken);
    expect(second.grant.person).toEqual(AMIRA);
    expect(await city.verifyAccessToken(second.grant.accessToken)).toMatchObject({ sub: 'amira' });
    expect(await identity.refresh(first.refreshToken ?? '')).toEqual({ ok: false, problem: 'session-ended' });
  });

  test('that was revoked counts no more', async () => {
    const { identity } = client();
    const { refreshToken = '' } = await signIn(identity);
    await identity.revoke(refreshToken);
    expect(await identity.refresh(refreshToken)).toEqual({ ok: false, problem: 'session-ended' });
  });

  test('is not given up where the provider only has trouble', async () => {
    let trouble = false;
    const { identity } = client(async (_, send) => (trouble ? new Response('', { status: 503 }) : send()));
    const { refreshToken = '' } = await signIn(identity);
    trouble = true;
    expect(await identity.refresh(refreshToken)).toEqual({ ok: false, problem: 'provider-unreachable' });
    await identity.revoke(refreshToken);
    trouble = false;
    expect(await identity.refresh(refreshToken)).toMatchObject({ ok: true });
  });

  test('is not given up where the answer was cut off', async () => {
    let isCut = false;
    const json = { headers: { 'content-type': 'application/json' } };
    const { identity } = client(async (_, send) => (isCut ? new Response('{"access_', json) : send()));
    const { refreshToken = '' } = await signIn(identity);
    isCut = true;
    expect(await identity.refresh(refreshToken)).toEqual({ ok: false, problem: 'provider-unreachable' });
  });
});

describe('the provider', () => {
  test('that was down is asked again', async () => {
    const { identity } = client();
    await city.down();
    expect(await identity.begin()).toEqual({ ok: false, problem: 'provider-unreachable' });
    await city.up();
    expect(await identity.begin()).toMatchObject({ ok: true });
  });

  test.each([
    ['ERR_CERT_AUTHORITY_INVALID', 'provider-untrusted'],
    ['ERR_SSL_PROTOCOL_ERROR', 'provider-untrusted'],
    ['ERR_PROXY_CONNECTION_FAILED', 'network-blocked'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'provider-unreachable'],
    ['ERR_INTERNET_DISCONNECTED', 'network-blocked'],
    ['ERR_CONNECTION_REFUSED', 'provider-unreachable'],
    ['ERR_TIMED_OUT', 'provider-unreachable'],
  ])('behind net::%s: %s', async (error, problem) => {
    const { identity } = client(() => Promise.reject(new Error(`net::${error}`)));
    expect(await identity.begin()).toEqual({ ok: false, problem });
  });

  test('must be the issuer that the profile names', async () => {
    const { identity } = client(async (_, send) =>
      Response.json({ ...((await (await send()).json()) as object), issuer: 'https://evil.test' }),
    );
    expect(await identity.begin()).toEqual(refused);
  });

  test('must let people sign in under its own address', async () => {
    const { identity } = client(async (_, send) =>
      Response.json({
        ...((await (await send()).json()) as object),
        authorization_endpoint: 'https://evil.test/auth',
      }),
    );
    expect(await identity.begin()).toEqual(refused);
  });

  test('that says who it is only when asked, is asked', async () => {
    const name = 'userinfo.quadrat.test';
    const server = await startHttpsServer(
      { certificate: await authority.issueServer([name]), names: [name] },
      (issuer) => {
        const provider = new Provider(issuer, {
          clients: [
            {
              client_id: CLIENT_ID,
              application_type: 'native',
              redirect_uris: [REDIRECT_URI],
              token_endpoint_auth_method: 'none',
            },
          ],
          features: { resourceIndicators: { enabled: false } },
          claims: { openid: ['sub'], profile: ['name', 'given_name'], email: ['email'] },
          findAccount: (_, sub) => ({
            accountId: sub,
            claims: () => ({ sub, name: 'Jonas Weber', given_name: 'Jonas', email: 'jonas@quadrat.test' }),
          }),
        });
        return provider.callback();
      },
    );
    hosts.add(new URL(server.origin).host);
    try {
      const { identity, paths } = client(undefined, server.origin);
      const attempt = await begin(identity);
      const browser = new Browser(cityFetch);
      let page = await browser.go(attempt.url);
      page = await browser.go(page.url, { prompt: 'login', login: 'jonas', password: 'any' });
      page = await browser.go(page.url, { prompt: 'consent' });
      expect(await attempt.finish(page.url)).toMatchObject({
        ok: true,
        grant: {
          person: {
            subject: 'jonas',
            name: 'Jonas Weber',
            givenName: 'Jonas',
            email: 'jonas@quadrat.test',
            department: '',
          },
        },
      });
      expect(paths()).toContain('/me');
    } finally {
      await server.stop();
    }
  });
});

test('nothing of a token or an answer is logged', async () => {
  const { identity } = client();
  const { accessToken, refreshToken = '' } = await signIn(identity);
  await identity.revoke(refreshToken);
  await identity.refresh(refreshToken);
  const attempt = await begin(identity);
  await attempt.finish(changed(await asPerson(attempt.url), { iss: 'https://evil.test/secret' }));
  const lines = JSON.stringify(log.notes);
  for (const secret of [accessToken, refreshToken, 'evil', 'code=', 'amira'])
    expect(lines).not.toContain(secret);
  expect(log.notes).toHaveLength(2);
});
