import {
  type Settings,
  type SettingsContract,
  settingsSchema,
} from '../../../shared/features/settings/settings.contract';
import type { Handlers } from '../../../shared/ipc/contract';
import type { Log } from '../../platform/log';
import { openDurable } from '../../platform/state/durable-file';
import type { CityRules } from './settings.ports';
import { SettingsService } from './settings.service';

/** The settings feature as main joins it. */
export interface SettingsFeature {
  readonly handlers: Handlers<SettingsContract>;
  /** The settings in force. */
  current(): Settings;
  /** A newer profile is in force. */
  profileChanged(): void;
}

/** Opens the settings in the folder for the state that lasts. */
export async function createSettingsFeature(ports: {
  readonly folder: string;
  readonly log: Log;
  /** Asked anew each time. */
  readonly rules: () => CityRules;
  /** BCP 47 tag of the operating system's language (Electron's `app.getLocale`). */
  readonly systemLocale: () => string;
  readonly versions: { readonly quadrat: string; readonly electron: string; readonly chromium: string };
  readonly changed: (settings: Settings) => void;
}): Promise<SettingsFeature> {
  const chosen = await openDurable({
    folder: ports.folder,
    name: 'settings',
    version: 1,
    schema: settingsSchema.partial(),
    fallback: {},
    log: ports.log,
  });
  const service = new SettingsService({ ...ports, chosen }, ports.changed);
  return {
    handlers: {
      read: () => service.settings,
      change: (wishes) => service.change(wishes),
      versions: () => ports.versions,
    },
    current: () => service.settings,
    profileChanged: () => service.rulesChanged(),
  };
}
