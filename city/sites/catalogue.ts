/** A web application of the demo city, served by {@link file://./sites-server.ts}. */
export interface DemoApp {
  readonly appId: string;
  /** Host name it is served under, so that each one is an origin of its own. */
  readonly host: string;
  readonly title: string;
  readonly englishTitle: string;
  readonly description: string;
  readonly englishDescription: string;
  readonly categories: readonly string[];
  /** Departments that use it; empty for all. */
  readonly roles: readonly string[];
}

export const DEMO_APPS: readonly DemoApp[] = [
  {
    appId: 'buergerportal',
    host: 'buergerportal.quadrat.test',
    title: 'Bürgerportal',
    englishTitle: 'Citizens’ portal',
    description: 'Anträge und Termine der Bürgerinnen und Bürger bearbeiten.',
    englishDescription: 'Handle the applications and appointments of citizens.',
    categories: ['Bürgerdienste'],
    roles: ['Bürgerdienste'],
  },
  {
    appId: 'e-akte',
    host: 'e-akte.quadrat.test',
    title: 'E-Akte',
    englishTitle: 'Electronic files',
    description: 'Akten suchen, lesen und verfügen.',
    englishDescription: 'Find, read and sign off files.',
    categories: ['Verwaltung'],
    roles: [],
  },
  {
    appId: 'zeiterfassung',
    host: 'zeiterfassung.quadrat.test',
    title: 'Zeiterfassung',
    englishTitle: 'Working time',
    description: 'Kommen, Gehen, Urlaub und Gleitzeit.',
    englishDescription: 'Clocking in and out, leave and flexitime.',
    categories: ['Personal'],
    roles: [],
  },
];

/**
 * One application as FDC3 App Directory v2 writes it (https://fdc3.finos.org/schemas/2.0/app-directory.html,
 * schema `Application`).
 * @param addressOf the page of an application
 */
function toDirectoryEntry(app: DemoApp, addressOf: (app: DemoApp) => string) {
  return {
    appId: app.appId,
    name: app.appId,
    title: app.title,
    description: app.description,
    type: 'web',
    details: { url: addressOf(app) },
    lang: 'de',
    version: '1.0.0',
    publisher: 'Demo-Stadt',
    categories: app.categories,
    icons: [],
    screenshots: [],
    supportEmail: 'helpdesk@quadrat.test',
    localizedVersions: { en: { title: app.englishTitle, description: app.englishDescription } },
    hostManifests: { Quadrat: { roles: app.roles, partition: app.appId } },
  };
}

/** Answer of `GET /v2/apps` (schema `AllApplicationsResponse`). */
export function allApplications(addressOf: (app: DemoApp) => string) {
  return { applications: DEMO_APPS.map((app) => toDirectoryEntry(app, addressOf)), message: 'OK' };
}

/** Answer of `GET /v2/apps/{appId}`; undefined where there is no such application. */
export function oneApplication(appId: string, addressOf: (app: DemoApp) => string) {
  const app = DEMO_APPS.find((one) => one.appId === appId);
  return app && toDirectoryEntry(app, addressOf);
}
