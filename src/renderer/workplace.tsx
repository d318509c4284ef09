import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ProfileState } from '../shared/features/profile/profile.contract';
import type { SessionStatus } from '../shared/features/session/session.contract';
import type { Settings } from '../shared/features/settings/settings.contract';
import { TodayPane } from './features/calendar/today-pane';
import { MeetingCompanion } from './features/meetings/meeting-companion';
import { MeetingStrip } from './features/meetings/meeting-strip';
import { isUnderWay } from './features/meetings/meetings.store';
import { NetworkCard } from './features/network/network-card';
import { NetworkChip } from './features/network/network-chip';
import { NetworkDetails } from './features/network/network-details';
import { CityDetails } from './features/profile/city-details';
import { NoCityPane } from './features/profile/no-city-pane';
import { ForgetfulNotice } from './features/session/forgetful-notice';
import { SignedOutPane } from './features/session/signed-out-pane';
import { FailureBoundary } from './frame/failure-boundary';
import { Frame } from './frame/frame';
import type { PaneId } from './frame/panes.model';
import { ProductName } from './frame/product-name';
import type { Stores } from './stores';
import { PaneLoading } from './ui/pane-state';

// Only the frame and Today are in the first chunk; a pane is loaded when it is first opened.
const CalendarPane = lazy(async () => ({
  default: (await import('./features/calendar/calendar-pane')).CalendarPane,
}));
const MeetingsPane = lazy(async () => ({
  default: (await import('./features/meetings/meetings-pane')).MeetingsPane,
}));
const LauncherPane = lazy(async () => ({
  default: (await import('./features/launcher/launcher-pane')).LauncherPane,
}));
const VaultPane = lazy(async () => ({ default: (await import('./features/vault/vault-pane')).VaultPane }));
const CredentialsQuestionDialog = lazy(async () => ({
  default: (await import('./features/vault/care/credentials-question')).CredentialsQuestionDialog,
}));
const SettingsPane = lazy(async () => ({
  default: (await import('./features/settings/settings-pane')).SettingsPane,
}));

type SignedIn = Extract<SessionStatus, { state: 'signed-in' }>;

interface Place {
  readonly stores: Stores;
  readonly profile: ProfileState;
  readonly settings: Settings;
}

/** The window's content: before a city is known, before sign-in, and after it. */
export function Workplace({ stores }: { readonly stores: Stores }) {
  const profile = useStore(stores.profile).value;
  const settings = useStore(stores.settings).value;
  const session = useStore(stores.session).value;
  // Answered within milliseconds: anything shown meanwhile would only flicker.
  if (!profile || !settings) return null;
  if (!('id' in profile)) return <NoCityPane refused={profile.refused} />;
  const place = { stores, profile, settings };
  if (session?.state !== 'signed-in')
    return <Entrance {...place} status={session ?? { state: 'resuming' }} />;
  // A new person finds nothing of the one before: not the pane, not the week, not a dismissed notice.
  return <Inside key={session.person.subject} {...place} session={session} />;
}

function Entrance({
  stores,
  profile,
  settings,
  status,
}: Place & { status: Exclude<SessionStatus, { state: 'signed-in' }> }) {
  const { bridge } = stores;
  const network = useStore(stores.network).value;
  const isAway = network?.reason !== undefined && network.reason !== 'not-checked-yet';
  const isLanguageFree = profile.languages.length > 1 && !profile.lockedSettings.includes('language');
  const other = settings.language === 'de' ? 'en' : 'de';
  return (
    <SignedOutPane
      product={<ProductName />}
      status={status}
      city={profile.name}
      helpDesk={profile.helpDesk}
      obstacle={
        isAway && (
          <NetworkDetails
            status={network}
            helpDesk={profile.helpDesk}
            onCheck={() => void bridge.network.check(undefined)}
          />
        )
      }
      onSignIn={() => void bridge.session.signIn(undefined)}
      onCancel={() => void bridge.session.cancelSignIn(undefined)}
      onSwitchLanguage={isLanguageFree ? () => void bridge.settings.change({ language: other }) : undefined}
    />
  );
}

function Inside({ stores, profile, settings, session }: Place & { session: SignedIn }) {
  const { bridge, meetings } = stores;
  const [pane, setPane] = useState<PaneId>('today');
  const [knowsOfForgetting, setKnowsOfForgetting] = useState(false);
  const network = useStore(stores.network).value;
  const versions = useStore(stores.versions).value;
  const isInMeeting = useStore(meetings, ({ visit }) => isUnderWay(visit));
  const { helpDesk } = profile;
  const { person, forgetful } = session;
  // Whoever goes takes nothing on: no connection, no light.
  useEffect(() => () => meetings.getState().leave(), [meetings]);

  const signOut = () => void bridge.session.signOut(undefined);
  const networkProps = network && {
    status: network,
    helpDesk,
    onCheck: () => void bridge.network.check(undefined),
  };
  const onJoin = (ref: string, title: string) => {
    void meetings.getState().check({ ref, title });
    setPane('meetings');
  };
  const panes: Readonly<Record<PaneId, () => ReactNode>> = {
    today: () => (
      <TodayPane
        store={stores.calendar}
        person={person}
        helpDesk={helpDesk}
        onJoin={onJoin}
        networkSummary={networkProps && <NetworkCard {...networkProps} />}
      />
    ),
    calendar: () => <CalendarPane store={stores.calendar} helpDesk={helpDesk} onJoin={onJoin} />,
    meetings: () => (
      <MeetingsPane store={meetings} helpDesk={helpDesk} onOpenCalendar={() => setPane('calendar')} />
    ),
    launcher: () => <LauncherPane />,
    vault: () => <VaultPane {...stores.vault} person={person} city={profile.name} helpDesk={helpDesk} />,
    settings: () => (
      <SettingsPane
        settings={settings}
        onChange={(change) => void bridge.settings.change(change)}
        city={profile}
        cityDetails={<CityDetails city={profile} />}
        person={person}
        onSignOut={signOut}
        forgetful={forgetful && <ForgetfulNotice reason={forgetful} />}
        versions={versions}
      />
    ),
  };
  return (
    <Frame
      current={pane}
      onNavigate={setPane}
      person={person}
      onSignOut={signOut}
      network={networkProps && <NetworkChip {...networkProps} />}
      news={
        forgetful &&
        !knowsOfForgetting && (
          <ForgetfulNotice reason={forgetful} onDismiss={() => setKnowsOfForgetting(true)} />
        )
      }
      strip={
        isInMeeting && pane !== 'meetings' ? (
          <MeetingStrip store={meetings} onReturn={() => setPane('meetings')} />
        ) : undefined
      }
    >
      <FailureBoundary key={pane} helpDesk={helpDesk}>
        <Suspense fallback={<PaneLoading />}>{panes[pane]()}</Suspense>
      </FailureBoundary>
      <MeetingCompanion store={meetings} />
      <Suspense>
        <CredentialsQuestionDialog care={stores.vault.care} />
      </Suspense>
    </Frame>
  );
}
