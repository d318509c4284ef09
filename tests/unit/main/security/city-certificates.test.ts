import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { isCityServer } from '../../../../src/main/security/city-certificates';

x509.cryptoProvider.set(webcrypto as Crypto);
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
const NOW = Date.now();

interface Authority {
  readonly pem: string;
  readonly name: string;
  readonly keys: CryptoKeyPair;
}

const newKeys = () =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

async function certificate(form: {
  subject: string;
  issuer?: Authority;
  isCa: boolean;
  names?: x509.JsonGeneralNames;
  usage?: string[];
  from?: number;
  to?: number;
}): Promise<Authority> {
  const keys = await newKeys();
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: Math.floor(Math.random() * 1e12)
      .toString(16)
      .padStart(12, '1'),
    subject: form.subject,
    issuer: form.issuer?.name ?? form.subject,
    notBefore: new Date(form.from ?? NOW - DAY),
    notAfter: new Date(form.to ?? NOW + DAY),
    publicKey: keys.publicKey,
    signingKey: (form.issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(form.isCa, undefined, true),
      ...(form.usage ? [new x509.ExtendedKeyUsageExtension(form.usage)] : []),
      ...(form.names ? [new x509.SubjectAlternativeNameExtension(form.names)] : []),
    ],
  });
  return { pem: made.toString('pem'), name: form.subject, keys };
}

const names: x509.JsonGeneralNames = [
  { type: 'dns', value: 'meet.quadrat.test' },
  { type: 'ip', value: '127.0.0.1' },
];
const usage = [x509.ExtendedKeyUsage.serverAuth];

const city = await certificate({ subject: 'CN=City', isCa: true });
const stranger = await certificate({ subject: 'CN=City', isCa: true });
const server = await certificate({ subject: 'CN=meet', issuer: city, isCa: false, names, usage });

const decide = (chain: Authority[], host = 'meet.quadrat.test', authorities = [city], now = NOW) =>
  isCityServer(
    chain.map((one) => one.pem),
    host,
    authorities.map((one) => one.pem),
    now,
  );

test('accepts a server of the city by name and by address', () => {
  expect(decide([server])).toBe(true);
  expect(decide([server, city])).toBe(true);
  expect(decide([server], '127.0.0.1')).toBe(true);
});

test('accepts a chain over an intermediate authority, not over a server', async () => {
  const middle = await certificate({ subject: 'CN=Middle', issuer: city, isCa: true });
  const below = await certificate({ subject: 'CN=meet', issuer: middle, isCa: false, names, usage });
  expect(decide([below, middle])).toBe(true);
  expect(decide([below])).toBe(false);
  const forged = await certificate({ subject: 'CN=meet', issuer: server, isCa: false, names, usage });
  expect(decide([forged, server])).toBe(false);
});

test.each<[string, () => Promise<boolean> | boolean]>([
  ['another name', () => decide([server], 'login.quadrat.test')],
  ['another address', () => decide([server], '127.0.0.2')],
  ['an authority of the same name with another key', () => decide([server], undefined, [stranger])],
  ['no authority at all', () => decide([server], undefined, [])],
  ['an empty chain', () => decide([])],
  [
    'a certificate that signed itself',
    async () => decide([await certificate({ subject: 'CN=meet', isCa: true, names, usage })]),
  ],
  ['an expired server', () => decide([server], undefined, [city], NOW + 2 * DAY)],
  [
    'an expired authority',
    async () => {
      const old = await certificate({
        subject: 'CN=Old',
        isCa: true,
        from: NOW - 3 * DAY,
        to: NOW - 2 * DAY,
      });
      const below = await certificate({ subject: 'CN=meet', issuer: old, isCa: false, names, usage });
      return decide([below], undefined, [old]);
    },
  ],
  [
    'a certificate for signing mail',
    async () => {
      const mail = [x509.ExtendedKeyUsage.emailProtection];
      return decide([
        await certificate({ subject: 'CN=meet', issuer: city, isCa: false, names, usage: mail }),
      ]);
    },
  ],
  [
    'a name only in the subject',
    async () =>
      decide([await certificate({ subject: 'CN=meet.quadrat.test', issuer: city, isCa: false, usage })]),
  ],
])('refuses %s', async (_, verdict) => {
  expect(await verdict()).toBe(false);
});
