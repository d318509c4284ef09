import { getDomain } from 'tldts';
import type { FieldValue, KdbxEntry } from '../kdbx/kdbx.model';

/** How closely an entry's address fits the one asked for. */
export type AddressMatch = 'exact' | 'same-host' | 'same-domain';

/** Further addresses of an entry: KeePassXC's and Keepass2Android's `KP2A_URL`, `KP2A_URL_1`… */
const FURTHER_ADDRESS = /^KP2A_URL(_\d+)?$/;
/** `https://` where an entry has a bare host, as people type it. */
const USUAL_SCHEME = 'https:';
const SCHEME = /^\s*[a-z][a-z0-9+.-]*:\/\//i;
/** Each scheme's own port. */
const PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80', 'ftp:': '21' };

interface Address {
  /** `https:`. */
  readonly scheme: string;
  /** In ASCII (IDN as punycode), lower case, without a dot at the end. */
  readonly host: string;
  /** As a number in text; the scheme's own where none is said. */
  readonly port: string;
  /** Undefined for IP addresses, single labels and public suffixes: those match only as they stand. */
  readonly domain: string | undefined;
}

/**
 * The domain that one owner can register, by the public suffix list with its private part: `a.b.example.co.uk` gives
 * `example.co.uk`, `amira.github.io` gives `amira.github.io`.
 * @param url An address, or a bare host.
 * @returns in ASCII; undefined for what is no address, an IP address, a single label or a suffix itself.
 */
export function registrableDomain(url: string): string | undefined {
  return addressOf(url)?.domain;
}

/** The host of an address or of a bare host, in ASCII with lower case; undefined where there is none. */
export function hostOf(url: string): string | undefined {
  return addressOf(url)?.host;
}

/**
 * The best match of an entry's addresses with the one asked for: `exact` for the same origin (scheme, host, port),
 * `same-host` for another port of the host, `same-domain` for another host of the registrable domain at the same port.
 * Another scheme does not match, so what was stored for https is never handed to http; only an entry for http on its
 * usual port stands for https on its usual port as well, though never exactly.
 * @param entryUrls As {@link addressesOf} gives them; a bare host counts as https.
 * @param asked A whole address.
 */
export function matchAddress(entryUrls: readonly string[], asked: string): AddressMatch | undefined {
  const wanted = SCHEME.test(asked) ? addressOf(asked) : undefined;
  if (!wanted) return undefined;
  const matches = new Set(entryUrls.map((url) => matchOne(addressOf(url), wanted)));
  return (['exact', 'same-host', 'same-domain'] as const).find((match) => matches.has(match));
}

/** The addresses an entry stands for: its URL and the further ones, without empty ones, placeholders and repetition. */
export function addressesOf(entry: KdbxEntry): string[] {
  const further = [...entry.fields].filter(([name]) => FURTHER_ADDRESS.test(name)).map(([, value]) => value);
  const all = [entry.fields.get('URL'), ...further].map(textOf).map((url) => url.trim());
  // What KeePass would first have to fill in, such as {REF:…}, says no address by itself.
  return [...new Set(all)].filter((url) => url !== '' && !url.includes('{'));
}

function matchOne(entry: Address | undefined, wanted: Address): AddressMatch | undefined {
  if (!entry) return undefined;
  const isUpgrade = isUsual(entry, 'http:') && isUsual(wanted, 'https:');
  if (entry.scheme !== wanted.scheme && !isUpgrade) return undefined;
  if (entry.host === wanted.host) return !isUpgrade && entry.port === wanted.port ? 'exact' : 'same-host';
  const isSameDomain = entry.domain !== undefined && entry.domain === wanted.domain;
  return isSameDomain && (isUpgrade || entry.port === wanted.port) ? 'same-domain' : undefined;
}

function isUsual(address: Address, scheme: string): boolean {
  return address.scheme === scheme && address.port === PORTS[scheme];
}

function addressOf(text: string): Address | undefined {
  const trimmed = text.trim();
  const isBare = !SCHEME.test(trimmed);
  // Without a scheme an @ is of a mail address, or is there to mislead.
  if (isBare && trimmed.includes('@')) return undefined;
  const whole = isBare ? `${USUAL_SCHEME}//${trimmed}` : trimmed;
  const url = parsed(whole);
  if (!url) return undefined;
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  if (host === '') return undefined;
  return {
    scheme: url.protocol,
    host,
    port: url.port || (PORTS[url.protocol] ?? ''),
    domain: getDomain(host, { allowPrivateDomains: true }) ?? undefined,
  };
}

/** Not by `URL.canParse`: once V8 has optimised it, Node 20's takes any address with an umlaut for none. */
function parsed(whole: string): URL | undefined {
  try {
    return new URL(whole);
  } catch {
    return undefined;
  }
}

function textOf(value: FieldValue | undefined): string {
  return value === undefined || typeof value === 'string' ? (value ?? '') : value.text();
}
