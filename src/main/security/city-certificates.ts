import { X509Certificate } from 'node:crypto';
import type { Certificate, Session } from 'electron';

/** Extended key usage `id-kp-serverAuth` (RFC 5280, 4.2.1.12). */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

const IP_ADDRESS = /^[\d.]+$|:/;

/** Longest chain that is followed, the server's own certificate included. */
const LONGEST_CHAIN = 5;

/** Values of Chromium's answer to setCertificateVerifyProc. */
const TRUST = 0;
const DISTRUST = -202;
const AS_CHROMIUM_SAYS = -3;

function isInForce(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/**
 * Decides whether a server's chain leads to one of the city's own authorities. Checked ourselves rather than by
 * Chromium, which reports only its first complaint: behind "unknown authority" a wrong name would go unseen.
 * @param chain certificates in PEM, the server's own first, as the server sent them
 * @param hostname name or address that was asked for
 * @param authorities the city's authorities in PEM
 * @param now milliseconds since the epoch
 */
export function isCityServer(
  chain: readonly string[],
  hostname: string,
  authorities: readonly string[],
  now: number,
): boolean {
  const trusted = authorities.map((pem) => new X509Certificate(pem)).filter((one) => isInForce(one, now));
  const [server, ...intermediates] = chain.slice(0, LONGEST_CHAIN).map((pem) => new X509Certificate(pem));
  if (!server || !isInForce(server, now)) return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  const named = IP_ADDRESS.test(host)
    ? server.checkIP(host)
    : server.checkHost(host, { subject: 'never', wildcards: false });
  if (named === undefined) return false;
  if (server.keyUsage !== undefined && !server.keyUsage.includes(SERVER_AUTH)) return false;
  let last = server;
  for (const next of [...intermediates, undefined]) {
    if (trusted.some((authority) => isIssuedBy(last, authority))) return true;
    if (next === undefined || !isInForce(next, now) || !isIssuedBy(last, next)) return false;
    last = next;
  }
  return false;
}

function chainOf(certificate: Certificate): string[] {
  const chain: string[] = [];
  for (
    let one: Certificate | undefined = certificate;
    one && chain.length < LONGEST_CHAIN;
    one = one.issuerCert
  ) {
    chain.push(one.data);
  }
  return chain;
}

/**
 * Accepts in a session only servers whose certificate leads to the city's authorities. Where the profile names
 * none, the operating system's authorities count.
 */
export function trustCityServersOnly(session: Session, authorities: readonly string[]): void {
  session.setCertificateVerifyProc(({ certificate, hostname }, answer) => {
    if (authorities.length === 0) return answer(AS_CHROMIUM_SAYS);
    try {
      answer(isCityServer(chainOf(certificate), hostname, authorities, Date.now()) ? TRUST : DISTRUST);
    } catch {
      answer(DISTRUST);
    }
  });
}
