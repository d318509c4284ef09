import type { LockOwner, OpenProblem } from '../../../../shared/features/vault/vault.model';
import type { CompositeKey } from '../kdbx/composite-key';
import type { OpenVault } from './open-vault';

/** What became of opening or making a vault. */
export type PlacedVault =
  | { readonly ok: true; readonly vault: OpenVault }
  | { readonly ok: false; readonly reason: OpenProblem; readonly owner?: LockOwner };

/** Opens and makes vaults at their places on the disk. The key is taken over: wiped where nothing comes of it. */
export interface VaultPlaces {
  open(what: {
    readonly id: string;
    readonly path: string;
    readonly key: CompositeKey;
    readonly breakLock: boolean;
    readonly isQuick: boolean;
  }): Promise<PlacedVault>;
  create(what: {
    readonly id: string;
    readonly path: string;
    readonly name: string;
    readonly key: CompositeKey;
  }): Promise<PlacedVault>;
}
