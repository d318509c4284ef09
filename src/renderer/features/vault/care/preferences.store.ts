import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VaultContract } from '../../../../shared/features/vault/vault.contract';
import type { VaultLimits, VaultPreferences } from '../../../../shared/features/vault/vault.model';
import type { Client } from '../../../../shared/ipc/contract';

export interface PreferencesState {
  /** What is in force on this machine, and what the city allows; absent until main has answered. */
  readonly value: { readonly preferences: VaultPreferences; readonly limits: VaultLimits } | undefined;
  /** The last question or change was not answered. */
  readonly hasFailed: boolean;
  load(): Promise<void>;
  /** What main answers is in force: it may have cut a wish to the city's limits. */
  change(change: Partial<VaultPreferences>): Promise<void>;
}

export type PreferencesStore = StoreApi<PreferencesState>;

/** The person's settings for the vault on this machine. */
export function createPreferencesStore(vault: Client<VaultContract>): PreferencesStore {
  let turn = 0;
  return createStore<PreferencesState>((set) => {
    const take = async (asked: Promise<NonNullable<PreferencesState['value']>>) => {
      const mine = ++turn;
      const value = await asked.catch(() => undefined);
      if (mine === turn) set(value ? { value, hasFailed: false } : { hasFailed: true });
    };
    return {
      value: undefined,
      hasFailed: false,
      load: () => take(vault.preferences(undefined)),
      change: (change) => take(vault.changePreferences(change)),
    };
  });
}
