import type { Done } from '../../../shared/features/vault/vault-content.contract';
import type { StoreParts } from './store-parts';
import { type Problem, pathOf, withGroupsInside } from './vault-look.model';
import type { DoneAction, VaultActions } from './vault-state.model';

type GroupActions = Pick<
  VaultActions,
  | 'addGroup'
  | 'renameGroup'
  | 'moveGroup'
  | 'removeGroup'
  | 'restoreGroup'
  | 'loadConflicts'
  | 'settleConflict'
>;

const UNANSWERED = { ok: false, reason: 'unanswered' } as const;

/** What is done to groups, and what merges left to decide. */
export function groupActions({ bridge, get, set }: StoreParts): GroupActions {
  const ask = async (act: () => Promise<Done>): Promise<Problem | undefined> => {
    const answer = await act().catch(() => UNANSWERED);
    return answer.ok ? undefined : answer.reason;
  };

  async function doing(id: string, action: DoneAction, act: () => Promise<Done>): Promise<boolean> {
    const title = pathOf(get().outline?.groups ?? [], id).at(-1) ?? '';
    const problem = await ask(act);
    set({
      message: problem ? { kind: 'refused', problem } : { kind: 'done', action, count: 1, title },
    });
    return problem === undefined;
  }

  return {
    addGroup: async (parent, name) => {
      const answer = await bridge.addGroup({ parent, name }).catch(() => UNANSWERED);
      if (!answer.ok) return answer.reason;
      get().showScope({ kind: 'group', group: answer.id });
      return undefined;
    },
    renameGroup: (id, name) => ask(() => bridge.renameGroup({ id, name })),
    moveGroup: async (id, parent, index) => {
      const place = { id, parent, ...(index !== undefined && { index }) };
      await doing(id, 'move-group', () => bridge.moveGroup(place));
    },
    removeGroup: async (id) => {
      const { outline, look } = get();
      const gone = withGroupsInside(outline?.groups ?? [], id);
      const isDone = await doing(id, 'bin-group', () => bridge.removeGroup({ id }));
      const { scope } = look;
      if (isDone && scope.kind === 'group' && gone.has(scope.group)) get().showScope({ kind: 'all' });
    },
    restoreGroup: async (id) => {
      await doing(id, 'restore-group', () => bridge.restoreGroup({ id }));
    },
    loadConflicts: async () => {
      const answer = await bridge.conflicts(undefined).catch(() => UNANSWERED);
      if (get().status?.state !== 'open') return;
      if (answer.ok) set({ conflicts: answer.conflicts });
      else set({ message: { kind: 'refused', problem: answer.reason } });
    },
    settleConflict: async (entry, take) => {
      const problem = await ask(() => bridge.settleConflict({ entry, take }));
      if (problem) set({ message: { kind: 'refused', problem } });
      await get().loadConflicts();
    },
  };
}
