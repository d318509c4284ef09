import type { VaultStatus } from '../../../shared/features/vault/vault.model';
import type { vaultAccessContract } from '../../../shared/features/vault/vault-access.contract';
import type { Handlers } from '../../../shared/ipc/contract';
import type { ChosenFiles } from './chosen-files.service';
import type { CredentialsDesk } from './credentials-desk.service';
import type { KnownVaults } from './known-vaults.service';
import type { Dialogs, Files, Sheets } from './vault.ports';
import type { KeyFile, VaultService } from './vault.service';
import type { VaultPreferencesService } from './vault-preferences.service';

type Access = Handlers<typeof vaultAccessContract>;
type KeyFileChoice = Parameters<Access['create']>[0]['keyFile'];

const NOT_FOUND = { ok: false, reason: 'not-found' } as const;

/** Answers the page on everything around the vault: files, keys, locking, preferences. */
export function vaultAccess(ports: {
  readonly vault: VaultService;
  readonly known: KnownVaults;
  readonly chosen: ChosenFiles;
  readonly dialogs: Dialogs;
  readonly files: Files;
  readonly sheets: Sheets;
  readonly desk: CredentialsDesk;
  readonly preferences: VaultPreferencesService;
  readonly status: () => VaultStatus;
  /** Preferences are different now. */
  readonly settledChanged: () => void;
}): Access {
  const { chosen, desk, dialogs, files, known, preferences, sheets, vault } = ports;

  /** Undefined when the page names a file that was not chosen in this run. */
  function keyFileOf(choice: KeyFileChoice): KeyFile | 'none' | undefined {
    if (choice.kind === 'none') return 'none';
    const file = chosen.find(choice.file);
    return file && { path: file.path, isNew: choice.kind === 'new' };
  }

  return {
    status: () => ports.status(),

    async chooseFile({ purpose, suggestedName }) {
      const file = await dialogs.choose(purpose, suggestedName);
      return file && chosen.add(file);
    },

    suggestPlace: async () => chosen.add(await dialogs.suggest()),

    async create({ file, name, password, keyFile: choice, quickUnlock }) {
      const [place, keyFile] = [chosen.find(file), keyFileOf(choice)];
      if (!place || !keyFile) return NOT_FOUND;
      const newKey = keyFile === 'none' ? undefined : keyFile;
      return vault.create({ file: place, name, password, keyFile: newKey, quickUnlock });
    },

    async unlock({ vault: which, password, keyFile, breakLock = false }) {
      const file = 'file' in which ? chosen.find(which.file) : undefined;
      const record = 'known' in which ? known.find(which.known) : file && known.at(file);
      if (!record) return { ok: false, reason: 'known' in which ? 'unknown-vault' : 'not-found' };
      const keyPath = keyFile === undefined ? undefined : chosen.find(keyFile)?.path;
      if (keyFile !== undefined && !keyPath) return NOT_FOUND;
      return vault.unlock(record, { password, keyFile: keyPath }, breakLock);
    },

    quickUnlock: ({ known: id, breakLock = false }) => vault.quickUnlock(id, breakLock),

    cancelUnlock: () => vault.cancel(),

    setQuickUnlock: ({ on }) => vault.setQuickUnlock(on),

    lock: () => vault.lock('asked'),

    forget: ({ known: id }) => vault.forget(id),

    async changeKey({ current, password, keyFile: choice }) {
      const keyFile = choice.kind === 'keep' ? 'keep' : keyFileOf(choice);
      return keyFile ? vault.changeKey({ current, password, keyFile }) : NOT_FOUND;
    },

    rateSecret: ({ secret, context }) => vault.rate(secret, context),

    async printSheet({ to }) {
      if (to === 'printer') {
        const printed = await sheets.print();
        return printed === 'done' ? { ok: true } : { ok: false, reason: printed };
      }
      const place = await dialogs.choose('sheet');
      return place ? files.write(place.path, await sheets.pdf()) : { ok: false, reason: 'cancelled' };
    },

    preferences: () => ({ preferences: preferences.preferences, limits: preferences.limits }),

    changePreferences(wishes) {
      preferences.change(wishes);
      ports.settledChanged();
      return { preferences: preferences.preferences, limits: preferences.limits };
    },

    answerCredentials: ({ id, entry }) => desk.answer(id, entry),

    showFile() {
      const record = vault.open ? known.find(vault.open.id) : known.mine()[0];
      if (record) files.show(record.path);
    },
  };
}
