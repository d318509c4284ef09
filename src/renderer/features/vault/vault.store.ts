import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VaultContract } from '../../../shared/features/vault/vault.contract';
import type { VaultStatus } from '../../../shared/features/vault/vault.model';
import type { Client } from '../../../shared/ipc/contract';
import { editingActions } from './editing-actions';
import { entryActions } from './entry-actions';
import { wipe } from './entry-editor.model';
import { groupActions } from './group-actions';
import { listActions } from './list-actions';
import { pageClock } from './page-clock.adapter';
import { secretActions } from './secret-actions';
import type { StoreParts } from './store-parts';
import type { VaultPorts } from './vault.ports';
import { EVERYTHING } from './vault-look.model';
import { NOTHING_OPEN, type VaultState } from './vault-state.model';

export type VaultStore = StoreApi<VaultState>;

/**
 * Follows the vault of main and holds what its pane shows: the list where it is looked at, one entry, an editor, and
 * no secret but those that the person sees or edits, which are overwritten after. When the vault is locked nothing of
 * it stays.
 */
export function createVaultStore(
  bridge: Client<VaultContract>,
  ports: VaultPorts = { clock: pageClock },
): VaultStore {
  const store = createStore<VaultState>((set, get) => {
    const parts: StoreParts = { bridge, ports, get, set };
    return {
      ...NOTHING_OPEN,
      status: undefined,
      look: EVERYTHING,
      ...listActions(parts),
      ...entryActions(parts),
      ...secretActions(parts),
      ...editingActions(parts),
      ...groupActions(parts),
    };
  });

  const take = (status: VaultStatus) => {
    const before = store.getState().status;
    store.setState({ status });
    const wasOpen = before?.state === 'open' ? before : undefined;
    if (status.state !== 'open') {
      close(store);
      return;
    }
    if (wasOpen && wasOpen.vault.id !== status.vault.id) close(store);
    if (wasOpen?.vault.id !== status.vault.id || wasOpen.revision !== status.revision) {
      store.getState().reload();
    }
  };
  bridge.on('changed', take);
  bridge.on('clipboardCleared', () => {
    if (store.getState().message?.kind === 'copied')
      store.setState({ message: { kind: 'clipboard-cleared' } });
  });
  void bridge.status(undefined).then(
    (status) => {
      if (store.getState().status === undefined) take(status);
    },
    () => undefined,
  );
  return store;
}

/** Leaves nothing of the vault in the page; says so if somebody was in the middle of an edit. */
function close(store: VaultStore): void {
  const { editor, hideAll, followTotp } = store.getState();
  const isLost = editor !== undefined && editor.past.length > 0;
  hideAll();
  followTotp(false);
  if (editor) wipe(editor);
  store.setState({
    ...NOTHING_OPEN,
    look: EVERYTHING,
    ...(isLost && { message: { kind: 'draft-lost' } }),
  });
}
