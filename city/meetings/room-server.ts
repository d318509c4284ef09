import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { readBotClip } from './bot-clip';
import { startMedia } from './media';
import { type KeepAlive, ProtooTransport } from './protoo-transport';
import type { RoomReport, RoomSpec } from './room';
import { RoomDirectory } from './room-directory';
import { answerHttp } from './room-http';
import { createTickets, type Person } from './tickets';

const SUBPROTOCOL = 'protoo';
/** The client's own pages; everybody else must be served by this very host. */
const CLIENT_ORIGIN = 'app://quadrat';
/** How long a connection may stand without `join`. */
const JOIN_WITHIN_MS = 20_000;
/** The longest honest message, a `join` with all capabilities, has about 12 kB. */
const LONGEST_MESSAGE = 128 * 1024;
const KEEP_ALIVE: KeepAlive = { everyMs: 2_500, unanswered: 4 };
const TICKET_SECONDS = 60;
/** How long the clients may take to answer the close frame when the server stops. */
const FAREWELL_MS = 200;

export interface MeetingsOptions {
  /** Private key and certificate (chain) of {@link host}, PEM. */
  readonly tls: { readonly key: string; readonly cert: string };
  /** Name in {@link Meetings.origin}, such as `meet.quadrat.test`. */
  readonly host: string;
  readonly rooms: readonly RoomSpec[];
  /** Resolves to undefined for a token that is not good. */
  readonly verifyAccessToken: (token: string) => Promise<Person | undefined>;
  /** HTTPS port on 127.0.0.1; 0 or nothing takes a free one. */
  readonly port?: number;
  /** TCP port for media on 127.0.0.1; 0 or nothing takes a free one. */
  readonly sfuTcpPort?: number;
  /** Whether media may come by UDP too. Default false: the city network carries TCP only. */
  readonly udp?: boolean;
  /** The mediasoup worker's binary; default mediasoup's own rule (`MEDIASOUP_WORKER_BIN`, or its package). */
  readonly workerBin?: string;
  /** How soon a dead connection is noticed; default within 15 seconds. */
  readonly keepAlive?: KeepAlive;
  /** How long a connection may stand without `join`, in milliseconds. Default 20,000. */
  readonly joinWithinMs?: number;
  /** Milliseconds since the epoch, for tickets. Default `Date.now`. */
  readonly now?: () => number;
  /** Takes one line per noteworthy event, without names of people and without secrets. Default: nothing. */
  readonly log?: (line: string) => void;
}

export interface Meetings {
  /** `https://host:port`; tickets at `/tickets`, signalling at `wss://host:port/?roomId=&peerId=&ticket=`. */
  readonly origin: string;
  readonly port: number;
  /** The one TCP port on 127.0.0.1 to which all media go. */
  readonly sfuTcpPort: number;
  /** What `GET /rooms` says. */
  rooms(): Promise<RoomReport[]>;
  /** Tells everybody, frees everything and ends the worker, within a second. */
  stop(): Promise<void>;
}

interface Knock {
  readonly roomId: string;
  readonly peerId: string;
  readonly ticket: string;
}

/** Where a WebSocket wants to go; undefined where it does not ask as our clients do. */
function readKnock({ url = '' }: IncomingMessage): Knock | undefined {
  if (!url.startsWith('/?')) return undefined;
  const searchParams = new URLSearchParams(url.slice(2));
  const roomId = searchParams.get('roomId');
  const peerId = searchParams.get('peerId');
  const ticket = searchParams.get('ticket');
  return roomId && peerId && ticket ? { roomId, peerId, ticket } : undefined;
}

function isWelcomeOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin === CLIENT_ORIGIN || headers.origin === `https://${headers.host}`;
}

function speaksProtoo({ headers }: IncomingMessage): boolean {
  return (headers['sec-websocket-protocol'] ?? '').split(',').some((name) => name.trim() === SUBPROTOCOL);
}

/** Refuses a WebSocket before the handshake. A browser tells its page nothing of it. */
function refuse(socket: Duplex, status: '400 Bad Request' | '403 Forbidden'): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Starts the meeting server of the demo city: tickets and signalling (protoo) over HTTPS, media through mediasoup.
 * @throws when a port is taken, the certificate does not fit its key, or the media worker does not start
 */
export async function startMeetings(options: MeetingsOptions): Promise<Meetings> {
  const { log = () => {}, now = Date.now, keepAlive = KEEP_ALIVE, joinWithinMs = JOIN_WITHIN_MS } = options;
  const clip = await readBotClip();
  const tickets = createTickets(TICKET_SECONDS, now);
  const media = await startMedia({
    workerBin: options.workerBin,
    address: '127.0.0.1',
    tcpPort: options.sfuTcpPort ?? 0,
    udp: options.udp ?? false,
    log,
  });
  const directory = new RoomDirectory({ specs: options.rooms, media, clip, joinWithinMs, log });
  const handshake = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  let stopping = false;

  async function welcome(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const knock = readKnock(request);
    if (!isWelcomeOrigin(request)) return refuse(socket, '403 Forbidden');
    if (!knock || !speaksProtoo(request)) return refuse(socket, '400 Bad Request');
    const check = await tickets.check(knock.ticket, knock);
    const hold = check.ok ? await directory.hold(knock.roomId).catch(() => undefined) : undefined;
    let isIn = false;
    // All that decides happens in this callback at once, so that two people cannot get the last place.
    handshake.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new ProtooTransport(webSocket, keepAlive);
      if (!check.ok) return connection.end(check.reason);
      const room = hold?.room;
      if (stopping) return connection.end('server-stopping');
      if (!room || room.closed) return connection.end('media-restarting');
      if (!room.hasPlaceFor(knock.peerId)) return connection.end('room-full');
      if (!tickets.spend(check.admission.ticketId)) return connection.end('ticket-used');
      isIn = true;
      room.admit(check.admission, connection);
    });
    if (!isIn) hold?.leave();
  }

  const { verifyAccessToken } = options;
  const answer = answerHttp({ directory, tickets, media, verifyAccessToken, log });
  try {
    const server = createServer({ ...options.tls, minVersion: 'TLSv1.2' }, answer);
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('upgrade', (request, socket, head) => {
      // A client that goes away during the handshake is no error.
      socket.on('error', () => {});
      welcome(request, socket, head).catch((error: unknown) => {
        log(`A connection failed: ${String(error)}`);
        socket.destroy();
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    const { port } = server.address() as AddressInfo;
    return {
      origin: `https://${options.host}:${port}`,
      port,
      sfuTcpPort: media.tcpPort,
      rooms: () => directory.reports(),
      async stop() {
        if (stopping) return;
        stopping = true;
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        directory.closeAll('server-stopping');
        await Promise.all([media.stop(), Promise.race([closed, delay(FAREWELL_MS)])]);
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    };
  } catch (error) {
    await media.stop();
    throw error;
  }
}
