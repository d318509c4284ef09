import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VaultContract } from '../../../../shared/features/vault/vault.contract';
import type { CredentialsQuestion } from '../../../../shared/features/vault/vault.model';
import type { Client } from '../../../../shared/ipc/contract';
import { createAnswer } from './answer.store';
import { createAuditStore } from './audit.store';
import { createImportStore } from './import.store';
import { createPreferencesStore } from './preferences.store';

/** What can be looked at instead of the entries. */
export type CareView =
  | 'health'
  | 'import'
  | 'export'
  | 'backups'
  | 'audit'
  | 'escrow'
  | 'preferences'
  | 'sheet';

export interface CareNavigation {
  /** Absent while the entries are shown. */
  readonly view: CareView | undefined;
}

export interface Asked {
  /** Who asks for credentials, for where; absent while nobody does. */
  readonly question: CredentialsQuestion | undefined;
}

/** Everything around the entries, over one bridge. */
export type VaultCare = ReturnType<typeof createVaultCare>;

/** Makes the stores of everything around the entries. What they learnt of a vault is forgotten when it is locked. */
export function createVaultCare(vault: Client<VaultContract>) {
  const navigation = createStore<CareNavigation>(() => ({ view: undefined }));
  const asked = createStore<Asked>(() => ({ question: undefined }));
  const health = createAnswer(() => vault.health(undefined));
  const backups = createAnswer(() => vault.backups(undefined));
  const escrow = createAnswer(() => vault.escrow(undefined));
  const groups = createAnswer(() => vault.outline(undefined));
  const audit = createAuditStore(vault);
  const importing = createImportStore(vault);

  vault.on('credentialsAsked', (question) => asked.setState({ question }));
  vault.on('changed', ({ state }) => {
    if (state === 'open') return;
    navigation.setState({ view: undefined });
    for (const answer of [health, backups, escrow, groups]) answer.forget();
    audit.getState().forget();
    importing.getState().reset();
  });

  return {
    vault,
    navigation: navigation as StoreApi<CareNavigation>,
    show: (view: CareView | undefined) => navigation.setState({ view }),
    health,
    backups,
    escrow,
    groups,
    audit,
    importing,
    preferences: createPreferencesStore(vault),
    asked: asked as StoreApi<Asked>,
    /** The person's answer; no entry is a no. */
    answer: (entry: string | undefined) => {
      const { question } = asked.getState();
      if (!question) return;
      asked.setState({ question: undefined });
      void vault.answerCredentials({ id: question.id, ...(entry && { entry }) }).catch(() => undefined);
    },
  };
}
