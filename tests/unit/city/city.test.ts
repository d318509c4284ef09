import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { type City, startCity } from '../../../city/city';
import { CityProblem } from '../../../city/city-problem';
import { workerPath } from '../../../city/worker-path';
import { cityProfileSchema, PROFILE_JWS_TYPE } from '../../../src/shared/features/profile/city-profile.model';
import { createCityFetch, openTunnel } from './city-fetch';
import { signIn } from './identity/sign-in-flow';
import { processesMentioning, until } from './processes';

const PASSWORD = 'Birke-Laterne-Wolke';
let parent: string;
let workerBin: string;
let city: City;
let cityFetch: typeof fetch;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'city-'));
  workerBin = await workerPath();
  city = await startCity({ workerBin, password: PASSWORD, folder: join(parent, 'stadt') });
  cityFetch = createCityFetch(city.description.gateway.port, city.certificate);
});

afterAll(async () => {
  await city.stop();
  rmSync(parent, { recursive: true });
});

function inFolder(name: string): string {
  return readFileSync(join(city.description.folder, name), 'utf8');
}

async function verified(jws: string) {
  const keys = createLocalJWKSet(JSON.parse(inFolder('trust.json')) as JSONWebKeySet);
  const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: ['EdDSA'] });
  return {
    header: protectedHeader,
    profile: cityProfileSchema.parse(JSON.parse(new TextDecoder().decode(payload))),
  };
}

describe('the city folder', () => {
  test('holds a profile that a client accepts, signed by the key beside it', async () => {
    const { header, profile } = await verified(inFolder('profile.jws'));
    expect(header.typ).toBe(PROFILE_JWS_TYPE);
    expect(header.kid).toEqual(expect.any(String));
    expect(profile.trustedCertificates).toEqual([inFolder('ca.pem')]);
    expect(profile.gateways[0]).toMatchObject({ address: '127.0.0.1', port: city.description.gateway.port });
    expect(profile.identity).toEqual({
      issuer: city.description.identity.issuer,
      clientId: 'quadrat-desktop',
      redirectUri: 'test.quadrat.desktop:/signed-in',
      resource: 'urn:quadrat:city',
    });
    const [encodedHeader, , signature] = inFolder('profile.jws').split('.');
    const forged = Buffer.from(JSON.stringify({ ...profile, version: profile.version + 1 })).toString(
      'base64url',
    );
    await expect(verified(`${encodedHeader}.${forged}.${signature}`)).rejects.toThrow();
  });

  test('is for the own account only', () => {
    expect(statSync(city.description.folder).mode & 0o777).toBe(0o700);
    for (const name of [
      'city.json',
      'profile.jws',
      'trust.json',
      'escrow.jwk',
      'ca.pem',
      'gateway.jsonl',
      'meetings.log',
    ]) {
      expect([name, statSync(join(city.description.folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(JSON.parse(inFolder('city.json'))).toEqual(JSON.parse(JSON.stringify(city.description)));
    expect(inFolder('city.json')).not.toContain('PRIVATE KEY');
  });
});

describe('every server', () => {
  test('answers behind the gateway, with a certificate of the city, by the addresses in city.json', async () => {
    const { sites, meetings, identity, calendar } = city.description;
    const addresses = [
      sites.health,
      sites.catalogue,
      sites.profile,
      ...sites.apps,
      `${meetings.origin}/rooms`,
      `${identity.issuer}/.well-known/openid-configuration`,
    ];
    for (const address of addresses)
      expect([address, (await cityFetch(address)).status]).toEqual([address, 200]);
    expect((await cityFetch(calendar.url)).status).toBe(401);
    expect((await openTunnel(city.description.gateway.port, `127.0.0.1:${meetings.sfuTcpPort}`)).status).toBe(
      200,
    );
    const identityPort = new URL(identity.issuer).port;
    expect((await openTunnel(city.description.gateway.port, `127.0.0.1:${identityPort}`)).status).toBe(403);
    expect(city.connections()).toContainEqual({
      to: `127.0.0.1:${meetings.sfuTcpPort}`,
      count: 1,
      refused: false,
    });
  });

  test('takes the token that a person gets by signing in', async () => {
    const { access_token: token } = await signIn(
      cityFetch,
      city.description.identity.issuer,
      'jonas',
      PASSWORD,
    );
    const headers = { authorization: `Bearer ${token}` };
    const events = await cityFetch(`${city.description.calendar.origin}/ics/jonas.ics`, { headers });
    expect(await events.text()).toContain('SUMMARY:Jour fixe');
    const ticket = await cityFetch(`${city.description.meetings.origin}/tickets`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ room: 'jour-fixe' }),
    });
    expect(await ticket.json()).toMatchObject({ displayName: 'Jonas Weber', expiresInSeconds: 60 });
    const refused = await cityFetch(`${city.description.meetings.origin}/tickets`, {
      method: 'POST',
      headers: { authorization: 'Bearer garbage', 'content-type': 'application/json' },
      body: JSON.stringify({ room: 'jour-fixe' }),
    });
    expect(refused.status).toBe(401);
  });

  test.each(['meetings', 'identity', 'calendar'] as const)('%s goes down and comes back', async (part) => {
    const { identity, calendar, meetings } = city.description;
    const origins = { meetings: meetings.origin, identity: identity.issuer, calendar: calendar.origin };
    await city.parts[part].down();
    await expect(cityFetch(`${origins[part]}/`)).rejects.toThrow();
    await city.parts[part].up();
    expect((await cityFetch(`${origins[part]}/`)).status).toBeGreaterThanOrEqual(200);
    await city.parts[part].up();
  });
});

describe('the static server', () => {
  test('speaks FDC3 App Directory v2', async () => {
    const { catalogue, apps } = city.description.sites;
    const all = (await (await cityFetch(catalogue)).json()) as {
      applications: { appId: string; details: unknown }[];
    };
    expect(all).toMatchObject({ message: 'OK' });
    expect(all.applications.map(({ details }) => details)).toEqual(apps.map((url) => ({ url })));
    for (const app of all.applications) {
      expect(app).toMatchObject({ title: expect.any(String), type: 'web', hostManifests: { Quadrat: {} } });
      expect(await (await cityFetch(`${catalogue}/${app.appId}`)).json()).toEqual(app);
    }
    expect((await cityFetch(`${catalogue}/unknown`)).status).toBe(404);
    expect((await cityFetch(catalogue, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('hands out a newer profile after a bump, while the folder keeps the first', async () => {
    const served = async () => verified(await (await cityFetch(city.description.sites.profile)).text());
    const before = (await served()).profile;
    expect(before).toEqual((await verified(inFolder('profile.jws'))).profile);
    expect(await city.bumpProfile()).toBe(before.version + 1);
    expect((await served()).profile.version).toBe(before.version + 1);
    expect((await verified(inFolder('profile.jws'))).profile.version).toBe(before.version);
    const head = await cityFetch(city.description.sites.profile, { method: 'HEAD' });
    expect([head.status, Number(head.headers.get('content-length')) > 500]).toEqual([200, true]);
  });
});

describe('starting', () => {
  test('is refused in a folder of something else or of a running city', async () => {
    const other = mkdtempSync(join(parent, 'other-'));
    writeFileSync(join(other, 'brief.txt'), 'Liebe Grüße');
    await expect(startCity({ workerBin, folder: other })).rejects.toThrow(/schon etwas anderes/);
    expect(readFileSync(join(other, 'brief.txt'), 'utf8')).toBe('Liebe Grüße');

    const folder = mkdtempSync(join(parent, 'running-'));
    writeFileSync(join(folder, 'city.json'), JSON.stringify({ pid: process.ppid }));
    await expect(startCity({ workerBin, folder })).rejects.toThrow(/läuft schon eine Demo-Stadt/);
    writeFileSync(join(folder, 'city.json'), 'cut off in the mid');
    const again = await startCity({ workerBin, folder, useRadicale: false });
    expect(again.description.calendar.kind).toBe('ics');
    await again.stop();
    expect(existsSync(join(folder, 'city.json'))).toBe(false);
    expect(existsSync(join(folder, 'trust.json'))).toBe(true);
  });

  test('stops everything again when the last part does not start', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const folder = join(parent, 'taken');
    try {
      const attempt = startCity({ workerBin, folder, gatewayPort: port });
      const started = until(() => processesMentioning(folder).length > 0, 10_000);
      await expect(attempt).rejects.toThrow(CityProblem);
      await expect(attempt).rejects.toThrow(String(port));
      expect(await started).toBe(true);
      expect(processesMentioning(folder)).toEqual([]);
    } finally {
      taken.close();
    }
  });

  test('can be broken off, and leaves nothing behind', async () => {
    const signal = AbortSignal.timeout(300);
    const folder = join(parent, 'broken-off');
    await expect(startCity({ workerBin, folder, signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(processesMentioning(folder)).toEqual([]);
  });
});
