import type { Peer } from 'protoo-server';
import {
  type ClientNotifications,
  type ClientRequests,
  clientNotificationSchemas,
  clientRequestSchemas,
} from '../../src/shared/features/meetings/signaling.model';

/** More messages waiting than any honest client sends at once. */
const MOST_WAITING = 100;
const LONGEST_REASON = 120;

/** Thrown by a handler to reject a request. `code` is of HTTP's kind, `reason` a short kebab-case word. */
export class RequestRefused extends Error {
  readonly code: 400 | 404 | 409;

  constructor(code: 400 | 404 | 409, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** One function per request of the client. */
export type RequestHandlers = {
  [N in keyof ClientRequests]: (
    data: ClientRequests[N]['data'],
  ) => ClientRequests[N]['response'] | Promise<ClientRequests[N]['response']>;
};

/** One function per notification of the client. */
export type NotificationHandlers = {
  [N in keyof ClientNotifications]: (data: ClientNotifications[N]) => void | Promise<void>;
};

export interface ProtooService {
  readonly peer: Peer;
  readonly requests: RequestHandlers;
  readonly notifications: NotificationHandlers;
  /** Called when more messages wait than can be honest. */
  readonly overrun: () => void;
  readonly log: (line: string) => void;
}

function isRequest(name: string): name is keyof ClientRequests {
  return Object.hasOwn(clientRequestSchemas, name);
}

function isNotification(name: string): name is keyof ClientNotifications {
  return Object.hasOwn(clientNotificationSchemas, name);
}

/**
 * Checks and carries out what a client says, one message after another in the order of arrival.
 * @returns a function that carries out something of the server's own in the same order
 */
export function serveProtoo(service: ProtooService): (task: () => Promise<void>) => void {
  const { peer, overrun, log } = service;
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  function inOrder(task: () => Promise<void>): void {
    waiting += 1;
    if (waiting > MOST_WAITING) {
      overrun();
      return;
    }
    last = last.then(task).then(
      () => {
        waiting -= 1;
      },
      (error: unknown) => {
        waiting -= 1;
        log(String(error));
      },
    );
  }

  peer.on('request', ({ method, data }, accept, reject) => {
    inOrder(async () => {
      if (peer.closed) return;
      try {
        accept(await answer(service.requests, method, data));
      } catch (error) {
        const refusal = asRefusal(error);
        if (!peer.closed) log(`${method.slice(0, 64)} refused: ${refusal.message}`);
        reject(refusal.code, refusal.message);
      }
    });
  });
  peer.on('notification', ({ method, data }) => {
    inOrder(async () => {
      if (!peer.closed) await take(service.notifications, method, data);
    });
  });
  return inOrder;
}

async function answer(handlers: RequestHandlers, name: string, raw: unknown): Promise<unknown> {
  if (!isRequest(name)) throw new RequestRefused(400, 'unknown-request');
  return answerKnown(handlers, name, raw);
}

function answerKnown<N extends keyof ClientRequests>(
  handlers: RequestHandlers,
  name: N,
  raw: unknown,
): unknown {
  const read = clientRequestSchemas[name].data.safeParse(raw ?? {});
  if (!read.success) {
    throw new RequestRefused(400, `malformed: ${placeOf(read.error.issues[0]?.path ?? [])}`);
  }
  // The compiler cannot follow that the schema and the handler of one name belong together.
  return handlers[name](read.data as ClientRequests[N]['data']);
}

async function take(handlers: NotificationHandlers, name: string, raw: unknown): Promise<void> {
  if (isNotification(name)) await takeKnown(handlers, name, raw);
}

function takeKnown<N extends keyof ClientNotifications>(
  handlers: NotificationHandlers,
  name: N,
  raw: unknown,
): void | Promise<void> {
  const read = clientNotificationSchemas[name].safeParse(raw ?? {});
  return read.success ? handlers[name](read.data as ClientNotifications[N]) : undefined;
}

/** mediasoup refuses what it does not accept by throwing; with checked data that is the client's fault too. */
function asRefusal(error: unknown): RequestRefused {
  if (error instanceof RequestRefused) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RequestRefused(400, `refused-by-media: ${message}`.slice(0, LONGEST_REASON));
}

/** Where in a request something is wrong, as `rtpParameters.codecs.1`; keys that a client made up are not repeated. */
function placeOf(path: readonly PropertyKey[]): string {
  const names = path.map(String).map((name) => (/^\w{1,40}$/.test(name) ? name : '_'));
  return names.join('.') || 'data';
}
