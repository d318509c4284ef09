import type { Session } from 'electron';
import type { CityProfile } from '../../shared/features/profile/city-profile.model';
import type { Log } from '../platform/log';

/** How every feature of main speaks HTTP. Rejects like `fetch` does; the message names Chromium's error. */
export type CityFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Thrown for an address that the city profile does not name. */
export class ForeignAddress extends Error {
  constructor() {
    super('the city profile does not name this address');
    this.name = 'ForeignAddress';
  }
}

/** The origins of all servers that the profile names: the only ones main ever speaks to. */
export function cityOrigins(profile: CityProfile): ReadonlySet<string> {
  return new Set(
    [
      profile.profileUrl,
      profile.identity.issuer,
      profile.catalogue.url,
      ...profile.meetings.map(({ origin }) => origin),
      ...profile.calendars.map(({ url }) => url),
    ].map((url) => new URL(url).origin),
  );
}

/**
 * Makes the city session's fetch. It sends no cookies and goes only to the profile's servers.
 * @param profile asked at each request, so that a newer profile counts at once; none: nothing is sent
 */
export function createCityFetch(
  session: Pick<Session, 'fetch'>,
  profile: () => CityProfile | undefined,
  log: Log,
): CityFetch {
  return (url, init) => {
    const current = profile();
    if (!current || !URL.canParse(url) || !cityOrigins(current).has(new URL(url).origin)) {
      log.note('NET-902');
      return Promise.reject(new ForeignAddress());
    }
    return session.fetch(url, { ...init, credentials: 'omit' });
  };
}
