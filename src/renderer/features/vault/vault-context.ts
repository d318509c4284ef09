import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { HelpDesk } from '../../ui/help-desk-contact';
import type { VaultStore } from './vault.store';
import type { VaultActions, VaultState } from './vault-state.model';

/** Something that a dialog is needed for. */
export type Question =
  | { readonly kind: 'move'; readonly ids: readonly string[] }
  | { readonly kind: 'delete'; readonly ids: readonly string[] }
  | { readonly kind: 'add-group'; readonly parent: string }
  | { readonly kind: 'rename-group'; readonly id: string }
  | { readonly kind: 'move-group'; readonly id: string }
  | { readonly kind: 'rename-attachment'; readonly name: string }
  | { readonly kind: 'delete-version'; readonly version: number }
  | { readonly kind: 'empty-bin' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'conflicts' };

/** What every part of the open vault's pane knows. */
export interface VaultSurroundings {
  readonly store: VaultStore;
  readonly helpDesk: HelpDesk;
  readonly ask: (question: Question) => void;
}

export const VaultContext = createContext<VaultSurroundings | undefined>(undefined);

/** @throws outside a VaultBrowser, which is a bug. */
export function useVaultSurroundings(): VaultSurroundings {
  const surroundings = useContext(VaultContext);
  if (!surroundings) throw new Error('This belongs into a VaultBrowser');
  return surroundings;
}

/** A part of what the pane shows; the component is drawn again when it changes. */
export function useVault<T>(pick: (state: VaultState) => T): T {
  return useStore(useVaultSurroundings().store, pick);
}

/** What can be done. Its functions never change. */
export function useVaultActions(): VaultActions {
  return useVaultSurroundings().store.getState();
}
