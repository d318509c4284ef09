import { EventEmitter } from 'node:events';
import type { WebSocketTransport } from 'protoo-server';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import {
  SIGNALING_CLOSE_CODES,
  type SignalingCloseReason,
} from '../../src/shared/features/meetings/signaling-close.model';

/**
 * How soon a dead connection is noticed. Pings are counted, not seconds, so that nobody is thrown out because this
 * process stood still for a while.
 */
export interface KeepAlive {
  /** Milliseconds between two pings. */
  readonly everyMs: number;
  /** So many unanswered pings, and the other end counts as gone. */
  readonly unanswered: number;
}

/** What may wait unsent for one client before it counts as gone, in bytes. */
const MOST_UNSENT = 4 * 1024 * 1024;
/** How long the other end may take to answer a close frame. */
const CLOSING_MS = 1_000;

const messageSchema = z.union([
  z.object({ request: z.literal(true), id: z.int(), method: z.string().max(64), data: z.unknown() }),
  z.object({ notification: z.literal(true), method: z.string().max(64), data: z.unknown() }),
  z.object({ response: z.literal(true), id: z.int(), ok: z.literal(true), data: z.unknown() }),
  z.object({
    response: z.literal(true),
    id: z.int(),
    ok: z.literal(false).exactOptional(),
    errorCode: z.number().exactOptional(),
    errorReason: z.string().max(1_000).exactOptional(),
  }),
]);

/**
 * Carries the protoo messages of one WebSocket for protoo-server's `Peer`. It takes the place of protoo-server's own
 * transport, which knows one close code only, throws out of the socket's event on the message `null`, and sees a dead
 * connection after a minute.
 */
export class ProtooTransport extends EventEmitter implements WebSocketTransport {
  readonly #socket: WebSocket;
  readonly #pinging: NodeJS.Timeout;
  #unanswered = 0;
  #closed = false;
  #ended: () => void = () => {};

  constructor(socket: WebSocket, keepAlive: KeepAlive) {
    super();
    this.#socket = socket;
    socket.on('message', (raw, isBinary) => this.#receive(raw, isBinary));
    socket.on('pong', () => {
      this.#unanswered = 0;
    });
    // An error is always followed by 'close'; without a listener it would end the process.
    socket.on('error', () => {});
    socket.on('close', () => this.#finish());
    this.#pinging = setInterval(() => {
      if (this.#unanswered >= keepAlive.unanswered) return this.#drop();
      this.#unanswered += 1;
      socket.ping();
    }, keepAlive.everyMs);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Registers what is to be done, once, when the connection is over, whoever ended it. */
  whenEnded(ended: () => void): void {
    this.#ended = ended;
  }

  /** Ends the connection and tells the client why. */
  end(reason: SignalingCloseReason): void {
    if (this.#closed) return;
    this.#socket.close(SIGNALING_CLOSE_CODES[reason], reason);
    setTimeout(() => this.#socket.terminate(), CLOSING_MS).unref();
    this.#finish();
  }

  /** Called by protoo's `Peer` when it is closed, which happens only after the connection is over. */
  close(): void {
    this.end('server-stopping');
  }

  /** @throws when the connection is over */
  async send(message: unknown): Promise<void> {
    if (this.#closed) throw new Error('transport closed');
    if (this.#socket.bufferedAmount > MOST_UNSENT) return this.#drop();
    this.#socket.send(JSON.stringify(message));
  }

  override toString(): string {
    return 'WSS';
  }

  #receive(raw: RawData, isBinary: boolean): void {
    if (this.#closed) return;
    this.#unanswered = 0;
    const message = isBinary ? undefined : readMessage(raw.toString());
    if (message) this.emit('message', message);
    else this.end('protocol-violated');
  }

  #drop(): void {
    this.#socket.terminate();
    this.#finish();
  }

  #finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#pinging);
    this.#ended();
  }
}

function readMessage(text: string): z.output<typeof messageSchema> | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
