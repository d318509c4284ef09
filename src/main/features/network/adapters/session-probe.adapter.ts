import type { BlockedReason } from '../../../../shared/features/network/network.model';
import type { CityProbe } from '../network.ports';

const LIMIT_MS = 8_000;

/** Chromium's error names (net/base/net_error_list.h) by the leg they speak of. */
const LEGS: readonly (readonly [RegExp, BlockedReason])[] = [
  [/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_ADDRESS_UNREACHABLE|ERR_NETWORK_ACCESS/, 'own-network'],
  [/ERR_PROXY_|ERR_SOCKS_|ERR_MANDATORY_PROXY|ERR_NO_SUPPORTED_PROXIES/, 'gateway-silent'],
  [/ERR_CERT_|ERR_SSL_|ERR_BAD_SSL/, 'city-untrusted'],
];

/** The leg a failed request speaks of; where the gateway answered but nothing came back, it is the city. */
export function legOf(message: string): BlockedReason {
  return LEGS.find(([pattern]) => pattern.test(message))?.[1] ?? 'city-silent';
}

/**
 * Probes with one HEAD request for the city profile's address.
 * @param fetch the city session's fetch
 * @param url the address that must answer; any HTTP status below 500 counts as an answer
 * @param routesHold whether every session still takes the gateway; if not, nothing is sent
 */
export function createSessionProbe(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  routesHold: () => Promise<boolean>,
): CityProbe {
  return {
    async probe() {
      if (!(await routesHold())) return 'gateway-silent';
      const signal = AbortSignal.timeout(LIMIT_MS);
      try {
        const response = await fetch(url, {
          method: 'HEAD',
          headers: { 'cache-control': 'no-store' },
          signal,
        });
        return response.status < 500 ? undefined : 'city-silent';
      } catch (error) {
        return signal.aborted ? 'gateway-silent' : legOf(String(error));
      }
    },
  };
}
