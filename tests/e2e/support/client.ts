import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, errors, type Page } from '@playwright/test';
import { executablePath } from '../../../scripts/package.mjs';
import type { DemoCity } from './city';

const STEP_LIMIT_MS = 20_000;
const LAUNCH_LIMIT_MS = 12_000;
const LAUNCHES = 3;

/** How one client may differ from the next. */
export interface ClientOptions {
  /** Kept between starts of the same person's client; a fresh one when absent. */
  readonly userData?: string;
  /** Without it the machine has no camera and no microphone. */
  readonly devices?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A running client with its main window. */
export class Client {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the page complained of on its console: errors and refusals by the Content-Security-Policy. */
  readonly complaints: string[] = [];
  #isClosed = false;

  private constructor(app: ElectronApplication, page: Page, userData: string) {
    this.app = app;
    this.page = page;
    this.userData = userData;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** Opens the packaged client in the given city; undefined: on a machine where no city is set up. */
  static async open(city: DemoCity | undefined, options: ClientOptions = {}): Promise<Client> {
    const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'quadrat-client-'));
    const asRoot = process.getuid?.() === 0;
    const app = await launch({
      timeout: LAUNCH_LIMIT_MS,
      executablePath: executablePath('e2e'),
      args: [
        ...(city ? [`--demo-city=${city.folder}`] : []),
        `--user-data-dir=${userData}`,
        '--disable-gpu',
        // Chromium refuses to run its sandbox as root.
        ...(asRoot ? ['--no-sandbox'] : []),
        // Not the fake permission prompt beside it: that would go round our own permission handler.
        ...(options.devices === false ? [] : ['--use-fake-device-for-media-stream']),
        ...(options.args ?? []),
      ],
      env: { ...definedOnly(process.env), LANGUAGE: 'de', LANG: 'de_DE.UTF-8', ...options.env },
    });
    // Well below a test's limit, so that a step that hangs is named.
    app.context().setDefaultTimeout(STEP_LIMIT_MS);
    return new Client(app, await app.firstWindow(), userData);
  }

  /** Signs a person in as they would: button, the city's page, name, password. */
  async signIn(login: string, password: string): Promise<void> {
    const opened = this.app.waitForEvent('window');
    await this.page.getByRole('button', { name: 'Anmelden' }).click();
    const page = await opened;
    await page.getByLabel('Anmeldename').fill(login);
    await page.getByLabel('Passwort').fill(password);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await this.page.getByRole('navigation').waitFor();
  }

  /** Goes to a pane by the navigation rail. */
  async go(pane: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: pane, exact: true }).click();
  }

  /** Ends the client; `keep` leaves its data for another start. */
  async close({ keep = false } = {}): Promise<void> {
    if (!this.#isClosed) await this.app.close();
    this.#isClosed = true;
    if (!keep) rmSync(this.userData, { recursive: true, force: true });
  }
}

/**
 * Launches the client, again where the driver has not taken hold of it: when a page loads while the driver is still
 * attaching to it, the driver now and then waits for ever, though the client is up and its page painted.
 */
async function launch(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let attempt = 1; attempt < LAUNCHES; attempt += 1) {
    try {
      return await _electron.launch(options);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
    }
  }
  return _electron.launch(options);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
