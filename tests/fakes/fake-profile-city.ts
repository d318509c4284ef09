import type {
  FoundDocument,
  KeptDocument,
  ProfileMemory,
  ProfilePlaces,
  PublishedProfile,
  SignatureCheck,
} from '../../src/main/features/profile/profile.ports';
import type { CityProfile, ProfileRefusal } from '../../src/shared/features/profile/city-profile.model';

/** A valid profile of a city that exists nowhere. */
export function profileOf(changes: Partial<CityProfile> = {}): CityProfile {
  return {
    format: 1,
    id: 'demo-stadt',
    name: 'Demo-Stadt',
    version: 1,
    notAfter: '2027-01-01T00:00:00Z',
    languages: ['de', 'en'],
    gateways: [{ kind: 'http', name: 'gateway.quadrat.test', address: '127.0.0.1', port: 8_080 }],
    trustedCertificates: [],
    profileUrl: 'https://apps.quadrat.test:1/profile.jws',
    identity: {
      issuer: 'https://login.quadrat.test:2',
      clientId: 'quadrat-desktop',
      redirectUri: 'test.quadrat.desktop:/signed-in',
      resource: 'urn:quadrat:city',
    },
    meetings: [{ origin: 'https://meet.quadrat.test:3' }],
    calendars: [{ kind: 'caldav', url: 'https://calendar.quadrat.test:4/' }],
    catalogue: { url: 'https://apps.quadrat.test:1/v2/apps' },
    helpDesk: { name: 'IT-Helpdesk', phone: 'Durchwahl 4711' },
    crisisContacts: [],
    policy: { rememberSignIn: true, externalHosts: [] },
    ...changes,
  };
}

/** A document whose signature is good for the fake city: its payload as JSON. */
export function signed(payload: unknown): FoundDocument & { readonly ok: true } {
  return { ok: true, document: JSON.stringify(payload) };
}

/** A document whose signature is refused for the given reason. */
export function refusedFor(reason: ProfileRefusal): FoundDocument {
  return { ok: true, document: `refused:${reason}` };
}

/** The profile feature's ports, in memory. */
export class FakeProfileCity {
  managedDocument: FoundDocument | undefined;
  builtInDocument: FoundDocument | undefined;
  publishedDocument: FoundDocument | undefined;
  kept: KeptDocument | null = null;
  readonly asked: string[] = [];

  readonly signature: SignatureCheck = {
    verify: async (document) => {
      const reason = /^refused:(.+)$/.exec(document)?.[1] as ProfileRefusal | undefined;
      return reason ? { ok: false, reason } : { ok: true, payload: JSON.parse(document) };
    },
  };

  readonly places: ProfilePlaces = {
    managed: async () => this.managedDocument,
    builtIn: async () => this.builtInDocument,
  };

  readonly memory: ProfileMemory = {
    read: () => this.kept,
    write: async (kept) => {
      this.kept = kept;
    },
  };

  readonly published: PublishedProfile = {
    fetch: async (url) => {
      this.asked.push(url);
      return this.publishedDocument;
    },
  };
}
