import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { VaultContract } from '../shared/features/vault/vault.contract';
import type { Emit } from '../shared/ipc/contract';
import type { CityProfileService } from './features/profile/city-profile.service';
import { createKeytarKeychain } from './features/session/adapters/keytar-keychain.adapter';
import { createVaultFeature, type VaultFeature } from './features/vault/vault.feature';
import { systemClock } from './platform/clock';
import type { Log } from './platform/log';
import { type ClientTray, createTray, hasTray } from './platform/tray';

/** What `compose.ts` has made by the time the window shows. */
interface Needs {
  /** Folder for the state that lasts. */
  readonly folder: string;
  readonly language: () => Promise<'de' | 'en'>;
  readonly log: Log;
  readonly profile: CityProfileService;
  readonly tell: Emit<VaultContract>;
  readonly window: BrowserWindow;
}

/** The vault with what keeps the client there when its window is closed. */
export interface Vault {
  readonly feature: VaultFeature;
  setLanguage(language: 'de' | 'en'): void;
  stop(): Promise<void>;
}

/** Joins the vault. Loaded once the window shows: none of it is needed for the first paint. */
export async function composeVault(needs: Needs): Promise<Vault> {
  const { folder, language, log, profile, tell, window } = needs;
  const feature = await createVaultFeature({
    ...{ folder, language, log, window },
    clock: systemClock,
    emit: tell,
    keeperEntry: join(app.getAppPath(), 'out/main/keeper.js'),
    keychain: (account) => createKeytarKeychain(account, undefined, 'Quadrat Tresor'),
    profile: () => profile.profile,
  });
  let isEnding = false;
  app.once('before-quit', () => {
    isEnding = true;
  });
  let tray: ClientTray | undefined;
  if (await hasTray()) {
    const show = () => window.show();
    const lock = () => void feature.handlers.lock(undefined);
    tray = createTray({ show, lock, quit: () => app.quit() }, await language());
  }
  window.on('close', (event) => {
    if (isEnding) return;
    feature.windowClosing();
    // Without a tray a hidden window would be lost: then closing ends the client.
    if (!tray) return;
    event.preventDefault();
    window.hide();
  });
  return {
    feature,
    setLanguage: (one) => tray?.setLanguage(one),
    stop: async () => {
      tray?.remove();
      await feature.stop();
    },
  };
}
