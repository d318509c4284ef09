import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { demoCity } from '../../../../../src/main/features/profile/adapters/demo-city.adapter';
import {
  createJoseSignature,
  type Trust,
  trustSchema,
} from '../../../../../src/main/features/profile/adapters/jose-signature.adapter';
import {
  managedProfilePath,
  readProfileFile,
} from '../../../../../src/main/features/profile/adapters/profile-file.adapter';
import { createPublishedProfile } from '../../../../../src/main/features/profile/adapters/published-profile.adapter';
import { openCityProfile } from '../../../../../src/main/features/profile/profile.feature';
import { PROFILE_JWS_TYPE } from '../../../../../src/shared/features/profile/city-profile.model';
import { FakeLog } from '../../../../fakes/fake-log';
import { profileOf } from '../../../../fakes/fake-profile-city';

const city = await generateKeyPair('EdDSA', { extractable: true });
const stranger = await generateKeyPair('EdDSA');
const trust: Trust = trustSchema.parse({
  keys: [{ ...(await exportJWK(city.publicKey)), kid: 'city-1', use: 'sig' }],
});

function sign(
  payload: unknown,
  header: { alg?: string; typ?: string; kid?: string } = {},
  key = city.privateKey,
): Promise<string> {
  return new CompactSign(
    new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  )
    .setProtectedHeader({ alg: 'EdDSA', typ: PROFILE_JWS_TYPE, kid: 'city-1', ...header })
    .sign(key);
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrat-profile-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('signature', () => {
  const { verify } = createJoseSignature(trust);

  test('takes what the city has signed', async () => {
    expect(await verify(await sign(profileOf()))).toEqual({ ok: true, payload: profileOf() });
  });

  test('refuses a document in which anything was changed', async () => {
    const [header = '', , signature = ''] = (await sign(profileOf())).split('.');
    const changed = [header, base64url(profileOf({ version: 2 })), signature].join('.');
    expect(await verify(changed)).toEqual({ ok: false, reason: 'bad-signature' });
  });

  test("refuses a stranger's signature under the city's key name", async () => {
    expect(await verify(await sign(profileOf(), {}, stranger.privateKey))).toEqual({
      ok: false,
      reason: 'bad-signature',
    });
  });

  test.each(['city-2', undefined])('refuses the key name %s', async (kid) => {
    const document = await sign(profileOf(), kid ? { kid } : {});
    const [, payload = '', signature = ''] = document.split('.');
    const header = base64url({ alg: 'EdDSA', typ: PROFILE_JWS_TYPE, ...(kid ? { kid } : {}) });
    expect(await verify([header, payload, signature].join('.'))).toEqual({
      ok: false,
      reason: 'unknown-key',
    });
  });

  test('refuses a document without signature', async () => {
    const header = base64url({ alg: 'none', typ: PROFILE_JWS_TYPE, kid: 'city-1' });
    expect(await verify(`${header}.${base64url(profileOf())}.`)).toEqual({
      ok: false,
      reason: 'bad-signature',
    });
  });

  test('refuses any other name of an algorithm', async () => {
    const document = await sign(profileOf(), { alg: 'Ed25519' });
    expect(await verify(document)).toEqual({ ok: false, reason: 'bad-signature' });
  });

  test('refuses a signature by the public key used as a secret', async () => {
    const secret = new TextEncoder().encode(trust.keys[0]?.x);
    const document = await sign(profileOf(), { alg: 'HS256' }, secret as never);
    expect(await verify(document)).toEqual({ ok: false, reason: 'bad-signature' });
  });

  test('refuses what the city has signed for another purpose', async () => {
    expect(await verify(await sign(profileOf(), { typ: 'JWT' }))).toEqual({ ok: false, reason: 'malformed' });
  });

  test.each(['', 'x', 'a.b.c', '{"payload":"","signatures":[]}'])('cannot read %p', async (document) => {
    expect(await verify(document)).toEqual({ ok: false, reason: 'unreadable' });
  });

  test('refuses a signed document that is no JSON', async () => {
    expect(await verify(await sign('{"format":1'))).toEqual({ ok: false, reason: 'malformed' });
  });
});

describe('managed file', () => {
  const path = () => join(folder, 'profile.jws');

  test('lies where each platform keeps what is for the whole machine', () => {
    expect(managedProfilePath('linux', {})).toBe('/etc/quadrat/city-profile.jws');
    expect(managedProfilePath('darwin', {})).toBe('/Library/Application Support/Quadrat/city-profile.jws');
    expect(managedProfilePath('win32', { ProgramData: 'D:\\Data' })).toBe(
      'D:\\Data\\Quadrat\\city-profile.jws',
    );
    expect(managedProfilePath('win32', {})).toBe('C:\\ProgramData\\Quadrat\\city-profile.jws');
  });

  test('is read without the white space around it', async () => {
    await writeFile(path(), ' a.b.c\r\n');
    expect(await readProfileFile(path())).toEqual({ ok: true, document: 'a.b.c' });
  });

  test('that is not there is not there', async () => {
    expect(await readProfileFile(path())).toBeUndefined();
    expect(await readProfileFile(join(folder, 'no', 'folder'))).toBeUndefined();
  });

  test('that cannot be read says so', async () => {
    await mkdir(path());
    expect(await readProfileFile(path())).toEqual({ ok: false, reason: 'unreadable' });
  });

  test('is refused above 256 KiB', async () => {
    await writeFile(path(), 'x'.repeat(262_144));
    expect(await readProfileFile(path())).toMatchObject({ ok: true });
    await writeFile(path(), 'x'.repeat(262_145));
    expect(await readProfileFile(path())).toEqual({ ok: false, reason: 'unreadable' });
  });

  (process.platform === 'win32' ? test.skip : test)('is refused where anybody may change it', async () => {
    await writeFile(path(), 'a.b.c');
    await chmod(path(), 0o666);
    expect(await readProfileFile(path())).toEqual({ ok: false, reason: 'unprotected' });
    await chmod(path(), 0o644);
    await chmod(folder, 0o777);
    expect(await readProfileFile(path())).toEqual({ ok: false, reason: 'unprotected' });
  });
});

describe('published document', () => {
  const url = 'https://apps.quadrat.test/profile.jws';

  test('is what the city answers', async () => {
    const asked: string[] = [];
    const published = createPublishedProfile(async (address) => {
      asked.push(address);
      return new Response('a.b.c\n');
    });
    expect(await published.fetch(url)).toEqual({ ok: true, document: 'a.b.c' });
    expect(asked).toEqual([url]);
  });

  test.each([
    ['the city has none', async () => new Response('not found', { status: 404 })],
    ['the city is in trouble', async () => new Response('', { status: 503 })],
    ['the city cannot be reached', () => Promise.reject(new TypeError('net::ERR_PROXY_CONNECTION_FAILED'))],
  ])('is none where %s', async (_, fetch) => {
    expect(await createPublishedProfile(fetch).fetch(url)).toBeUndefined();
  });

  test('without end is not received beyond what a document can be', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const found = await createPublishedProfile(async () => new Response(endless)).fetch(url);
    expect(found).toEqual({ ok: false, reason: 'unreadable' });
    expect(sent).toBeLessThan(1_000_000);
  });
});

describe('from the disk to the profile in force', () => {
  const place = () => ({
    folder: join(folder, 'state'),
    log: new FakeLog(),
    clock: { now: () => new Date() },
  });
  const notAfter = new Date(Date.now() + 86_400_000).toISOString();

  async function demo(payload: unknown): Promise<void> {
    await writeFile(join(folder, 'profile.jws'), await sign(payload));
    await writeFile(join(folder, 'trust.json'), JSON.stringify(trust));
  }

  async function start() {
    const anchors = await demoCity(['electron', `--demo-city=${folder}`]);
    if (!anchors) throw new Error('the switch was not seen');
    return openCityProfile(anchors, place());
  }

  test('the demo city is one only where the command line names it', async () => {
    expect(await demoCity(['electron', '--demo-city='])).toBeUndefined();
    expect(await demoCity(['electron', folder])).toBeUndefined();
  });

  test('takes the demo city, and refuses its older profile in the next run', async () => {
    await demo(profileOf({ version: 2, notAfter }));
    expect((await start()).state).toMatchObject({ version: 2, source: 'managed' });
    // The memory is written behind the start.
    for (let tries = 0; tries < 400 && !existsSync(join(folder, 'state', 'city-profile')); tries += 1) {
      await setTimeout(5);
    }
    await demo(profileOf({ version: 1, notAfter }));
    const second = await start();
    expect(second.state).toMatchObject({
      version: 2,
      refused: [{ source: 'managed', reason: 'older-version' }],
    });
  });

  test('without keys nobody is trusted', async () => {
    await demo(profileOf({ notAfter }));
    await writeFile(join(folder, 'trust.json'), '{');
    const service = await start();
    expect(service.profile).toBeUndefined();
    expect(service.refused).toMatchObject([{ source: 'managed', reason: 'unknown-key' }]);
  });
});
