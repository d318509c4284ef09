import type { Forgetful, SignInProblem } from '../../../shared/features/session/session.contract';

/** Code for the help desk by what went wrong with the sign-in; none where nothing is wrong. */
export const SIGN_IN_CODES: Readonly<Record<SignInProblem, string | undefined>> = {
  cancelled: undefined,
  'network-blocked': 'SES-101',
  'provider-unreachable': 'SES-102',
  'provider-untrusted': 'SES-103',
  'provider-refused': 'SES-104',
  'session-ended': undefined,
};

/** Code for the help desk by why the sign-in is not remembered. */
export const FORGETFUL_CODES: Readonly<Record<Forgetful, string | undefined>> = {
  'keychain-missing': 'SES-201',
  'keychain-refused': 'SES-202',
  policy: undefined,
};
