import { z } from 'zod';
import { call, event } from '../../ipc/contract';

/** A meeting is named by its link: `https://<meeting server>/room/<room id>`. */
export const meetingRefSchema = z.string().max(2_000);

/** Why a ticket was not given. */
export const ticketProblemSchema = z.enum([
  'link-not-understood',
  'server-not-allowed',
  'not-signed-in',
  'not-invited',
  'unknown-room',
  'room-full',
  'network-blocked',
  'server-silent',
  'server-failed',
]);
export type TicketProblem = z.output<typeof ticketProblemSchema>;

/** A short-lived, single-use permission to enter one meeting (Eintrittskarte). */
export const ticketSchema = z.strictObject({
  /** `wss://` address including room, peer and ticket parameters. */
  signalingUrl: z.url({ protocol: /^wss$/ }),
  roomId: z.string(),
  peerId: z.string(),
  displayName: z.string(),
});
export type Ticket = z.output<typeof ticketSchema>;

export const meetingsContract = {
  /** Media permission is open from a successful ticket until `leave`. */
  requestTicket: call(
    z.strictObject({ meetingRef: meetingRefSchema }),
    z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), ticket: ticketSchema }),
      z.strictObject({ ok: z.literal(false), reason: ticketProblemSchema }),
    ]),
  ),
  /** Opens microphone and camera for the check before a meeting; closed again by `leave`. */
  prepare: call(z.undefined(), z.undefined()),
  /** Closes microphone and camera. */
  leave: call(z.undefined(), z.undefined()),
  /** Main asks the renderer to open the check for this meeting (deep link, notification). */
  joinRequested: event(z.strictObject({ meetingRef: meetingRefSchema })),
};
export type MeetingsContract = typeof meetingsContract;
