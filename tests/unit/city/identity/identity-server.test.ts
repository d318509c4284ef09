import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as oauth from 'oauth4webapi';
import { type CityAuthority, createCityAuthority } from '../../../../city/authority/city-authority';
import { startGateway } from '../../../../city/gateway/gateway';
import { CLIENT_ID, type IdentityServer, startIdentity } from '../../../../city/identity/identity-server';
import { createAccounts } from '../../../../city/people';
import { createCityFetch } from '../city-fetch';
import { stoppedAfterAll } from '../clean-up';
import { beginSignIn, refresh, signIn, transport } from './sign-in-flow';

const PASSWORD = 'Birke-Laterne-Wolke';
let folder: string;
let authority: CityAuthority;
let identity: IdentityServer;
let cityFetch: typeof fetch;
const stopped = stoppedAfterAll();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'city-identity-'));
  authority = await createCityAuthority();
  identity = stopped(await startIdentity({ authority, accounts: createAccounts(PASSWORD) }));
  const host = new URL(identity.issuer).host;
  const gateway = stopped(
    await startGateway({
      port: 0,
      belongsToCity: (target) => target === host,
      logFile: join(folder, 'gateway.jsonl'),
    }),
  );
  cityFetch = createCityFetch(gateway.port, authority.certificate);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the sign-in page', () => {
  test('is German by default, English on wish, and forbids everything but its own form', async () => {
    const { page } = await beginSignIn(cityFetch, identity.issuer);
    expect(page.response.status).toBe(200);
    expect(page.html).toContain('<html lang="de">');
    expect(page.html).toContain('Passwort');
    const policy = page.response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' test.quadrat.desktop:");
    expect(policy).toContain("frame-ancestors 'none'");

    const english = await beginSignIn(cityFetch, identity.issuer, { ui_locales: 'en' });
    expect(english.page.html).toContain('<html lang="en">');
    expect(english.page.html).toContain('User name');
  });

  test('says what to do after a wrong password, keeps the user name and gives no code', async () => {
    const attempt = await beginSignIn(cityFetch, identity.issuer);
    const { response, html, location } = await attempt.submit('amira"><script>', 'falsch');
    expect(location).toBeUndefined();
    expect(response.status).toBe(403);
    expect(html).toContain('role="alert"');
    expect(html).toContain('noch einmal');
    expect(html).toContain('value="amira&#34;&#62;&#60;script&#62;"');
    expect(html).not.toContain('falsch');

    const second = await attempt.submit('amira', PASSWORD);
    expect(second.location).toMatch(/^test\.quadrat\.desktop:\/signed-in\?code=/);
  });

  test('makes somebody wait who guesses, also with the right password', async () => {
    const attempt = await beginSignIn(cityFetch, identity.issuer);
    for (let time = 0; time < 4; time += 1) {
      expect((await attempt.submit('katharina', `falsch-${time}`)).response.status).toBe(403);
    }
    const fifth = await attempt.submit('katharina', 'falsch-5');
    expect(fifth.response.status).toBe(429);
    expect(Number(fifth.response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await attempt.submit('katharina', PASSWORD)).location).toBeUndefined();
  });

  test('explains itself when its attempt is gone', async () => {
    const response = await cityFetch(`${identity.issuer}/sign-in/gone`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('abgelaufen');
  });
});

describe('the code flow', () => {
  test('ends in tokens that say who it is and that the city accepts', async () => {
    const attempt = await beginSignIn(cityFetch, identity.issuer);
    const { location } = await attempt.submit(' Amira ', PASSWORD);
    const tokens = await attempt.exchange(location ?? '');
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
      sub: 'amira',
      name: 'Amira Yıldız',
      given_name: 'Amira',
      email: 'amira.yildiz@quadrat.test',
      department: 'Bürgerdienste',
    });
    expect(tokens.refresh_token).toBeDefined();
    expect(await identity.verifyAccessToken(tokens.access_token)).toEqual({
      sub: 'amira',
      name: 'Amira Yıldız',
      email: 'amira.yildiz@quadrat.test',
      department: 'Bürgerdienste',
    });
  });

  test('works as well with prompt=consent, without a page of its own', async () => {
    const attempt = await beginSignIn(cityFetch, identity.issuer, { prompt: 'consent' });
    const { location } = await attempt.submit('amira', PASSWORD);
    const tokens = await attempt.exchange(location ?? '');
    expect(await identity.verifyAccessToken(tokens.access_token)).toMatchObject({ sub: 'amira' });
    expect(tokens.refresh_token).toBeDefined();
  });

  test('refuses a client without PKCE and one with another redirect', async () => {
    const url = new URL(`${identity.issuer}/auth`);
    const parameters = {
      client_id: CLIENT_ID,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'test.quadrat.desktop:/signed-in',
    };
    url.search = new URLSearchParams(parameters).toString();
    const withoutPkce = await cityFetch(url);
    expect(withoutPkce.headers.get('location')).toContain('error=invalid_request');

    url.search = new URLSearchParams({ ...parameters, redirect_uri: 'test.other:/signed-in' }).toString();
    const elsewhere = await cityFetch(url, { headers: { accept: 'text/html' } });
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.headers.get('location')).toBeNull();
    expect(await elsewhere.text()).toContain('Helpdesk');
  });

  test('rotates refresh tokens and refuses an old one', async () => {
    const { server } = await beginSignIn(cityFetch, identity.issuer);
    const tokens = await signIn(cityFetch, identity.issuer, 'jonas', PASSWORD);
    const old = tokens.refresh_token ?? '';
    const renewed = await refresh(cityFetch, server, old);
    expect(renewed.refresh_token).not.toBe(old);
    expect(await identity.verifyAccessToken(renewed.access_token)).toMatchObject({ sub: 'jonas' });
    await expect(refresh(cityFetch, server, old)).rejects.toMatchObject({ error: 'invalid_grant' });
    // Somebody had a copy: the whole family of tokens is gone (RFC 9700, 4.14.2).
    await expect(refresh(cityFetch, server, renewed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('revokes a refresh token on sign-out', async () => {
    const { server } = await beginSignIn(cityFetch, identity.issuer);
    const { refresh_token: token = '' } = await signIn(cityFetch, identity.issuer, 'jonas', PASSWORD);
    const options = transport(cityFetch);
    const answer = await oauth.revocationRequest(
      server,
      { client_id: CLIENT_ID },
      oauth.None(),
      token,
      options,
    );
    await oauth.processRevocationResponse(answer);
    await expect(refresh(cityFetch, server, token)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(server.end_session_endpoint).toContain('/session/end');
  });
});

describe('access tokens', () => {
  test('are refused when garbled, foreign, unsigned or expired', async () => {
    const { access_token: good } = await signIn(cityFetch, identity.issuer, 'amira', PASSWORD);
    const [header = '', payload = '', signature = ''] = good.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ aud: 'urn:quadrat:city', sub: 'amira' });
    expect(Object.keys(claims)).not.toContain('email');
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'jonas' })).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const token of ['', 'x', `${header}.${forged}.${signature}`, `${none}.${payload}.`]) {
      expect(await identity.verifyAccessToken(token)).toBeUndefined();
    }

    const accounts = createAccounts(PASSWORD);
    const other = await startIdentity({ authority, accounts, accessTokenSeconds: 1 });
    const otherHost = new URL(other.issuer).host;
    const otherGateway = await startGateway({
      port: 0,
      belongsToCity: (target) => target === otherHost,
      logFile: join(folder, 'other.jsonl'),
    });
    try {
      const otherFetch = createCityFetch(otherGateway.port, authority.certificate);
      const foreign = (await signIn(otherFetch, other.issuer, 'amira', PASSWORD)).access_token;
      expect(await other.verifyAccessToken(foreign)).toBeDefined();
      expect(await identity.verifyAccessToken(foreign)).toBeUndefined();
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect(await other.verifyAccessToken(foreign)).toBeUndefined();
    } finally {
      await otherGateway.stop();
      await other.stop();
    }
  });
});

test('the identity server can go down and come back with everything it knew', async () => {
  const { server } = await beginSignIn(cityFetch, identity.issuer);
  const tokens = await signIn(cityFetch, identity.issuer, 'amira', PASSWORD);
  await identity.down();
  await expect(cityFetch(`${identity.issuer}/jwks`)).rejects.toThrow();
  await identity.up();
  expect((await refresh(cityFetch, server, tokens.refresh_token ?? '')).access_token).toBeDefined();
});
