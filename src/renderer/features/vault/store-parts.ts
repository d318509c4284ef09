import type { VaultContract } from '../../../shared/features/vault/vault.contract';
import type { Client } from '../../../shared/ipc/contract';
import type { VaultPorts } from './vault.ports';
import type { VaultState } from './vault-state.model';

/** What the parts of the store share. */
export interface StoreParts {
  readonly bridge: Client<VaultContract>;
  readonly ports: VaultPorts;
  readonly get: () => VaultState;
  readonly set: (change: Partial<VaultState>) => void;
}
