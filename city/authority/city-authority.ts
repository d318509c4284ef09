import 'reflect-metadata';
import { KeyObject, randomBytes, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const KEYS = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long certificates of the demo city count; it is made anew at every start. */
const LIFETIME_DAYS = 30;

/** A certificate and its private key (PKCS #8), both PEM, as `tls.createServer` takes them. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** The demo city's certification authority. Its private key never leaves this process. */
export interface CityAuthority {
  /** The authority's own certificate, PEM. */
  readonly certificate: string;
  /**
   * Issues a certificate for a TLS server.
   * @param names lower-case DNS names; the first one is also the subject
   */
  issueServer(names: readonly [string, ...string[]]): Promise<IssuedCertificate>;
  /**
   * Issues a certificate with which one part of the city proves itself to another.
   * @param name who it is, as the subject's common name
   */
  issueClient(name: string): Promise<IssuedCertificate>;
}

function pemOf(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** RFC 5280, 4.1.2.2: positive, at most 20 octets. */
function serialNumber(): string {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets.toString('hex');
}

/**
 * Makes a certification authority on the spot (RFC 5280, EC P-256).
 * @param now milliseconds since the epoch; certificates count from an hour before, for clocks that are behind
 */
export async function createCityAuthority(now: number = Date.now()): Promise<CityAuthority> {
  const lifetime = { notBefore: new Date(now - HOUR_MS), notAfter: new Date(now + LIFETIME_DAYS * DAY_MS) };
  const keys = await crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...lifetime,
    name: [{ O: ['Demo-Stadt'] }, { CN: [`Demo-Stadt Zertifizierungsstelle ${serialNumber().slice(0, 8)}`] }],
    serialNumber: serialNumber(),
    signingAlgorithm: KEYS,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

  async function issue(
    commonName: string,
    usage: x509.ExtendedKeyUsage,
    more: readonly x509.Extension[],
  ): Promise<IssuedCertificate> {
    const own = await crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.create({
      ...lifetime,
      subject: [{ CN: [commonName] }],
      issuer: authority.subject,
      serialNumber: serialNumber(),
      signingAlgorithm: KEYS,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        await x509.SubjectKeyIdentifierExtension.create(own.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ...more,
      ],
    });
    return { cert: certificate.toString('pem'), key: pemOf(own.privateKey) };
  }

  return {
    certificate: authority.toString('pem'),
    issueServer: (names) =>
      issue(names[0], x509.ExtendedKeyUsage.serverAuth, [
        new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
      ]),
    issueClient: (name) => issue(name, x509.ExtendedKeyUsage.clientAuth, []),
  };
}
