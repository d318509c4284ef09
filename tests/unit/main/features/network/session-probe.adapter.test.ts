import {
  createSessionProbe,
  legOf,
} from '../../../../../src/main/features/network/adapters/session-probe.adapter';

const URL = 'https://apps.quadrat.test/profile.jws';

test.each([
  ['net::ERR_PROXY_CONNECTION_FAILED', 'gateway-silent'],
  ['net::ERR_SOCKS_CONNECTION_FAILED', 'gateway-silent'],
  ['net::ERR_INTERNET_DISCONNECTED', 'own-network'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'city-untrusted'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'city-untrusted'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'city-silent'],
  ['net::ERR_CONNECTION_RESET', 'city-silent'],
])('%s speaks of %s', (message, leg) => {
  expect(legOf(message)).toBe(leg);
});

const answering = (status: number) => async () => new Response(null, { status });

test('an answer below 500 is an answer', async () => {
  const holds = async () => true;
  await expect(createSessionProbe(answering(404), URL, holds).probe()).resolves.toBeUndefined();
  await expect(createSessionProbe(answering(503), URL, holds).probe()).resolves.toBe('city-silent');
});

test('sends nothing when a session would not take the gateway', async () => {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return new Response();
  };
  await expect(createSessionProbe(fetch, URL, async () => false).probe()).resolves.toBe('gateway-silent');
  expect(sent).toBe(0);
});
