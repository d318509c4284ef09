import { calendarContract } from './features/calendar/calendar.contract';
import { meetingsContract } from './features/meetings/meetings.contract';
import { networkContract } from './features/network/network.contract';
import { profileContract } from './features/profile/profile.contract';
import { sessionContract } from './features/session/session.contract';
import { settingsContract } from './features/settings/settings.contract';

import { vaultContract } from './features/vault/vault.contract';

/** All that main and renderer may say to each other. */
export const contracts = {
  calendar: calendarContract,
  meetings: meetingsContract,
  network: networkContract,
  profile: profileContract,
  session: sessionContract,
  settings: settingsContract,
  vault: vaultContract,
};
export type AllContracts = typeof contracts;
