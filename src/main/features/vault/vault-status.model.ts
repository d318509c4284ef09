import type { KnownVault, LockReason, VaultStatus } from '../../../shared/features/vault/vault.model';
import type { KeeperState } from './keeper/keeper.contract';
import type { VaultRecord } from './vault.ports';

/**
 * What the page is told of the vault.
 * @param records the person's vaults; the first is the one shown while none is open
 */
export function statusOf(now: {
  readonly records: readonly VaultRecord[];
  readonly open: { readonly id: string; readonly state: KeeperState } | undefined;
  readonly reason: LockReason;
  readonly quickUnlock: (record: VaultRecord) => KnownVault['quickUnlock'];
}): VaultStatus {
  const { open, records } = now;
  const current = open ? records.find(({ id }) => id === open.id) : records[0];
  if (!current) return { state: 'none' };
  const known = ({ id, name, fileName, folder, keyFile, ...record }: VaultRecord): KnownVault => ({
    ...{ id, name, fileName, folder },
    ...(keyFile === undefined ? {} : { keyFile }),
    quickUnlock: now.quickUnlock({ id, name, fileName, folder, keyFile, ...record }),
  });
  const vault = known(current);
  const others = records.filter((one) => one !== current).map(known);
  if (!open) return { state: 'locked', vault, others, reason: now.reason, hasRescued: current.hasRescued };
  const { name: _, undo, redo, ...told } = open.state;
  return {
    state: 'open',
    ...{ vault, others },
    ...told,
    ...(undo ? { undo: { ...undo } } : {}),
    ...(redo ? { redo: { ...redo } } : {}),
  };
}
