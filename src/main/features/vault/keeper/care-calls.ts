import type {
  Conflict,
  PasswordWish,
  VaultContentCalls,
} from '../../../../shared/features/vault/vault-content.contract';
import { ESCROW_ITEM } from '../escrow/escrow.model';
import type { Generated } from '../generator/generator.model';
import type { HealthInspector } from '../health/health.service';
import type { Uuid } from '../kdbx/kdbx.model';
import type { StrengthMeter } from '../strength/strength.model';
import { plain } from './entry-view.model';
import type { KeeperCalls, KeeperStart } from './keeper.contract';
import type { Clock, LocalFiles, SealForEscrow } from './keeper.ports';
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
type Answer<K extends keyof KeeperCalls> = Awaited<ReturnType<KeeperCalls[K]>>;

interface CarePorts {
  readonly current: CurrentVault;
  readonly settings: () => KeeperStart;
  readonly meter: StrengthMeter;
  readonly inspector: HealthInspector;
  readonly generate: (wish: PasswordWish) => Promise<Generated>;
  readonly seal: SealForEscrow;
  readonly files: LocalFiles;
  readonly clock: Clock;
}

/** A password that has not changed for so long is told as old: two years. */
const OLD_AFTER_DAYS = 730;
const EXPIRES_SOON_DAYS = 14;

/** What keeps a vault in order: generator, health, conflicts, backups, the person's own record, escrow. */
export function careCalls(ports: CarePorts): CareCalls {
  const { current, settings, meter, inspector, files, clock } = ports;
  return {
    generate: async (wish: Parameters<VaultContentCalls['generate']>[0]): Promise<Answer<'generate'>> => {
      const made = await ports.generate(wish);
      if (!made.ok) return refuse('bad-settings');
      const { secret, entropyBits } = made;
      return { ok: true, secret, entropyBits, strength: await meter.rate(secret, []) };
    },
    health: withVault(current, async ({ database }): Promise<Answer<'health'>> => {
      const { inspected, counts, entries } = await inspector.inspect(database.kdbx, {
        now: clock.now(),
        oldAfterDays: OLD_AFTER_DAYS,
        expiresSoonDays: EXPIRES_SOON_DAYS,
        totpSites: [],
      });
      return { ok: true, health: { inspected, counts, entries } };
    }),
    conflicts: withVault(current, ({ conflicts }): { ok: true; conflicts: Conflict[] } => ({
      ok: true,
      conflicts: conflicts.list(),
    })),
    settleConflict: withVault(
      current,
      (
        { conflicts, database },
        { entry, take }: { entry: Uuid; take: 'kept' | 'other' },
      ): Answer<'settleConflict'> => {
        const conflict = conflicts.list().find((one) => one.entry === entry);
        if (!conflict) return refuse('unknown-entry');
        if (take === 'other') {
          if (conflict.other === undefined) return refuse('unknown-version');
          const restored = database.entries.restoreVersion(entry, conflict.other);
          if (!restored.ok) return restored;
        }
        conflicts.settle(entry);
        return { ok: true };
      },
    ),
    save: withVault(current, async ({ saving }): Promise<Answer<'save'>> => {
      await saving.saveNow();
      const { state } = saving;
      if (state.state !== 'failed') return { ok: true };
      const { reason } = state;
      return refuse(
        reason === 'lock-lost' || reason === 'not-verified' || reason === 'changed-and-unreadable'
          ? 'unreadable'
          : reason,
      );
    }),
    backups: withVault(current, async ({ file }): Promise<Answer<'backups'>> => {
      const listed = await file.backups();
      if (!listed.ok) return listed;
      return { ok: true, backups: listed.backups.map(({ id, at, size }) => ({ id, at, bytes: size })) };
    }),
    restoreBackup: withVault(
      current,
      async (
        { audit, codec, file, takeIn }: OpenVault,
        { id }: { id: string },
      ): Promise<Answer<'restoreBackup'>> => {
        const read = await file.readBackup(id);
        if (!read.ok) return read;
        const backup = await codec.decode(read.bytes);
        if (!backup) return refuse('unknown-backup');
        takeIn(backup);
        void audit.append({ action: 'merge', detail: 'backup' });
        return { ok: true };
      },
    ),
    audit: withVault(
      current,
      async (
        { audit, database }: OpenVault,
        range: { offset: number; limit: number },
      ): Promise<Answer<'audit'>> => {
        const { total, entries } = audit.read(range);
        const lines = entries.map((line) => {
          const title = plain(database.entry(line.entry ?? '')?.fields.get('Title'));
          return { ...line, ...(title && { title }) };
        });
        return { ok: true, total, isIntact: (await audit.verify()).intact, lines };
      },
    ),
    exportAudit: withVault(
      current,
      async ({ audit, database }: OpenVault, { path }: { path: string }): Promise<Answer<'exportAudit'>> =>
        files.write(
          path,
          audit.exportAll((entry) => plain(database.entry(entry)?.fields.get('Title')) || undefined),
        ),
    ),
    escrow: withVault(current, ({ sealed }): Answer<'escrow'> => ({ ok: true, ...(sealed && { sealed }) })),
    setEscrow: withVault(current, (vault: OpenVault, { on }: { on: boolean }): Answer<'setEscrow'> => {
      const { escrow } = settings();
      if (!on) vault.database.setCustomData(ESCROW_ITEM, undefined);
      else {
        if (!escrow) return refuse('not-allowed');
        const bytes = vault.codec.key.bytes();
        const sealed = ports.seal(bytes, escrow, vault.database.root.uuid);
        bytes.fill(0);
        if (!sealed.ok) return refuse('not-allowed');
        vault.database.setCustomData(ESCROW_ITEM, sealed.sealed);
      }
      void vault.audit.append({ action: on ? 'escrow-on' : 'escrow-off' });
      return { ok: true };
    }),
  };
}
