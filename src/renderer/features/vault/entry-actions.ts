import type { Done } from '../../../shared/features/vault/vault-content.contract';
import { wipe } from './entry-editor.model';
import type { StoreParts } from './store-parts';
import type { DoneAction, VaultActions } from './vault-state.model';

type EntryActions = Pick<
  VaultActions,
  | 'openEntry'
  | 'showVersion'
  | 'moveTo'
  | 'remove'
  | 'restore'
  | 'emptyBin'
  | 'setFavourite'
  | 'duplicate'
  | 'restoreVersion'
  | 'removeVersion'
  | 'addAttachments'
  | 'saveAttachment'
  | 'renameAttachment'
  | 'removeAttachment'
  | 'undo'
  | 'redo'
  | 'save'
  | 'dismissMessage'
>;

const UNANSWERED = { ok: false, reason: 'unanswered' } as const;

/** The entry whose page is open, and all that is done to entries as a whole. */
export function entryActions({ bridge, get, set }: StoreParts): EntryActions {
  /** Only the answer to the last question counts. */
  let entryTurn = 0;
  let versionTurn = 0;

  async function loadEntry(id: string): Promise<void> {
    entryTurn += 1;
    const turn = entryTurn;
    const answer = await bridge.entry({ id }).catch(() => UNANSWERED);
    if (turn !== entryTurn || get().entry?.id !== id) return;
    if (answer.ok) {
      set({ entry: { id, details: answer.entry, problem: undefined } });
    } else if (answer.reason === 'unknown-entry') {
      // Gone: undone, emptied out of the bin, removed by a merge.
      close();
    } else {
      set({ entry: { id, details: undefined, problem: answer.reason } });
    }
  }

  async function loadVersion(id: string, index: number): Promise<void> {
    versionTurn += 1;
    const turn = versionTurn;
    const answer = await bridge.entry({ id, version: index }).catch(() => UNANSWERED);
    if (turn !== versionTurn || get().entry?.id !== id || get().version?.index !== index) return;
    const details = answer.ok ? answer.entry : undefined;
    set({ version: { index, details, problem: answer.ok ? undefined : answer.reason } });
  }

  function open(id: string): void {
    const { entry, editor } = get();
    if (entry?.id === id) {
      void loadEntry(id);
      return;
    }
    if (editor) wipe(editor);
    get().hideAll();
    get().followTotp(false);
    set({ entry: { id, details: undefined, problem: undefined }, version: undefined, editor: undefined });
    void loadEntry(id);
  }

  function close(): void {
    get().hideAll();
    get().followTotp(false);
    set({ entry: undefined, version: undefined, column: 'list', selected: new Set() });
  }

  /** Does something, says what was done, or why not. */
  async function doing(
    act: () => Promise<Done>,
    action: DoneAction,
    { count = 1, title }: { count?: number; title?: string | undefined } = {},
  ): Promise<boolean> {
    const shown = title ?? get().entry?.details?.title ?? '';
    if (!(await quietly(act))) return false;
    set({ message: { kind: 'done', action, count, title: shown } });
    return true;
  }

  async function quietly(act: () => Promise<Done>): Promise<boolean> {
    const answer = await act().catch(() => UNANSWERED);
    if (answer.ok) return true;
    // The person called it off in the system's dialog, or sees that it is locked.
    const isQuiet = answer.reason === 'cancelled' || answer.reason === 'locked';
    if (!isQuiet) set({ message: { kind: 'refused', problem: answer.reason } });
    return false;
  }

  function titleOf(ids: readonly string[]): string | undefined {
    for (const row of get().list?.rows.values() ?? []) if (row.id === ids[0]) return row.title;
    return undefined;
  }

  const about = (ids: readonly string[]) => ({ count: ids.length, title: titleOf(ids) });

  async function travel(which: 'undo' | 'redo'): Promise<void> {
    const { status } = get();
    const step = status?.state === 'open' ? status[which] : undefined;
    if (!step) return;
    const kind = which === 'undo' ? 'undone' : 'redone';
    if (await quietly(() => bridge[which](undefined))) set({ message: { kind, ...step } });
  }

  /** Does something to the open entry. */
  const withOpen = async (act: (id: string) => Promise<unknown>) => {
    const id = get().entry?.id;
    if (id) await act(id);
  };

  return {
    openEntry: (id) => {
      if (get().entry?.id === id) open(id);
      else get().leaveEditor(() => open(id));
    },
    showVersion: (index) => {
      get().hideAll();
      const id = get().entry?.id;
      set({ version: index === undefined ? undefined : { index, details: undefined, problem: undefined } });
      if (id && index !== undefined) void loadVersion(id, index);
    },
    moveTo: async (ids, group) => {
      await doing(() => bridge.moveEntries({ ids: [...ids], group }), 'move', about(ids));
    },
    remove: async (ids) => {
      const isInBin = [...(get().list?.rows.values() ?? [])].some((row) => row.id === ids[0] && row.isInBin);
      const action = isInBin ? 'delete' : 'bin';
      const isDone = await doing(() => bridge.removeEntries({ ids: [...ids] }), action, about(ids));
      if (isDone) close();
    },
    restore: async (ids) => {
      await doing(() => bridge.restoreEntries({ ids: [...ids] }), 'restore', about(ids));
    },
    emptyBin: async () => {
      const count = get().outline?.counts.bin ?? 0;
      await doing(() => bridge.emptyBin(undefined), 'empty-bin', { count, title: '' });
    },
    setFavourite: async (ids, on) => {
      await quietly(() => bridge.setFavourite({ ids: [...ids], on }));
    },
    duplicate: async (id) => {
      const answer = await bridge.duplicateEntry({ id }).catch(() => UNANSWERED);
      if (!answer.ok) {
        set({ message: { kind: 'refused', problem: answer.reason } });
        return;
      }
      set({ message: { kind: 'done', action: 'duplicate', count: 1, title: titleOf([id]) ?? '' } });
      get().openEntry(answer.id);
    },
    restoreVersion: (version) =>
      withOpen(async (id) => {
        if (await doing(() => bridge.restoreVersion({ id, version }), 'restore-version'))
          get().showVersion(undefined);
      }),
    removeVersion: (version) =>
      withOpen(async (id) => {
        if (await doing(() => bridge.removeVersion({ id, version }), 'delete-version'))
          get().showVersion(undefined);
      }),
    addAttachments: () => withOpen((id) => quietly(() => bridge.addAttachments({ id }))),
    saveAttachment: (name, version) =>
      withOpen(async (id) => {
        const which = { id, name, ...(version !== undefined && { version }) };
        if (await quietly(() => bridge.saveAttachment(which))) set({ message: { kind: 'attachment-saved' } });
      }),
    renameAttachment: async (name, to) => {
      const id = get().entry?.id;
      if (!id) return 'unknown-entry';
      const answer = await bridge.renameAttachment({ id, name, to }).catch(() => UNANSWERED);
      return answer.ok ? undefined : answer.reason;
    },
    removeAttachment: (name) =>
      withOpen((id) =>
        doing(() => bridge.removeAttachment({ id, name }), 'remove-attachment', { title: name }),
      ),
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    save: async () => {
      await quietly(() => bridge.save(undefined));
    },
    dismissMessage: () => set({ message: undefined }),
  };
}
