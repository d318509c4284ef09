import type { Wire } from '../shared/ipc/wire';
import { createBridge } from './bridge/client';
import { createLiveStore } from './bridge/live.store';
import { createCalendarStore } from './features/calendar/calendar.store';
import { browserClock } from './features/meetings/browser-clock.adapter';
import { createBrowserDevices } from './features/meetings/devices/browser-devices.adapter';
import { createMeetingsStore } from './features/meetings/meetings.store';
import { openSession } from './features/meetings/session/open-session';
import { createVaultAccessStore } from './features/vault/access/vault-access.store';
import { createVaultCare } from './features/vault/care/vault-care';
import { createVaultStore } from './features/vault/vault.store';

/** Everything the window shows and does, made once. */
export type Stores = ReturnType<typeof createStores>;

/** Makes the bridge to main and the stores over it. */
export function createStores(wire: Wire) {
  const bridge = createBridge(wire);
  const { profile, settings, session, network } = bridge;
  return {
    bridge,
    profile: createLiveStore(
      () => profile.read(undefined),
      (listener) => profile.on('changed', listener),
    ),
    settings: createLiveStore(
      () => settings.read(undefined),
      (listener) => settings.on('changed', listener),
    ),
    session: createLiveStore(
      () => session.status(undefined),
      (listener) => session.on('changed', listener),
    ),
    network: createLiveStore(
      () => network.status(undefined),
      (listener) => network.on('changed', listener),
    ),
    versions: createLiveStore(
      () => settings.versions(undefined),
      () => {},
    ),
    calendar: createCalendarStore(bridge.calendar),
    vault: {
      store: createVaultStore(bridge.vault),
      access: createVaultAccessStore(bridge.vault),
      care: createVaultCare(bridge.vault),
    },
    meetings: createMeetingsStore({
      bridge,
      openSession,
      devices: createBrowserDevices(),
      clock: browserClock,
    }),
  };
}
