import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Media } from './media';
import type { RoomDirectory } from './room-directory';
import type { Person, Tickets } from './tickets';

const LONGEST_BODY = 4_096;
const bodySchema = z.object({ room: z.string().min(1).max(64) });

export interface RoomHttpOptions {
  readonly directory: RoomDirectory;
  readonly tickets: Tickets;
  readonly media: Media;
  /** @returns undefined for a token that is not good */
  readonly verifyAccessToken: (token: string) => Promise<Person | undefined>;
  readonly log: (line: string) => void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

function refusal(status: number, error: string, headers?: Record<string, string>): Answer {
  return { status, body: { error }, ...(headers && { headers }) };
}

/** @returns undefined when it is longer than any honest one */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function giveTicket(request: IncomingMessage, options: RoomHttpOptions): Promise<Answer> {
  const { directory, tickets, verifyAccessToken } = options;
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const person = token === undefined ? undefined : await verifyAccessToken(token);
  if (!person) return refusal(401, 'unauthorized', { 'www-authenticate': 'Bearer' });
  const body = bodySchema.safeParse(parseJson(await readBody(request)));
  if (!body.success) return refusal(400, 'malformed');
  const roomId = body.data.room;
  const spec = directory.spec(roomId);
  if (!spec) return refusal(404, 'unknown-room');
  if (spec.allowed && !spec.allowed.includes(person.sub)) return refusal(403, 'forbidden');
  const ticket = await tickets.issue(roomId, person);
  if (directory.isFull(roomId, ticket.peerId)) return refusal(409, 'room-full');
  return { status: 200, body: ticket };
}

async function reportHealth({ media }: RoomHttpOptions): Promise<Answer> {
  const usage = await media.usage();
  return usage
    ? { status: 200, body: { status: 'up', ...usage } }
    : { status: 503, body: { status: 'media-restarting' } };
}

async function answer(request: IncomingMessage, options: RoomHttpOptions): Promise<Answer> {
  const path = (request.url ?? '/').split('?', 1)[0];
  const question = `${request.method} ${path}`;
  if (question === 'POST /tickets') return giveTicket(request, options);
  if (question === 'GET /rooms') return { status: 200, body: { rooms: await options.directory.reports() } };
  if (question === 'GET /health') return reportHealth(options);
  if (path === '/tickets') return refusal(405, 'method-not-allowed', { allow: 'POST' });
  if (path === '/rooms' || path === '/health') return refusal(405, 'method-not-allowed', { allow: 'GET' });
  return refusal(404, 'unknown-path');
}

/**
 * Answers the plain HTTP requests of the meeting server, in JSON:
 * - `POST /tickets` `{"room"}` with a bearer access token → 200 {@link IssuedTicket}; 400 `malformed`,
 *   401 `unauthorized`, 403 `forbidden`, 404 `unknown-room`, 409 `room-full` as `{"error"}`
 * - `GET /rooms` → `{"rooms": RoomReport[]}`
 * - `GET /health` → 200 `{"status": "up", "routers", "webRtcTransports"}` or 503 `{"status": "media-restarting"}`
 */
export function answerHttp(
  options: RoomHttpOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    // A client that goes away while it is being answered is no error.
    request.on('error', () => {});
    answer(request, options)
      .catch((error: unknown) => {
        options.log(`${request.method} ${request.url?.split('?', 1)[0]} failed: ${String(error)}`);
        return refusal(500, 'failed');
      })
      .then(({ status, body, headers }) => {
        if (response.destroyed) return;
        // An unread body makes the connection useless for a further request.
        if (!request.complete) response.setHeader('connection', 'close');
        response.writeHead(status, {
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          ...headers,
        });
        response.end(JSON.stringify(body));
      });
  };
}
