import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CityAuthority,
  createCityAuthority,
  type IssuedCertificate,
} from '../../../../city/authority/city-authority';
import { RADICALE_NAME, type Radicale, startRadicale } from '../../../../city/calendar/radicale';

let folder: string;
let authority: CityAuthority;
let radicale: Radicale;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'city-radicale-'));
  authority = await createCityAuthority();
  const started = await startRadicale({ folder, authority, onGivenUp: (lines) => console.error(lines) });
  if (!started) throw new Error('These tests need Radicale (Debian: apt-get install radicale).');
  radicale = started;
});

afterAll(async () => {
  await radicale.stop();
  rmSync(folder, { recursive: true });
});

function propfind(identity: IssuedCertificate | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port: radicale.port(),
        servername: RADICALE_NAME,
        ca: authority.certificate,
        ...identity,
        agent: false,
        method: 'PROPFIND',
        path: '/jonas/',
        headers: { 'x-remote-user': 'jonas', depth: '0' },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
}

test('answers whoever holds the front’s certificate and nobody else', async () => {
  expect(await propfind(radicale.clientCertificate)).toBe(207);
  await expect(propfind(undefined)).rejects.toThrow();
  const stranger = await (await createCityAuthority()).issueClient('city calendar front');
  await expect(propfind(stranger)).rejects.toThrow();
  const server = await authority.issueServer([RADICALE_NAME]);
  await expect(propfind(server)).rejects.toThrow();
});

test('keeps its key to itself', () => {
  expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
});
