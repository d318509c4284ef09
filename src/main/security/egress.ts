import type { App, Session } from 'electron';
import type { CityProfile } from '../../shared/features/profile/city-profile.model';
import type { Log } from '../platform/log';

type Gateway = CityProfile['gateways'][number];

/** Where everything goes while no city is known: a port on this machine on which nothing answers (RFC 863). */
const NOWHERE: Gateway = { kind: 'http', name: 'localhost', address: '127.0.0.1', port: 9 };

/** A name that exists nowhere (RFC 6761), to ask a session for the way it would take. */
const SAMPLE_URL = 'https://route.invalid/';

/** How everything is sent to one gateway and to nothing else. */
export interface Route {
  /** Command line switches for Chromium's network service; they work only before Electron's `ready`. */
  readonly switches: readonly (readonly [name: string, value: string])[];
  /** Proxy rules for every session. Never contains `direct`. */
  readonly proxyRules: string;
  /** What `session.resolveProxy` must answer; anything else is a leak. */
  readonly resolved: string;
}

const RESOLVED_AS: Readonly<Record<Gateway['kind'], string>> = {
  http: 'PROXY',
  https: 'HTTPS',
  socks5: 'SOCKS5',
};

/**
 * The route by the profile's first gateway; without a profile, the route to nowhere.
 * The resolver rules leave the client unable to look up any name: names exist only behind the gateway.
 */
export function routeBy(profile: CityProfile | undefined): Route {
  const gateway = profile?.gateways[0] ?? NOWHERE;
  const address = gateway.address.includes(':') ? `[${gateway.address}]` : gateway.address;
  // Only TLS needs the name: the certificate is checked against it.
  const host = gateway.kind === 'https' ? gateway.name : address;
  const proxyRules = `${gateway.kind}://${host}:${gateway.port}`;
  const named = gateway.kind === 'https' ? [`MAP ${gateway.name} ${address}`] : [];
  return {
    proxyRules,
    resolved: `${RESOLVED_AS[gateway.kind]} ${host}:${gateway.port}`,
    switches: [
      ['proxy-server', proxyRules],
      ['proxy-bypass-list', '<-loopback>'],
      ['host-resolver-rules', [...named, 'MAP * ~NOTFOUND', `EXCLUDE ${address}`].join(', ')],
      ['disable-quic', ''],
    ],
  };
}

/** Holds all of Chromium's traffic to one route. */
export class Egress {
  readonly #app: App;
  readonly #route: Route;
  readonly #log: Log;
  /** Every session, with the moment its proxy is set: asked before that, it would answer for nothing. */
  readonly #sessions = new Map<Session, Promise<void>>();

  /** Must be made before Electron's `ready`, and before any session exists. */
  constructor(app: App, route: Route, log: Log) {
    this.#app = app;
    this.#route = route;
    this.#log = log;
    for (const [name, value] of route.switches) app.commandLine.appendSwitch(name, value);
    app.on('session-created', (session) => this.#hold(session));
    app.on('web-contents-created', (_, contents) =>
      contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp'),
    );
  }

  /** What can only be set once Electron is ready. */
  whenReady(): void {
    this.#app.configureHostResolver({ secureDnsMode: 'off', enableBuiltInResolver: false });
    void this.#app.setProxy?.(this.#proxyConfig);
  }

  /**
   * Asks every session for the way it would take.
   * @returns false, and a log line, when one would not take the gateway
   */
  async holds(): Promise<boolean> {
    const ways = await Promise.all(
      [...this.#sessions].map(([session, isSet]) => isSet.then(() => session.resolveProxy(SAMPLE_URL))),
    );
    const astray = ways.filter((way) => way !== this.#route.resolved).length;
    if (astray > 0) this.#log.note('NET-900', { sessionsAstray: astray });
    return astray === 0;
  }

  get #proxyConfig() {
    return {
      mode: 'fixed_servers',
      proxyRules: this.#route.proxyRules,
      proxyBypassRules: '<-loopback>',
    } as const;
  }

  #hold(session: Session): void {
    this.#sessions.set(session, session.setProxy(this.#proxyConfig));
    // Its dictionaries would be downloaded from outside the city.
    session.setSpellCheckerEnabled(false);
  }
}
