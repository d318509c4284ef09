/** Why a microphone or camera does not work, as far as a person can do something about it. */
export const DEVICE_PROBLEMS = ['denied', 'missing', 'busy', 'unplugged', 'unanswered', 'failed'] as const;
export type DeviceProblem = (typeof DEVICE_PROBLEMS)[number];

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
