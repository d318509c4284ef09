/** The addresses our own pages may connect to, from the city profile. */
export interface PageConnections {
  /** `https://host[:port]` of each meeting server; signalling is `wss` to the same place. */
  readonly meetingOrigins: readonly string[];
}

/**
 * The Content-Security-Policy of every page of ours. Starts from nothing and names what a page may do.
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({ meetingOrigins }: PageConnections): string {
  const signaling = meetingOrigins.map((origin) => origin.replace(/^https:/, 'wss:'));
  const rules: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", ...signaling],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(rules)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
