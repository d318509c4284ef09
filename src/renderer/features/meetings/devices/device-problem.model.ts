import type { InputKind } from './device-access.ports';

/** Why a microphone or camera does not work, as far as a person can do something about it. */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'unplugged' | 'unanswered' | 'failed';

/** The codes the help desk knows them by. */
export const DEVICE_PROBLEM_CODES = {
  microphone: {
    denied: 'MEE-201',
    missing: 'MEE-202',
    busy: 'MEE-203',
    unplugged: 'MEE-204',
    unanswered: 'MEE-205',
    failed: 'MEE-206',
  },
  camera: {
    denied: 'MEE-211',
    missing: 'MEE-212',
    busy: 'MEE-213',
    unplugged: 'MEE-214',
    unanswered: 'MEE-215',
    failed: 'MEE-216',
  },
} as const satisfies Readonly<Record<InputKind, Readonly<Record<DeviceProblem, string>>>>;

/** Exceptions of getUserMedia (W3C Media Capture and Streams, 10.2). */
const BY_NAME: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** What an exception of getUserMedia means. */
export function deviceProblemOf(error: unknown): DeviceProblem {
  return (error instanceof Error && BY_NAME[error.name]) || 'failed';
}
