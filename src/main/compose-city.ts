import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { CalendarContract } from '../shared/features/calendar/calendar.contract';
import type { SessionContract } from '../shared/features/session/session.contract';
import type { Emit } from '../shared/ipc/contract';
import { startExpansionThread } from './features/calendar/adapters/expansion-thread.adapter';
import { calendarsOf } from './features/calendar/adapters/profile-calendars.adapter';
import { SqliteCalendarStores } from './features/calendar/adapters/sqlite-calendar-store.adapter';
import { WorkerExpander } from './features/calendar/adapters/worker-expander.adapter';
import { type CalendarFeature, createCalendarFeature } from './features/calendar/calendar.service';
import { createMeetingsFeature, type MeetingsFeature } from './features/meetings/meetings.service';
import type { NetworkService } from './features/network/network.service';
import type { CityProfileService } from './features/profile/city-profile.service';
import { createSessionFeature, type SessionFeature } from './features/session/session.feature';
import { systemClock } from './platform/clock';
import type { Log } from './platform/log';
import type { CityFetch } from './security/city-fetch';
import type { MediaGate } from './security/permissions';

/** What `compose.ts` has made by the time the window shows. */
interface Needs {
  readonly fetch: CityFetch;
  /** Folder for the state that lasts. */
  readonly folder: string;
  readonly gate: MediaGate;
  readonly language: () => Promise<'de' | 'en'>;
  readonly log: Log;
  readonly meetingOrigins: () => readonly string[];
  readonly network: NetworkService;
  /** Who is signed in, once that is known; undefined for nobody. */
  readonly personChanged: (subject: string | undefined) => void;
  readonly profile: CityProfileService;
  readonly tellCalendar: Emit<CalendarContract>;
  readonly tellSession: Emit<SessionContract>;
  readonly window: BrowserWindow;
}

/** All that speaks to the city. */
export interface City {
  readonly calendar: CalendarFeature;
  readonly meetings: MeetingsFeature;
  readonly session: SessionFeature;
  networkOpened(): void;
  /** Settles when what is to last is on the disk and in the keychain. */
  stop(): Promise<void>;
}

/** Joins all that speaks to the city. Loaded once the window shows: none of it is needed for the first paint. */
export async function composeCity(needs: Needs): Promise<City> {
  const { fetch, folder, gate, language, log, meetingOrigins, network, profile, window } = needs;
  let isOffline = false;
  const session = await createSessionFeature({
    profile: () => profile.profile,
    fetch,
    folder,
    language,
    network,
    clock: systemClock,
    log,
    parent: window,
    changed: (status) => {
      needs.tellSession('changed', status);
      // While it is still being looked for who it is, nobody's local copy is removed.
      if (status.state === 'signed-in' || status.state === 'signed-out') {
        const subject = status.state === 'signed-in' ? status.person.subject : undefined;
        calendar.personChanged(subject);
        needs.personChanged(subject);
      }
      const wasOffline = isOffline;
      isOffline = status.state === 'signed-in' && status.offline;
      // Only now is there a token to ask the calendar servers with.
      if (wasOffline && status.state === 'signed-in' && !status.offline) calendar.networkOpened();
    },
  });
  const tokens = session.accessTokens;
  const calendar = createCalendarFeature({
    stores: new SqliteCalendarStores(join(folder, 'calendar'), log),
    providers: () => calendarsOf(profile.profile?.calendars ?? [], { fetch, tokens }),
    meetingOrigins,
    expander: new WorkerExpander(startExpansionThread),
    network,
    clock: systemClock,
    log,
    emit: needs.tellCalendar,
  });
  const meetings = createMeetingsFeature({
    origins: meetingOrigins,
    fetch,
    tokens,
    network,
    gate,
    clock: systemClock,
  });
  window.webContents.on('render-process-gone', () => meetings.close());
  session.start();
  return {
    calendar,
    meetings,
    session,
    networkOpened: () => {
      session.networkOpened();
      calendar.networkOpened();
    },
    stop: async () => {
      meetings.close();
      calendar.stop();
      await session.stop();
    },
  };
}
