import type { TicketProblem } from '../../../../shared/features/meetings/meetings.contract';
import type { SignalingCloseReason } from '../../../../shared/features/meetings/signaling-close.model';

/** Why somebody is not in a meeting, with the code the help desk knows it by. */
export const MEETING_PROBLEM_CODES = {
  'link-not-understood': 'MEE-101',
  'server-not-allowed': 'MEE-102',
  'not-signed-in': 'MEE-103',
  'not-invited': 'MEE-104',
  'unknown-room': 'MEE-105',
  'room-full': 'MEE-106',
  'network-blocked': 'MEE-107',
  'server-silent': 'MEE-108',
  'server-failed': 'MEE-109',
  'ticket-refused': 'MEE-110',
  'server-gone': 'MEE-111',
  replaced: 'MEE-112',
  'media-blocked': 'MEE-113',
  'media-failed': 'MEE-114',
} as const satisfies Readonly<Record<TicketProblem, string>> & Readonly<Record<string, string>>;
export type MeetingProblem = keyof typeof MEETING_PROBLEM_CODES;

/** What trying again by itself cannot mend. */
const FINAL: readonly MeetingProblem[] = [
  'link-not-understood',
  'server-not-allowed',
  'not-invited',
  'unknown-room',
  'replaced',
  'media-failed',
];

/** Whether a running meeting that was lost for this reason may come back by itself. */
export function isPassing(problem: MeetingProblem): boolean {
  return !FINAL.includes(problem);
}

const BY_CLOSE_REASON: Readonly<Record<SignalingCloseReason, MeetingProblem>> = {
  'protocol-violated': 'server-failed',
  'ticket-invalid': 'ticket-refused',
  'ticket-expired': 'ticket-refused',
  'ticket-used': 'ticket-refused',
  'join-timed-out': 'server-silent',
  'room-full': 'room-full',
  'replaced-by-newer-connection': 'replaced',
  'server-stopping': 'server-gone',
  'media-restarting': 'server-gone',
};

/** What it means that the server closed the connection for this reason. */
export function problemOfClose(reason: SignalingCloseReason): MeetingProblem {
  return BY_CLOSE_REASON[reason];
}
