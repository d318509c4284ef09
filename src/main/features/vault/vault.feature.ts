import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { z } from 'zod';
import type { VaultContract } from '../../../shared/features/vault/vault.contract';
import { vaultPreferencesSchema } from '../../../shared/features/vault/vault.model';
import type { Emit } from '../../../shared/ipc/contract';
import type { Log } from '../../platform/log';
import { openDurable } from '../../platform/state/durable-file';
import { createElectronClipboard } from './adapters/electron-clipboard.adapter';
import { createElectronDialogs } from './adapters/electron-dialogs.adapter';
import { createElectronSurroundings } from './adapters/electron-surroundings.adapter';
import { createPageSheets } from './adapters/page-sheets.adapter';
import { showInFileManager } from './adapters/system-file-manager.adapter';
import { startUtilityKeeper } from './adapters/utility-keeper.adapter';
import { fingerprintOf } from './escrow/escrow';
import { joinVault, type VaultFeature } from './join-vault.service';
import type { KeeperStart } from './keeper/keeper.contract';
import { ownBytes } from './keeper/keeper-wire';
import { localFiles } from './keeper/local-files.adapter';
import de from './locales/de.json';
import en from './locales/en.json';
import type { Clock, Keychain, VaultMemory } from './vault.ports';
import { limitsOf, type VaultPolicy } from './vault-preferences.service';

export type { VaultFeature } from './join-vault.service';

const TEXTS = { de, en };

/** The part of the city profile that vaults need. */
export interface VaultCity {
  readonly policy: {
    readonly vault?:
      | (VaultPolicy & {
          readonly escrow?: KeeperStart['escrow'] | undefined;
          readonly cityWords?: readonly string[] | undefined;
        })
      | undefined;
  };
}

/** What the vault needs of the client. */
export interface VaultNeeds {
  readonly clock: Clock;
  readonly emit: Emit<VaultContract>;
  /** Folder for the state that lasts. */
  readonly folder: string;
  /** Path of the keeper's bundle. */
  readonly keeperEntry: string;
  /** A place in the operating system's keychain under the vaults' own service name. */
  readonly keychain: (account: string) => Keychain;
  readonly language: () => Promise<keyof typeof TEXTS>;
  readonly log: Log;
  /** Asked anew for the policy. Undefined where no city is set up: then nothing is limited. */
  readonly profile: () => VaultCity | undefined;
  /** The window that shows the vault. */
  readonly window: BrowserWindow;
}

const memorySchema = z.strictObject({
  vaults: z.array(
    z.strictObject({
      id: z.string(),
      owner: z.string().nullable(),
      name: z.string(),
      path: z.string(),
      fileName: z.string(),
      folder: z.string(),
      keyFile: z.string().optional(),
      quick: z.enum(['on', 'off', 'lost', 'outdated']),
      sealed: z.string().optional(),
      lastOpened: z.number(),
      hasRescued: z.boolean(),
    }),
  ),
  person: z.string().nullable(),
  hasLeft: z.boolean(),
  leftInKeychain: z.array(z.string()),
});
const NOTHING_KNOWN: VaultMemory = { vaults: [], person: null, hasLeft: false, leftInKeychain: [] };

/** Joins the vault's side in main with Electron, the disk and the operating system. */
export async function createVaultFeature(needs: VaultNeeds): Promise<VaultFeature> {
  const { clock, emit, folder, keychain, log, window } = needs;
  const words = async () => TEXTS[await needs.language()];
  const policy = () => needs.profile()?.policy.vault ?? {};
  const [memory, preferences] = await Promise.all([
    openDurable({ ...kind('known-vaults', needs), schema: memorySchema, fallback: NOTHING_KNOWN }),
    openDurable({
      ...kind('vault-preferences', needs),
      schema: vaultPreferencesSchema.partial(),
      fallback: {},
    }),
  ]);
  const start = async (): Promise<KeeperStart> => {
    const { auditDays, weakestMasterScore } = limitsOf(policy(), undefined);
    const { cityWords = [], escrow } = policy();
    const owner = { user: userInfo().username, host: hostname(), application: 'Quadrat' };
    const { bin: binName } = await words();
    const settings = { cityWords, auditDays, weakestMasterScore, binName, ...(escrow ? { escrow } : {}) };
    return { owner, folder: join(folder, 'vaults'), ...settings };
  };
  return joinVault({
    ...{ clock, emit, memory, keychain },
    notes: log,
    preferences,
    clipboard: createElectronClipboard(process.platform),
    dialogs: createElectronDialogs(window, async () => (await words()).dialogs),
    files: { write: localFiles.write, show: showInFileManager },
    keepers: { start: async () => startUtilityKeeper(needs.keeperEntry, await start(), log) },
    limits: () => limitsOf(policy(), shownEscrow(policy().escrow)),
    newId: randomUUID,
    random: () => crypto.getRandomValues(ownBytes(32)),
    screen: {
      protect: (on) => {
        // The vault outlives its window: it is locked when the client ends.
        if (!window.isDestroyed()) window.setContentProtection(on);
      },
    },
    sheets: createPageSheets(window),
    surroundings: createElectronSurroundings(window, clock),
  });
}

const kind = (name: string, { folder, log }: VaultNeeds) => ({ folder, name, version: 1, log });

/** To whom a vault's key may be sealed, with what a person can compare on paper. */
function shownEscrow(escrow: KeeperStart['escrow'] | undefined) {
  if (!escrow) return undefined;
  const { name, keyId, publicKey } = escrow;
  return { name, keyId, fingerprint: fingerprintOf(publicKey) };
}
