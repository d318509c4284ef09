import type {
  ClientNotifications,
  ClientRequests,
  ServerNotifications,
  ServerRequests,
} from '../../../../shared/features/meetings/signaling.model';

/** A message with its name, as a union that narrows by `method`. */
type Named<M> = { [N in keyof M]: { readonly method: N; readonly data: M[N] } }[keyof M];

/** A fact the server tells. */
export type ServerNotification = Named<ServerNotifications>;

/** Something the server wants done. */
export type ServerRequest = Named<{ [N in keyof ServerRequests]: ServerRequests[N]['data'] }>;

/** What comes in on a signalling connection. */
export interface SignalingListener {
  opened(): void;
  /** The server's request; exactly one of the two answers is owed. */
  asked(request: ServerRequest, accept: () => void, refuse: () => void): void;
  told(notification: ServerNotification): void;
  /** The connection has ended, or never came about; nothing follows. `code` is that of the WebSocket. */
  closed(code: number): void;
}

/** The server refused a request; `code` is its own. */
export class RequestRefused extends Error {
  readonly code: number;

  constructor(method: string, code: number) {
    super(`${method} refused: ${code}`);
    this.name = 'RequestRefused';
    this.code = code;
  }
}

/** One connection to the meeting server. It does not come back by itself. */
export interface Signaling {
  /** @throws RequestRefused when the server refuses, another Error when no answer comes */
  request<N extends keyof ClientRequests>(
    method: N,
    data: ClientRequests[N]['data'],
  ): Promise<ClientRequests[N]['response']>;
  /** Lost without a word when the connection is gone. */
  notify<N extends keyof ClientNotifications>(method: N, data: ClientNotifications[N]): void;
  /** Ends the connection; the listener hears nothing more. */
  close(): void;
}

/** Starts a signalling connection. */
export type OpenSignaling = (url: string, listener: SignalingListener) => Signaling;
