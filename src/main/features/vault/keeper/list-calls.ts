import type { VaultContentCalls } from '../../../../shared/features/vault/vault-content.contract';
import { groupNodes, rowOf } from './entry-view.model';
import type { KeeperCalls } from './keeper.contract';
import type { Clock } from './keeper.ports';
import { type CurrentVault, withVault } from './with-vault';

/** The tree and the list of entries. */
export function listCalls(current: CurrentVault, clock: Clock): Pick<KeeperCalls, 'outline' | 'list'> {
  return {
    outline: withVault(current, ({ database, listing }) => ({
      ok: true as const,
      groups: groupNodes(database.root, database.bin.group?.uuid),
      tags: [...database.tags.counts()].map(([name, entries]) => ({ name, entries })),
      counts: listing.counts(),
    })),
    list: withVault(current, ({ database, listing }, request: Parameters<VaultContentCalls['list']>[0]) => {
      const { total, entries } = listing.list(request);
      const now = clock.now();
      return {
        ok: true as const,
        total,
        revision: database.revision,
        rows: entries.map((entry) => rowOf(entry, database, now)),
      };
    }),
  };
}
