import { WebSocket } from 'ws';
import type { GivenTicket, MeetingCity } from './meeting-city';

/** How the server let somebody in, or why it did not. */
export type DoorAnswer =
  | { readonly kind: 'in'; readonly socket: WebSocket }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

export interface Knock {
  readonly origin?: string;
  readonly protocol?: string;
  /** Replaces the whole query. */
  readonly query?: string;
  /** Whether pings are answered, as every browser does. */
  readonly autoPong?: boolean;
}

/** Knocks with a bare WebSocket and waits for the server's first message, its refusal or its close frame. */
export function knock(
  { meetings, reach }: MeetingCity,
  { roomId, peerId, ticket }: Omit<GivenTicket, 'displayName'>,
  { origin = 'app://quadrat', protocol = 'protoo', query, autoPong = true }: Knock = {},
): Promise<DoorAnswer> {
  const { host } = new URL(meetings.origin);
  const search = query ?? `?${new URLSearchParams({ roomId, peerId, ticket })}`;
  return new Promise((resolve, reject) => {
    const options = { origin, ca: reach.ca, lookup: reach.lookup as never, autoPong };
    const socket = new WebSocket(`wss://${host}/${search}`, protocol, options);
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => {
      resolve({ kind: 'refused', status: response.statusCode ?? 0 });
    });
    socket.on('close', (code, reason) => resolve({ kind: 'closed', code, reason: reason.toString() }));
    socket.once('message', () => resolve({ kind: 'in', socket }));
  });
}

/** Waits for the close frame of a socket that is in. */
export function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}
