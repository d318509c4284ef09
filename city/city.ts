import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createCityAuthority } from './authority/city-authority';
import { createEscrowKey } from './authority/escrow-key';
import { createProfileSigner } from './authority/profile-signer';
import { startCalendar } from './calendar/calendar-server';
import { type CityDescription, openCityFolder } from './city-folder';
import { asPortProblem } from './city-problem';
import { type CityServers, describeCity } from './city-profile';
import { type GatewayConnections, startGateway } from './gateway/gateway';
import type { Switchable } from './https-server';
import { CLIENT_ID, REDIRECT_URI, startIdentity } from './identity/identity-server';
import type { RoomReport } from './meetings/room';
import { createAccounts } from './people';
import { DEMO_ROOMS } from './rooms';
import { startSites } from './sites/sites-server';
import { startSwitchableMeetings } from './switchable-meetings';

export interface CityOptions {
  /** The mediasoup worker's binary. */
  readonly workerBin: string;
  /** Folder to use and keep; without it a fresh one that is removed when the city stops. */
  readonly folder?: string | undefined;
  /** Port of the gateway on 127.0.0.1; 0 or nothing for a free one. */
  readonly gatewayPort?: number | undefined;
  /** One password for everybody; without it each person gets one of their own. */
  readonly password?: string | undefined;
  /** How long an access token counts; default ten minutes. */
  readonly accessTokenSeconds?: number | undefined;
  /** False to do as if Radicale were not installed. */
  readonly useRadicale?: boolean | undefined;
  /** Breaks off the start; what runs already is stopped. */
  readonly signal?: AbortSignal | undefined;
  /** Told when Radicale has crashed for good, with the last lines it wrote. */
  readonly onCalendarGivenUp?: ((lastLines: string) => void) | undefined;
}

/** Parts that can be cut off and brought back while the city runs. */
export const SWITCHABLE_PARTS = ['gateway', 'meetings', 'identity', 'calendar'] as const;
export type SwitchablePart = (typeof SWITCHABLE_PARTS)[number];

/** A running demo city. */
export interface City {
  /** As it stands in `city.json`. */
  readonly description: CityDescription;
  /** Certificate of the city's authority, PEM. */
  readonly certificate: string;
  readonly parts: Readonly<Record<SwitchablePart, Switchable>>;
  /** What went through the gateway so far. */
  connections(): readonly GatewayConnections[];
  rooms(): Promise<readonly RoomReport[]>;
  /** Issues the profile with a higher version. The folder keeps the first one, as a packaged client would. */
  bumpProfile(): Promise<number>;
  /** Stops everything, child processes included. */
  stop(): Promise<void>;
}

/** The link by which a room is named everywhere. */
function linkIn(origin: string): (roomId: string) => string {
  return (roomId) => `${origin}/room/${roomId}`;
}

/**
 * Starts all of the demo city. When one part does not start, the others are stopped.
 * @throws CityProblem for what a person can put right
 */
export async function startCity(options: CityOptions): Promise<City> {
  const stops: (() => Promise<unknown>)[] = [];
  const folder = await openCityFolder(options.folder);

  async function stop(): Promise<void> {
    await Promise.allSettled(stops.splice(0).map((stopPart) => stopPart()));
    await folder.close();
  }

  /** Remembers how to stop a part as soon as it runs. */
  async function started<Part extends { stop(): Promise<void> }>(starting: Promise<Part>): Promise<Part> {
    const part = await starting;
    stops.push(() => part.stop());
    options.signal?.throwIfAborted();
    return part;
  }

  try {
    const authority = await createCityAuthority();
    const signer = await createProfileSigner();
    const escrow = createEscrowKey();
    const accounts = createAccounts(options.password);
    let profile: string | undefined;

    const { accessTokenSeconds } = options;
    const identity = await started(
      startIdentity({ authority, accounts, ...(accessTokenSeconds !== undefined && { accessTokenSeconds }) }),
    );
    const { verifyAccessToken } = identity;
    const meetingsLog = createWriteStream(join(folder.path, 'meetings.log'), { mode: 0o600 });
    meetingsLog.on('error', () => undefined);
    stops.push(() => new Promise((resolve) => meetingsLog.end(resolve)));
    const meetings = await started(
      startSwitchableMeetings({
        authority,
        verifyAccessToken,
        rooms: DEMO_ROOMS,
        workerBin: options.workerBin,
        log: (line) => meetingsLog.write(`${new Date().toISOString()} ${line}\n`),
      }),
    );
    const linkTo = linkIn(meetings.origin);
    const calendar = await started(
      startCalendar({
        authority,
        verifyAccessToken,
        people: accounts,
        linkTo,
        folder: folder.path,
        useRadicale: options.useRadicale ?? true,
        onGivenUp: options.onCalendarGivenUp ?? (() => undefined),
      }),
    );
    const sites = await started(startSites({ authority, currentProfile: () => profile }));

    const hosts = [identity.issuer, meetings.origin, calendar.origin].map((origin) => new URL(origin).host);
    const targets = new Set([...hosts, ...sites.hosts, `127.0.0.1:${meetings.sfuTcpPort}`]);
    const gatewayPort = options.gatewayPort ?? 0;
    const gateway = await started(
      startGateway({
        port: gatewayPort,
        belongsToCity: (target) => targets.has(target),
        logFile: join(folder.path, 'gateway.jsonl'),
      }).catch((error: unknown) => {
        throw asPortProblem(error, gatewayPort);
      }),
    );

    const servers: CityServers = { authority, escrow, gateway, identity, meetings, calendar, sites };
    // Seconds since the epoch, so that the version grows from one city to the next as well.
    let version = Math.floor(Date.now() / 1_000);
    const sign = () => signer.sign(describeCity(servers, version, Date.now()));
    profile = await sign();

    const radicalePid = calendar.radicalePid();
    const description: CityDescription = {
      format: 1,
      pid: process.pid,
      startedAt: new Date().toISOString(),
      folder: folder.path,
      gateway: { address: gateway.address, port: gateway.port },
      identity: { issuer: identity.issuer, clientId: CLIENT_ID, redirectUri: REDIRECT_URI },
      calendar: {
        origin: calendar.origin,
        ...calendar.address,
        ...(radicalePid !== undefined && { radicalePid }),
      },
      meetings: { origin: meetings.origin, sfuTcpPort: meetings.sfuTcpPort },
      sites: {
        origin: sites.origin,
        catalogue: sites.catalogueUrl,
        profile: sites.profileUrl,
        health: sites.healthUrl,
        apps: sites.appUrls,
      },
      rooms: DEMO_ROOMS.map(({ id, title }) => ({ id, title, link: linkTo(id) })),
      people: accounts,
    };
    await folder.write('ca.pem', authority.certificate);
    await folder.write('trust.json', `${JSON.stringify({ keys: [signer.publicKey] }, null, 2)}\n`);
    await folder.write('escrow.jwk', escrow.privateJwk);
    await folder.write('profile.jws', profile);
    await folder.describe(description);
    options.signal?.throwIfAborted();

    return {
      description,
      certificate: authority.certificate,
      parts: { gateway, meetings, identity, calendar },
      connections: () => gateway.connections(),
      rooms: () => meetings.rooms(),
      async bumpProfile() {
        version += 1;
        profile = await sign();
        return version;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
