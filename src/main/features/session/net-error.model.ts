import type { SignInProblem } from '../../../shared/features/session/session.contract';

/** Chromium's error names (net/base/net_error_list.h) by the problem they mean for a sign-in. */
const PROBLEMS: readonly (readonly [RegExp, SignInProblem])[] = [
  [/ERR_CERT_|ERR_SSL_|ERR_BAD_SSL/, 'provider-untrusted'],
  [
    /ERR_PROXY_|ERR_SOCKS_|ERR_MANDATORY_PROXY|ERR_NO_SUPPORTED_PROXIES|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_|ERR_ADDRESS_UNREACHABLE/,
    'network-blocked',
  ],
];

/**
 * The problem a failed request speaks of; where the gateway did its part, it is the provider that does not answer.
 * @param error text that names Chromium's error, as in `net::ERR_TIMED_OUT`
 */
export function problemOfNetError(error: string): SignInProblem {
  return PROBLEMS.find(([pattern]) => pattern.test(error))?.[1] ?? 'provider-unreachable';
}
