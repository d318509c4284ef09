import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { IssuedCertificate } from './authority/city-authority';

/** Thrown by a {@link Handler} to refuse a request with a status and a plain sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }
}

/** Answers one request. Anything thrown but a {@link Refusal} becomes an answer 500 without details. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

/** A part of the city that can be cut off and brought back, as an outage does. */
export interface Switchable {
  /** Cuts every connection and answers no more. The port is kept for {@link up}. */
  down(): Promise<void>;
  /** Answers again on the same port. Rejects when somebody else has taken it meanwhile. */
  up(): Promise<void>;
}

export interface CityServer extends Switchable {
  /** `https://name:port` of the first name. */
  readonly origin: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface HttpsServerOptions {
  readonly certificate: IssuedCertificate;
  /** Names it answers for, as in the certificate; a request for another host is refused with 421. */
  readonly names: readonly [string, ...string[]];
}

function answerRefusal(response: ServerResponse, { status, message, headers }: Refusal): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(`${message}\n`);
}

/**
 * Starts an HTTPS server on a free port of 127.0.0.1.
 * @param build makes the handler once the origin is known
 */
export async function startHttpsServer(
  { certificate, names }: HttpsServerOptions,
  build: (origin: string) => Handler | Promise<Handler>,
): Promise<CityServer> {
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  await listen(0);
  const { port } = server.address() as AddressInfo;
  const hosts = new Set(names.map((name) => `${name}:${port}`));
  const origin = `https://${names[0]}:${port}`;

  function urlOf({ headers, url }: IncomingMessage): URL {
    const host = (headers.host ?? '').toLowerCase();
    if (!hosts.has(host)) throw new Refusal(421, 'This server does not answer for that host.');
    try {
      return new URL(`https://${host}${url}`);
    } catch {
      throw new Refusal(400, 'That is not an address of this server.');
    }
  }

  async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff');
    try {
      await handle(request, response, urlOf(request));
    } catch (error) {
      if (!(error instanceof Refusal)) console.error(`${origin}: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else if (error instanceof Refusal) answerRefusal(response, error);
      else answerRefusal(response, new Refusal(500, 'The server could not answer.'));
    }
  }

  try {
    const handle = await build(origin);
    server.on('request', (request, response) => void answer(handle, request, response));
  } catch (error) {
    await close();
    throw error;
  }

  return {
    origin,
    port,
    down: () => (server.listening ? close() : Promise.resolve()),
    up: () => (server.listening ? Promise.resolve() : listen(port)),
    stop: () => (server.listening ? close() : Promise.resolve()),
  };
}
