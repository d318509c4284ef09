import { type RefObject, useEffect } from 'react';
import { useVaultSurroundings } from './vault-context';
import { isForVault, type KeyPlace, type VaultCommand, vaultCommandOf } from './vault-keys.model';

/** True on macOS, where Command takes the place of Ctrl. */
export const ON_MAC = navigator.platform.startsWith('Mac');

/** What is open over the pane has keys of its own. */
const OPEN_OVER = '[role="dialog"], [role="alertdialog"], [role="menu"]';
const FIELD = 'input, textarea, [contenteditable="true"]';

function placeOf(target: Element): KeyPlace {
  const isField = target.matches(FIELD);
  if (target.closest('.entry-editor')) return isField ? 'editor-field' : 'elsewhere';
  if (isField) return target.closest('.search-field') ? 'search' : 'field';
  return target.closest('.scope-tree') ? 'tree' : 'elsewhere';
}

/**
 * The keys of the open vault, wherever the focus is in its pane (or nowhere).
 * @param onSearch puts the focus into the search field
 */
export function useVaultKeys(pane: RefObject<HTMLElement | null>, onSearch: () => void): void {
  const { store, ask } = useVaultSurroundings();
  useEffect(() => {
    function act(command: VaultCommand, place: KeyPlace): boolean {
      const state = store.getState();
      const { editor, selected, look, outline } = state;
      const group = look.scope.kind === 'group' ? look.scope.group : undefined;
      const isRoot = outline?.groups.some(({ id, parent }) => id === group && parent === undefined) ?? true;
      switch (command) {
        case 'search':
          onSearch();
          return true;
        case 'copy-user':
        case 'copy-password':
        case 'copy-totp': {
          const fields = { 'copy-user': 'UserName', 'copy-password': 'Password', 'copy-totp': 'totp' };
          if (editor || !state.entry) return false;
          void state.copy(fields[command]);
          return true;
        }
        case 'add':
          state.addEntry();
          return true;
        case 'edit':
          state.edit();
          return true;
        case 'save':
          if (editor) void state.saveEditor();
          return editor !== undefined;
        case 'remove': {
          if (editor) return false;
          if (place === 'tree') {
            if (group && !isRoot) void state.removeGroup(group);
            return true;
          }
          const ids = [...selected];
          if (ids.length === 0) return false;
          if (look.scope.kind === 'bin' || state.entry?.details?.isInBin) ask({ kind: 'delete', ids });
          else void state.remove(ids);
          return true;
        }
        case 'rename':
          if (group && !isRoot) ask({ kind: 'rename-group', id: group });
          return true;
        case 'undo':
          if (editor) state.undoInEditor();
          else void state.undo();
          return true;
        case 'redo':
          if (editor) state.redoInEditor();
          else void state.redo();
          return true;
        case 'help':
          ask({ kind: 'shortcuts' });
          return true;
        case 'escape':
          return leave();
      }
    }

    function leave(): boolean {
      const state = store.getState();
      if (state.editor) state.cancelEditor();
      else if (state.version) state.showVersion(undefined);
      else if (state.column === 'entry') state.showColumn('list');
      else if (state.look.text !== '') state.search('');
      else if (state.selected.size > 1) state.clearSelection();
      else return false;
      return true;
    }

    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || !(target instanceof Element) || target.closest(OPEN_OVER)) return;
      if (target !== document.body && !pane.current?.closest('main')?.contains(target)) return;
      const command = vaultCommandOf(event, ON_MAC);
      const place = placeOf(target);
      const meaning = {
        hasTextSelected: document.getSelection()?.isCollapsed === false,
        isWriting: event.key.length === 1,
      };
      if (!command || !isForVault(command, place, meaning)) return;
      if (act(command, place)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [store, ask, pane, onSearch]);
}
