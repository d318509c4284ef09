import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import type { Uuid } from '../kdbx/kdbx.model';
import type { KeeperCalls } from './keeper.contract';
import type { OpenVault } from './open-vault';
import { type CurrentVault, withVault } from './with-vault';

type GroupCalls = Pick<
  KeeperCalls,
  'addGroup' | 'renameGroup' | 'moveGroup' | 'removeGroup' | 'restoreGroup' | 'undo' | 'redo'
>;

/** What is done to groups, and undoing. */
export function groupCalls(current: CurrentVault): GroupCalls {
  const call = <I, O>(work: (vault: OpenVault, input: I) => O | Promise<O>) => withVault(current, work);
  return {
    addGroup: call((vault, { parent, name }: { parent: Uuid; name: string }) => {
      const made = vault.database.groups.add(parent, { name });
      return made.ok ? { ok: true as const, id: made.uuid } : made;
    }),
    renameGroup: call(
      (vault, { id, name }: { id: Uuid; name: string }): Done => vault.database.groups.edit(id, { name }),
    ),
    moveGroup: call(
      (vault, { id, parent, index }: { id: Uuid; parent: Uuid; index?: number | undefined }): Done =>
        vault.database.groups.move(id, parent, index),
    ),
    removeGroup: call(
      (vault, { id }: { id: Uuid }): Done =>
        vault.noteDone('remove-group', [], vault.database.bin.removeGroup(id)),
    ),
    restoreGroup: call((vault, { id }: { id: Uuid }): Done => vault.database.bin.restoreGroup(id)),
    undo: call((vault): Done => vault.noteDone('undo', [], vault.database.undo())),
    redo: call((vault): Done => vault.noteDone('redo', [], vault.database.redo())),
  };
}
