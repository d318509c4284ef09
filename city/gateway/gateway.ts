import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { lookup } from 'node:dns';
import { createWriteStream } from 'node:fs';
import { type LookupFunction, Socket } from 'node:net';
import { RequestError, Server } from 'proxy-chain';
import type { Switchable } from '../https-server';

const ADDRESS = '127.0.0.1';

/** How often one target was asked for. */
export interface GatewayConnections {
  /** `host:port` as the client named it, in lower case. */
  readonly to: string;
  readonly count: number;
  readonly refused: boolean;
}

/** The city network's entry: an HTTP proxy that opens tunnels (CONNECT, RFC 9110, 9.3.6) into the city only. */
export interface Gateway extends Switchable {
  readonly address: string;
  readonly port: number;
  connections(): readonly GatewayConnections[];
  stop(): Promise<void>;
}

export interface GatewayOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** Whether a target, `host:port`, belongs to the city. */
  readonly belongsToCity: (target: string) => boolean;
  /** Gets one JSON line for each connection: when and where to, never what. */
  readonly logFile: string;
}

/** Every name that got past {@link GatewayOptions.belongsToCity} is a server on this machine. */
const resolveToThisMachine: LookupFunction = (_name, options, answer) => {
  if (options.all) answer(null, [{ address: ADDRESS, family: 4 }]);
  else answer(null, ADDRESS, 4);
};

/**
 * Media goes through these tunnels in small packets; waiting to fill bigger ones (RFC 896) would be heard.
 * proxy-chain makes its sockets itself, so they are caught where Node announces them.
 */
function sendAtOnce(message: unknown): void {
  const socket = (message as { socket?: unknown }).socket;
  if (socket instanceof Socket) socket.setNoDelay(true);
}

/**
 * Starts the gateway on 127.0.0.1.
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startGateway({ port, belongsToCity, logFile }: GatewayOptions): Promise<Gateway> {
  const counted = new Map<string, { to: string; count: number; refused: boolean }>();

  function note(to: string, refused: boolean): void {
    const key = `${to} ${refused}`;
    const entry = counted.get(key) ?? { to, count: 0, refused };
    entry.count += 1;
    counted.set(key, entry);
    log.write(`${JSON.stringify({ at: new Date().toISOString(), to, ...(refused && { refused }) })}\n`);
  }

  const create = (onPort: number) =>
    new Server({
      host: ADDRESS,
      port: onPort,
      prepareRequestFunction({ hostname, port: targetPort, isHttp }) {
        const to = `${hostname.toLowerCase()}:${targetPort}`;
        const refused = isHttp || !belongsToCity(to);
        note(to, refused);
        if (refused) throw new RequestError('Not a server of this city.', 403);
        // proxy-chain asks for the type of `dns.lookup` but hands it to `net.connect`, which needs less.
        return { dnsLookup: resolveToThisMachine as typeof lookup };
      },
    });

  let running: Server | undefined = create(port);
  await running.listen();
  const listensOn = running.port;
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  log.on('error', (error) => console.error(`gateway: ${error.message}`));
  subscribe('net.client.socket', sendAtOnce);

  async function down(): Promise<void> {
    const server = running;
    running = undefined;
    await server?.close(true);
  }

  return {
    address: ADDRESS,
    port: listensOn,
    connections: () => [...counted.values()],
    down,
    async up() {
      if (running) return;
      const server = create(listensOn);
      await server.listen();
      running = server;
    },
    async stop() {
      await down();
      unsubscribe('net.client.socket', sendAtOnce);
      await new Promise<void>((resolve) => log.end(resolve));
    },
  };
}
