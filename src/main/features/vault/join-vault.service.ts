import type { VaultContract } from '../../../shared/features/vault/vault.contract';
import type { VaultLimits } from '../../../shared/features/vault/vault.model';
import type { Emit, Handlers } from '../../../shared/ipc/contract';
import { AutomaticLocking } from './automatic-locking.service';
import { ChosenFiles } from './chosen-files.service';
import { CopiedSecret } from './copied-secret.service';
import { CredentialsDesk } from './credentials-desk.service';
import { overwrite } from './keeper/keeper-wire';
import { KnownVaults } from './known-vaults.service';
import { QuickUnlock } from './quick-unlock.service';
import type {
  Clock,
  Credentials,
  Dialogs,
  Files,
  Keepers,
  Keychain,
  Notes,
  Remembered,
  Screen,
  Sheets,
  Surroundings,
  SystemClipboard,
  VaultMemory,
} from './vault.ports';
import { VaultService } from './vault.service';
import { vaultAccess } from './vault-access.service';
import { vaultContent } from './vault-content.service';
import { type SomePreferences, VaultPreferencesService } from './vault-preferences.service';
import { statusOf } from './vault-status.model';

/** The vault feature as main joins it. */
export interface VaultFeature {
  readonly handlers: Handlers<VaultContract>;
  /** For the other features. */
  readonly credentials: Credentials;
  /** @param subject who is signed in; undefined when nobody is. Not to be told while it is still looked for. */
  personChanged(subject: string | undefined): void;
  /** A newer city profile is in force. */
  profileChanged(): void;
  /** The window is closed and the client goes on without it. */
  windowClosing(): void;
  /** Locks and ends everything; settles within 13 seconds. */
  stop(): Promise<void>;
}

/** What the vault is joined with. */
export interface VaultPorts {
  readonly clipboard: SystemClipboard;
  readonly clock: Clock;
  readonly dialogs: Dialogs;
  readonly emit: Emit<VaultContract>;
  readonly files: Files;
  readonly keepers: Keepers;
  /** The place of one vault in the keychain. */
  readonly keychain: (vault: string) => Keychain;
  /** What the city says; asked anew each time. */
  readonly limits: () => VaultLimits;
  readonly memory: Remembered<VaultMemory>;
  /** Makes names that were never used before: letters, digits and hyphens. */
  readonly newId: () => string;
  readonly notes: Notes;
  readonly preferences: Remembered<SomePreferences>;
  /** Makes 32 random bytes. */
  readonly random: () => Uint8Array<ArrayBuffer>;
  readonly screen: Screen;
  readonly sheets: Sheets;
  readonly surroundings: Surroundings;
}

/** Joins the parts of the vault's side in main. */
export function joinVault(ports: VaultPorts): VaultFeature {
  const { clock, emit, limits, newId } = ports;
  const known = new KnownVaults(ports.memory, newId);
  const preferences = new VaultPreferencesService(ports.preferences, limits);
  const settled = { preferences: () => preferences.preferences, limits };
  const quick = new QuickUnlock({ ...ports, known, isAllowed: () => limits().quickUnlock });
  const copied = new CopiedSecret(ports, () => emit('clipboardCleared', undefined));
  const vault: VaultService = new VaultService(
    { ...ports, known, quick },
    {
      changed: () => emit('changed', status()),
      opened: () => {
        protect();
        locking.opened();
      },
      locked: () => {
        protect();
        locking.closed();
        desk.locked();
        void copied.clear();
      },
    },
  );
  const locking = new AutomaticLocking({ ...ports, settled }, (reason) => void vault.lock(reason));
  const desk = new CredentialsDesk({ ask: (put) => vault.ask(put), clock, newId }, (question) =>
    emit('credentialsAsked', question),
  );
  const chosen = new ChosenFiles(newId);
  const status = () =>
    statusOf({
      records: known.mine(),
      open: vault.open,
      reason: vault.reason,
      quickUnlock: (record) => quick.statusOf(record),
    });
  const protect = () => ports.screen.protect(!!vault.open && preferences.preferences.contentProtection);
  const settledChanged = () => {
    protect();
    locking.settledChanged();
  };
  vault.policyChanged();

  return {
    handlers: overwriting({
      ...vaultAccess({ ...ports, vault, known, chosen, desk, preferences, status, settledChanged }),
      ...vaultContent({ ...ports, vault, chosen, copied, settled }),
    }),
    credentials: desk,
    personChanged: (subject) => vault.personChanged(subject),
    profileChanged: () => {
      settledChanged();
      vault.policyChanged();
    },
    windowClosing: () => {
      if (preferences.preferences.lockOnClose) void vault.lock('window-closed');
    },
    stop: async () => {
      await vault.stop();
      // Locking has begun it.
      await copied.clear();
    },
  };
}

/** The same handlers, each of which overwrites the secrets it was given when it has answered. */
function overwriting(handlers: Handlers<VaultContract>): Handlers<VaultContract> {
  const table = handlers as unknown as Record<string, (input: unknown) => unknown>;
  const careful = Object.entries(table).map(([name, handle]) => [
    name,
    async (input: unknown) => {
      try {
        return await handle(input);
      } finally {
        overwrite(input);
      }
    },
  ]);
  return Object.fromEntries(careful);
}
