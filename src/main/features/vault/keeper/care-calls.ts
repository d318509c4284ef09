import type { Done, VaultContentCalls } from '../../../../shared/features/vault/vault-content.contract';
import { ESCROW_KEY, sealToAdministration } from '../escrow/escrow';
import { generate } from '../generator/generator';
import { inspectHealth } from '../health/health';
import type { HealthPorts } from '../health/health.ports';
import type { Uuid } from '../kdbx/kdbx.model';
import type { StrengthMeter } from '../strength/strength.model';
import { plain } from './entry-view.model';
import type { KeeperCalls, KeeperStart } from './keeper.contract';
import type { Clock, LocalFiles } from './keeper.ports';
import type { OpenVault } from './open-vault';
import { type CurrentVault, refuse, withVault } from './with-vault';

type CareCalls = Pick<
  KeeperCalls,
  | 'generate'
  | 'health'
  | 'conflicts'
  | 'settleConflict'
  | 'save'
  | 'backups'
  | 'restoreBackup'
  | 'audit'
  | 'exportAudit'
  | 'escrow'
  | 'setEscrow'
>;

interface CarePorts {
  readonly current: CurrentVault;
  readonly settled: () => KeeperStart;
  readonly meter: StrengthMeter;
  readonly health: HealthPorts;
  readonly files: LocalFiles;
  readonly clock: Clock;
}
