import { z } from 'zod';
import { call } from '../../ipc/contract';

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

const ticketAnswerSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), ticket: ticketSchema }),
  z.strictObject({ ok: z.literal(false), reason: ticketProblemSchema }),
]);
export type TicketAnswer = z.output<typeof ticketAnswerSchema>;

export const meetingsContract = {
  /** Lets the page use microphone and camera, from the check before a meeting until `leave`. */
  prepare: call(z.undefined(), z.undefined()),
  /** Answers within 10 s. Asked again for every new connection, as a ticket is good for one only. */
  requestTicket: call(z.strictObject({ meetingRef: meetingRefSchema }), ticketAnswerSchema),
  /** Takes microphone and camera away from the page again. */
  leave: call(z.undefined(), z.undefined()),
};
export type MeetingsContract = typeof meetingsContract;
