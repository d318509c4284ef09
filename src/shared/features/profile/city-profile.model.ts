import { z } from 'zod';

/** `https://host[:port]` without path: the form in which the profile names servers. */
const httpsOrigin = z.string().regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9]\d{0,4})?$/, {
  error: 'an https origin without path',
});

const hostName = z.string().regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/, { error: 'a lower-case host name' });

const text = z.string().min(1).max(200);

/** A gateway of the city network. The client connects to `address`; `name` is what a certificate must say. */
const gateway = z.strictObject({
  kind: z.enum(['http', 'https', 'socks5']),
  name: hostName,
  address: z.union([z.ipv4(), z.ipv6()]),
  port: z.int().min(1).max(65_535),
});

const contact = z.strictObject({
  name: text,
  phone: z.string().max(40).optional(),
  email: z.email().optional(),
});

/** Settings of a person that the city may lock, with the locked value. */
const lockedSettings = z.strictObject({
  language: z.enum(['de', 'en']).optional(),
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']).optional(),
  textSize: z.enum(['normal', 'large', 'larger', 'largest']).optional(),
});

/** What the city allows and asks of vaults; what is absent is not limited. */
const vaultPolicy = z.strictObject({
  /** Whether a vault may be opened with a key from the operating system's keychain. */
  quickUnlock: z.boolean().optional(),
  /** Longest idle time before a vault is locked. */
  longestIdleSeconds: z.int().min(30).max(86_400).optional(),
  /** Longest time a vault stays open, idle or not. */
  longestOpenSeconds: z.int().min(60).max(604_800).optional(),
  /** Weakest master password that is taken: 0 to 4 (zxcvbn score). */
  weakestMasterScore: z.int().min(0).max(4).optional(),
  /** Days a person's own record of what was done in the vault is kept. */
  auditDays: z.int().min(1).max(3650).optional(),
  /** To whom the key of a vault may be sealed if its owner wants it: X25519 public key (RFC 7748), Base64url. */
  escrow: z
    .strictObject({
      name: text,
      keyId: z.string().min(1).max(100),
      publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    })
    .optional(),
  /** Words of the city that make a poor password: its name, districts, offices, events. */
  cityWords: z.array(z.string().min(2).max(60)).max(500).optional(),
});

/**
 * Everything in which one city differs from the next, and the only source of addresses in the client.
 * Travels as a compact JWS (RFC 7515) signed with Ed25519 (RFC 8037).
 */
export const cityProfileSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: text,
  /** Whole number that only grows; a document with a lower one is refused. */
  version: z.int().min(1),
  /** Instant (ISO 8601 with offset) after which the document is no longer accepted. */
  notAfter: z.iso.datetime({ offset: true }),
  /** BCP 47 language tags the city offers, preferred first. */
  languages: z.array(z.enum(['de', 'en'])).min(1),
  /** Tried in order; never anything else. */
  gateways: z.array(gateway).min(1).max(8),
  /** PEM certificates of the authorities that may issue for the city's servers. */
  trustedCertificates: z.array(z.string().startsWith('-----BEGIN CERTIFICATE-----').max(16_384)).max(8),
  /** Where the next version of this document is fetched from. */
  profileUrl: z.url({ protocol: /^https$/ }),
  identity: z.strictObject({
    issuer: z.url({ protocol: /^https$/ }),
    clientId: text,
    redirectUri: z.string().regex(/^[a-z][a-z0-9.+-]*:\/[^/].*$/, { error: 'a private-use URI (RFC 8252)' }),
    /** Resource indicator (RFC 8707) of the city's services. */
    resource: text,
  }),
  meetings: z
    .array(z.strictObject({ origin: httpsOrigin }))
    .min(1)
    .max(8),
  calendars: z
    .array(z.strictObject({ kind: z.enum(['caldav', 'ics']), url: z.url({ protocol: /^https$/ }) }))
    .min(1)
    .max(8),
  catalogue: z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
  helpDesk: contact,
  crisisContacts: z.array(contact).max(20),
  policy: z.strictObject({
    locked: lockedSettings.optional(),
    /** Whether the refresh token may be kept in the operating system's keychain. */
    rememberSignIn: z.boolean(),
    /** Hosts that the system's browser may be asked to open without a question. */
    externalHosts: z.array(hostName).max(200),
    vault: vaultPolicy.optional(),
  }),
});

/** See {@link cityProfileSchema}. */
export type CityProfile = z.output<typeof cityProfileSchema>;

/** Where a profile was found; the order is the order of precedence. */
export const PROFILE_SOURCES = ['managed', 'fetched', 'built-in'] as const;
export type ProfileSource = (typeof PROFILE_SOURCES)[number];

/** Why a profile document was not taken. */
export const PROFILE_REFUSALS = [
  'unreadable',
  /** The file may be changed by anybody who uses the machine. */
  'unprotected',
  'bad-signature',
  'unknown-key',
  'malformed',
  'expired',
  'older-version',
  'other-city',
] as const;
export type ProfileRefusal = (typeof PROFILE_REFUSALS)[number];

/** JWS `typ` header of a signed city profile. */
export const PROFILE_JWS_TYPE = 'quadrat-city-profile+jws';

/**
 * Decides whether a document with a good signature may take the place of the one in force.
 * @param candidate the verified document
 * @param current the document in force, if any
 * @param now milliseconds since the epoch
 * @returns the reason for refusal, or undefined when it may
 */
export function refusalOf(
  candidate: CityProfile,
  current: CityProfile | undefined,
  now: number,
): ProfileRefusal | undefined {
  if (Date.parse(candidate.notAfter) <= now) return 'expired';
  if (current && candidate.id !== current.id) return 'other-city';
  if (current && candidate.version < current.version) return 'older-version';
  return undefined;
}

/** The parts that are in use from the start of the client to its end: addresses, and whom their servers answer to. */
const FIXED_AT_START = [
  'gateways',
  'trustedCertificates',
  'identity',
  'meetings',
  'calendars',
  'catalogue',
] as const satisfies readonly (keyof CityProfile)[];

/**
 * Whether a newer profile is fully in force only after a restart of the client.
 * @param atStart the profile the client has started with
 */
export function needsRestart(atStart: CityProfile, newer: CityProfile): boolean {
  return FIXED_AT_START.some((part) => JSON.stringify(atStart[part]) !== JSON.stringify(newer[part]));
}
