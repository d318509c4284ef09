import type { SyncProblem } from './calendar.model';

/** What a person reads out to the help desk, and what stands in the log. */
export const SYNC_PROBLEM_CODES: Readonly<Record<SyncProblem, string>> = {
  'network-blocked': 'CAL-201',
  'not-signed-in': 'CAL-202',
  'server-silent': 'CAL-203',
  'server-refused': 'CAL-204',
  'server-failed': 'CAL-205',
  'answer-not-understood': 'CAL-206',
  'not-stored': 'CAL-207',
};

/** The page's own: main gave no answer at all. */
export const VIEW_FAILED_CODE = 'CAL-220';
