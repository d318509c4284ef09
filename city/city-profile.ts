import type { CityProfile } from '../src/shared/features/profile/city-profile.model';
import type { CityAuthority } from './authority/city-authority';
import type { EscrowKey } from './authority/escrow-key';
import type { CalendarServer } from './calendar/calendar-server';
import type { Gateway } from './gateway/gateway';
import { CITY_RESOURCE, CLIENT_ID, type IdentityServer, REDIRECT_URI } from './identity/identity-server';
import type { SitesServer } from './sites/sites-server';
import type { SwitchableMeetings } from './switchable-meetings';

const LIFETIME_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a guess at a password in this city begins with. Mannheim's districts and sights: the first city's. */
const CITY_WORDS = [
  ...[
    'Demo-Stadt',
    'Mannheim',
    'Quadrate',
    'Neckarstadt',
    'Lindenhof',
    'Jungbusch',
    'Feudenheim',
    'Käfertal',
  ],
  ...[
    'Sandhofen',
    'Seckenheim',
    'Rheinau',
    'Wasserturm',
    'Luisenpark',
    'Maimarkt',
    'Rathaus',
    'Bürgerdienste',
  ],
];

/** The running servers that a profile speaks of. */
export interface CityServers {
  readonly authority: CityAuthority;
  readonly escrow: EscrowKey;
  readonly gateway: Gateway;
  readonly identity: IdentityServer;
  readonly meetings: SwitchableMeetings;
  readonly calendar: CalendarServer;
  readonly sites: SitesServer;
}

/**
 * The demo city's profile.
 * @param version whole number that must grow from document to document
 * @param now milliseconds since the epoch
 */
export function describeCity(servers: CityServers, version: number, now: number): CityProfile {
  const { authority, escrow, gateway, identity, meetings, calendar, sites } = servers;
  return {
    format: 1,
    id: 'demo-stadt',
    name: 'Demo-Stadt',
    version,
    notAfter: new Date(now + LIFETIME_DAYS * DAY_MS).toISOString(),
    languages: ['de', 'en'],
    gateways: [{ kind: 'http', name: 'gateway.quadrat.test', address: gateway.address, port: gateway.port }],
    trustedCertificates: [authority.certificate],
    profileUrl: sites.profileUrl,
    identity: {
      issuer: identity.issuer,
      clientId: CLIENT_ID,
      redirectUri: REDIRECT_URI,
      resource: CITY_RESOURCE,
    },
    meetings: [{ origin: meetings.origin }],
    calendars: [calendar.address],
    catalogue: { url: sites.catalogueUrl },
    helpDesk: { name: 'IT-Helpdesk', phone: 'Durchwahl 4711', email: 'helpdesk@quadrat.test' },
    crisisContacts: [
      { name: 'Rufbereitschaft IT', phone: 'Durchwahl 4712' },
      { name: 'Pforte Rathaus', phone: 'Durchwahl 4700' },
    ],
    policy: {
      rememberSignIn: true,
      externalHosts: [],
      vault: {
        quickUnlock: true,
        longestIdleSeconds: 3_600,
        weakestMasterScore: 3,
        auditDays: 365,
        escrow: escrow.published,
        cityWords: CITY_WORDS,
      },
    },
  };
}
