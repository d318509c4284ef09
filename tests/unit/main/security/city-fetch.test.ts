import { createLog } from '../../../../src/main/platform/log';
import { createCityFetch } from '../../../../src/main/security/city-fetch';
import type { CityProfile } from '../../../../src/shared/features/profile/city-profile.model';

const profile = {
  profileUrl: 'https://apps.quadrat.test:1/profile.jws',
  identity: { issuer: 'https://login.quadrat.test:2' },
  catalogue: { url: 'https://apps.quadrat.test:1/v2/apps' },
  meetings: [{ origin: 'https://meet.quadrat.test:3' }],
  calendars: [{ kind: 'caldav', url: 'https://calendar.quadrat.test:4/' }],
} as unknown as CityProfile;

function fetching(current: CityProfile | undefined) {
  const sent: [string, RequestInit][] = [];
  const session = {
    fetch: async (url: string, init: RequestInit) => {
      sent.push([url, init]);
      return new Response();
    },
  };
  return {
    fetch: createCityFetch(
      session as never,
      () => current,
      createLog(() => {}),
    ),
    sent,
  };
}

test.each([
  'https://login.quadrat.test:2/token',
  'https://meet.quadrat.test:3/tickets',
  'https://calendar.quadrat.test:4/amira/',
])('goes to %s, without cookies', async (url) => {
  const { fetch, sent } = fetching(profile);
  await fetch(url, { method: 'POST', credentials: 'include' });
  expect(sent).toEqual([[url, { method: 'POST', credentials: 'omit' }]]);
});

test.each([
  'https://login.quadrat.test/token',
  'http://login.quadrat.test:2/token',
  'https://login.quadrat.test:2@example.invalid/',
  'https://example.invalid/',
  'file:///etc/passwd',
  'nonsense',
])('sends nothing to %s', async (url) => {
  const { fetch, sent } = fetching(profile);
  await expect(fetch(url)).rejects.toThrow('does not name this address');
  expect(sent).toEqual([]);
});

test('sends nothing without a profile', async () => {
  const { fetch, sent } = fetching(undefined);
  await expect(fetch('https://login.quadrat.test:2/token')).rejects.toThrow();
  expect(sent).toEqual([]);
});
