import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { type CityAuthority, createCityAuthority } from '../../../../city/authority/city-authority';
import { type CityServer, startHttpsServer } from '../../../../city/https-server';
import { isCityServer } from '../../../../src/main/security/city-certificates';

let authority: CityAuthority;
let server: CityServer;

beforeAll(async () => {
  authority = await createCityAuthority();
  server = await startHttpsServer(
    {
      certificate: await authority.issueServer(['one.quadrat.test', 'two.quadrat.test']),
      names: ['one.quadrat.test', 'two.quadrat.test'],
    },
    () => (_request, response) => void response.end('here'),
  );
});

afterAll(() => server.stop());

function ask(name: string, ca: string, host = `${name}:${server.port}`): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: server.port,
      servername: name,
      ca,
      headers: { host },
      agent: false,
    };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('a server with its certificate is trusted by whoever trusts the authority, under its names only', async () => {
  expect(await ask('one.quadrat.test', authority.certificate)).toBe(200);
  expect(await ask('two.quadrat.test', authority.certificate)).toBe(200);
  await expect(ask('three.quadrat.test', authority.certificate)).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  const stranger = await createCityAuthority();
  await expect(ask('one.quadrat.test', stranger.certificate)).rejects.toMatchObject({
    code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED|SIGNATURE/),
  });
});

test('a server refuses requests for another host than its own', async () => {
  expect(await ask('one.quadrat.test', authority.certificate, 'evil.test')).toBe(421);
  expect(await ask('one.quadrat.test', authority.certificate, 'one.quadrat.test')).toBe(421);
});

test('certificates say what they are for and for how long', async () => {
  const now = Date.parse('2026-11-23T09:00:00Z');
  const another = await createCityAuthority(now);
  const root = new X509Certificate(another.certificate);
  const leaf = new X509Certificate((await another.issueServer(['one.quadrat.test'])).cert);
  const client = new X509Certificate((await another.issueClient('front')).cert);
  expect(root.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.checkIssued(root) && leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(leaf.subjectAltName).toBe('DNS:one.quadrat.test');
  expect(Date.parse(leaf.validFrom)).toBe(now - 3_600_000);
  expect(Date.parse(leaf.validTo)).toBe(now + 30 * 86_400_000);
  expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
});

test('the client takes its servers for the city’s, and no others', async () => {
  const { cert } = await authority.issueServer(['one.quadrat.test']);
  const stranger = await (await createCityAuthority()).issueServer(['one.quadrat.test']);
  const { cert: client } = await authority.issueClient('one.quadrat.test');
  const isTaken = (chain: string, name: string) =>
    isCityServer([chain], name, [authority.certificate], Date.now());
  expect(isTaken(cert, 'one.quadrat.test')).toBe(true);
  expect(isTaken(cert, 'two.quadrat.test')).toBe(false);
  expect(isTaken(stranger.cert, 'one.quadrat.test')).toBe(false);
  expect(isTaken(client, 'one.quadrat.test')).toBe(false);
});
