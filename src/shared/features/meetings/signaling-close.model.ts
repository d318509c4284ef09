/*
 * Why the meeting server ends a signalling connection. Free of zod, so that the page may import it as a value.
 *
 * A browser never sees the HTTP status of a refused WebSocket (it reports 1006 for all of them), but it does see a
 * close code: so a ticket is judged *after* the handshake, and the connection is closed with one of these codes and
 * its name as the close reason (RFC 6455, 7.4.2: 4000 to 4999 are the application's). Only what no client of ours
 * sends is refused with HTTP: a foreign `Origin` (403), a missing subprotocol or parameter (400), another path (404).
 *
 * protoo-client's own WebSocketTransport hides code and reason, and after any code but 4000 reconnects at once to
 * the same address, whose ticket is used up: give its `Peer` a transport that ends with the connection.
 */

/** Close code by reason; the reason is also sent as the close frame's text. */
export const SIGNALING_CLOSE_CODES = {
  /** A message that is no protoo message, or too many at once. A defect of the client. */
  'protocol-violated': 4400,
  /** Not a ticket of this server run, or for another room or peer. */
  'ticket-invalid': 4401,
  /** The ticket was good, but is too old. Ask for a new one. */
  'ticket-expired': 4403,
  /** The connection stood, but `join` did not come in time. */
  'join-timed-out': 4408,
  /** All places are taken. */
  'room-full': 4409,
  /** The same person entered again, here or on another device. Do not come back by yourself. */
  'replaced-by-newer-connection': 4410,
  /** The ticket has opened a connection before. Ask for a new one. */
  'ticket-used': 4411,
  /** The server goes down in an orderly way. */
  'server-stopping': 4503,
  /** The media part of the server failed and is being started again. Come back with a new ticket. */
  'media-restarting': 4504,
} as const;

/** See {@link SIGNALING_CLOSE_CODES}. */
export type SignalingCloseReason = keyof typeof SIGNALING_CLOSE_CODES;

/**
 * Reads a close code.
 * @param code `CloseEvent.code`
 * @returns undefined for codes that are not ours, such as 1006 (connection lost)
 */
export function signalingCloseReason(code: number): SignalingCloseReason | undefined {
  const reasons = Object.keys(SIGNALING_CLOSE_CODES) as SignalingCloseReason[];
  return reasons.find((reason) => SIGNALING_CLOSE_CODES[reason] === code);
}
