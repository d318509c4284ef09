import type { CityAuthority } from './authority/city-authority';
import type { Switchable } from './https-server';
import type { VerifyAccessToken } from './identity/access-tokens';
import type { RoomReport, RoomSpec } from './meetings/room';
import { type Meetings, startMeetings } from './meetings/room-server';

const NAME = 'meet.quadrat.test';

/** The meeting server as a part of the city: it keeps its ports when it goes down and comes back. */
export interface SwitchableMeetings extends Switchable {
  readonly origin: string;
  readonly sfuTcpPort: number;
  /** What the rooms hold; empty while the server is down. */
  rooms(): Promise<readonly RoomReport[]>;
  stop(): Promise<void>;
}

export interface SwitchableMeetingsOptions {
  readonly authority: CityAuthority;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly rooms: readonly RoomSpec[];
  /** The mediasoup worker's binary. */
  readonly workerBin: string;
  readonly log: (line: string) => void;
}

export async function startSwitchableMeetings({
  authority,
  ...options
}: SwitchableMeetingsOptions): Promise<SwitchableMeetings> {
  const tls = await authority.issueServer([NAME]);
  const start = (ports: { readonly port?: number; readonly sfuTcpPort?: number }) =>
    startMeetings({ ...options, ...ports, tls, host: NAME });
  const first = await start({});
  const { origin, port, sfuTcpPort } = first;
  let running: Meetings | undefined = first;

  async function down(): Promise<void> {
    const server = running;
    running = undefined;
    await server?.stop();
  }

  return {
    origin,
    sfuTcpPort,
    rooms: async () => (await running?.rooms()) ?? [],
    down,
    async up() {
      running ??= await start({ port, sfuTcpPort });
    },
    stop: down,
  };
}
