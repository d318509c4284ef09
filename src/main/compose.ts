import { join } from 'node:path';
import { app, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { calendarContract } from '../shared/features/calendar/calendar.contract';
import { meetingsContract } from '../shared/features/meetings/meetings.contract';
import { networkContract } from '../shared/features/network/network.contract';
import { profileContract } from '../shared/features/profile/profile.contract';
import { sessionContract } from '../shared/features/session/session.contract';
import { settingsContract } from '../shared/features/settings/settings.contract';
import { vaultContract } from '../shared/features/vault/vault.contract';
import type { City } from './compose-city';
import type { Vault } from './compose-vault';
import { createSessionProbe } from './features/network/adapters/session-probe.adapter';
import { NetworkService } from './features/network/network.service';
import type { CityProfileService } from './features/profile/city-profile.service';
import { createProfileFeature, loadProfileAtStart } from './features/profile/profile.feature';
import { createSettingsFeature } from './features/settings/settings.feature';
import { Switchboard } from './ipc/switchboard';
import { systemClock } from './platform/clock';
import { createLog, type Log } from './platform/log';
import { setMenu } from './platform/menu';
import { reviveAfterCrash } from './platform/revive';
import { openWindow } from './platform/window';
import { declareAppScheme, serveApp } from './security/app-protocol';
import { trustCityServersOnly } from './security/city-certificates';
import { createCityFetch } from './security/city-fetch';
import { contentSecurityPolicy } from './security/csp';
import { Egress, routeBy } from './security/egress';
import { allowNavigation, restrictNavigation } from './security/navigation';
import { guardNodeNetwork } from './security/node-network-guard';
import { MediaGate, restrictPermissions } from './security/permissions';
import { APP_ORIGIN, isOwnUrl } from './security/trusted-sender';

/** What is there before Electron is ready. */
interface Ground {
  readonly log: Log;
  readonly profile: CityProfileService;
  readonly egress: Egress;
  /** Folder for the state that lasts. */
  readonly folder: string;
}

/**
 * Everything before Electron is ready: no way out may exist before the one to the gateway does, and the gateway is
 * known from the signed profile alone.
 */
export async function start(): Promise<void> {
  const log = createLog((line) => process.stderr.write(line));
  guardNodeNetwork(log);
  declareAppScheme(protocol);
  // Run as root (as test machines do) Chromium has no sandbox to enable and ends without saying why.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  if (!app.requestSingleInstanceLock()) return app.quit();
  const folder = join(app.getPath('userData'), 'state');
  const profile = await loadProfileAtStart({ folder, argv: process.argv, log, clock: systemClock });
  const egress = new Egress(app, routeBy(profile.profile), log);
  restrictNavigation(app, log);
  app.on('window-all-closed', () => app.quit());
  // Not waited for: Electron becomes ready only once this has returned.
  void app.whenReady().then(() => open({ log, profile, egress, folder }));
}

/** The window, and what it asks for at once. What speaks to the city is loaded when the window shows. */
async function open({ log, profile, egress, folder }: Ground): Promise<void> {
  egress.whenReady();
  const gate = new MediaGate();
  const own = session.defaultSession;
  const meetingOrigins = () => profile.profile?.meetings.map(({ origin }) => origin) ?? [];
  const protect = (one: Electron.Session) => {
    restrictPermissions(one, gate, () => window.webContents);
    trustCityServersOnly(one, profile.profile?.trustedCertificates ?? []);
  };
  protect(own);
  app.on('session-created', protect);
  serveApp(
    own,
    join(app.getAppPath(), 'out/renderer'),
    contentSecurityPolicy({ meetingOrigins: meetingOrigins() }),
  );

  const window = openWindow({
    title: app.name,
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    // As in the renderer's tokens: what is seen before the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141a1b' : '#ffffff',
    session: own,
    wired: true,
  });
  allowNavigation(window.webContents, isOwnUrl);
  reviveAfterCrash(window, log);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    // Closed to the tray it is there and hidden.
    window.show();
    window.focus();
  });

  app.on('activate', () => window.show());

  const board = new Switchboard(window.webContents, log);
  const shown = new Promise<void>((resolve) => window.once('show', resolve));
  const fetch = createCityFetch(session.fromPartition('city'), () => profile.profile, log);
  const network = new NetworkService(
    {
      probe: createSessionProbe(fetch, profile.profile?.profileUrl ?? '', () => egress.holds()),
      clock: systemClock,
    },
    { changed: (status) => tellNetwork('changed', status), opened: () => void networkOpened() },
  );
  const tellNetwork = board.connect('network', networkContract, {
    status: () => network.status,
    check: () => network.check(),
  });
  const profileFeature = createProfileFeature(profile, {
    fetch,
    clock: systemClock,
    changed: (state) => {
      tellProfile('changed', state);
      void settings.then((feature) => feature.profileChanged());
      void vault.then(({ feature }) => feature.profileChanged());
    },
  });
  const tellProfile = board.connect('profile', profileContract, profileFeature.handlers);
  const settings = createSettingsFeature({
    folder,
    log,
    rules: () => ({
      languages: profile.profile?.languages ?? ['de', 'en'],
      locked: profile.profile?.policy.locked ?? {},
    }),
    systemLocale: () => app.getLocale(),
    versions: {
      quadrat: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions['chrome'] ?? '',
    },
    changed: (current) => {
      setMenu(current.language);
      tellSettings('changed', current);
      void vault.then((one) => one.setLanguage(current.language));
    },
  });
  const tellSettings = board.connect(
    'settings',
    settingsContract,
    settings.then(({ handlers }) => handlers),
  );
  void settings.then((feature) => setMenu(feature.current().language));

  const language = async () => (await settings).current().language;
  const vault: Promise<Vault> = shown.then(async () => {
    const { composeVault } = await import('./compose-vault');
    return composeVault({ folder, language, log, profile, tell: tellVault, window });
  });
  const tellVault = board.connect(
    'vault',
    vaultContract,
    vault.then(({ feature }) => feature.handlers),
  );
  const city: Promise<City> = shown.then(async () => {
    const { composeCity } = await import('./compose-city');
    return composeCity({
      ...{ fetch, folder, gate, log, meetingOrigins, network, profile, window },
      language,
      personChanged: (subject) => void vault.then(({ feature }) => feature.personChanged(subject)),
      tellCalendar,
      tellSession,
    });
  });
  const tellCalendar = board.connect(
    'calendar',
    calendarContract,
    city.then(({ calendar }) => calendar.handlers),
  );
  const tellSession = board.connect(
    'session',
    sessionContract,
    city.then(({ session: one }) => one.handlers),
  );
  board.connect(
    'meetings',
    meetingsContract,
    city.then(({ meetings }) => meetings.handlers),
  );
  const networkOpened = async () => {
    profileFeature.networkOpened();
    (await city).networkOpened();
  };
  powerMonitor.on('resume', () => void network.check());
  endInOrder(async () => {
    network.stop();
    profileFeature.stop();
    await Promise.all([city.then((one) => one.stop()), vault.then((one) => one.stop())]);
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  await shown;
  if (profile.profile) void network.check();
}

/** How long the end waits for what is being brought to disk and keychain. */
const END_LIMIT_MS = 14_000;

/** Ends the client once everything has ended, or has had its time. */
function endInOrder(stop: () => Promise<void>): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    const limit = new Promise((resolve) => setTimeout(resolve, END_LIMIT_MS));
    // Not in the same turn: until this event is over Electron takes itself to be quitting, and would not begin.
    void Promise.race([stop().catch(() => {}), limit]).then(() => setImmediate(() => app.quit()));
  });
}
