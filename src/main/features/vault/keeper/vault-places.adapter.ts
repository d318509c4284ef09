import { basename, extname, join } from 'node:path';
import type { OpenProblem } from '../../../../shared/features/vault/vault.model';
import { openAuditLog } from '../audit/audit-log.adapter';
import { VaultDatabase } from '../database/vault-database.model';
import { describeSealed } from '../escrow/escrow';
import { openVaultFile } from '../file/open-vault-file.adapter';
import type { Stamp, VaultFile } from '../file/vault-file.model';
import type { CompositeKey } from '../kdbx/composite-key';
import type { KdbxDatabase } from '../kdbx/kdbx.model';
import { newDatabase, newUuid } from '../kdbx/new-database';
import { readKdbx } from '../kdbx/read-kdbx';
import { createSecretText } from '../kdbx/secret-text';
import { type TransformedKey, transformKey } from '../kdbx/transformed-key';
import type { KeeperStart } from './keeper.contract';
import type { Clock, LocalFiles } from './keeper.ports';
import { KeyedCodec } from './keyed-codec';
import { OpenVault } from './open-vault';
import { createRescuePlace } from './rescue-place.adapter';
import type { PlacedVault, VaultPlaces } from './vault-places.ports';

interface PlacesPorts {
  readonly start: KeeperStart;
  readonly files: LocalFiles;
  readonly clock: Clock;
  /** Something about the open vault is different. */
  readonly changed: () => void;
}

/** Everything about one vault on this machine, by the name it has here. */
interface Place {
  readonly id: string;
  readonly path: string;
  readonly file: VaultFile;
}

/** A database with its key, and the content of the file in which it stands. */
interface Loaded {
  readonly database: KdbxDatabase;
  readonly key: CompositeKey;
  readonly transformed: TransformedKey;
  readonly stamp: Stamp;
}

/** Opens and makes vaults on the disk, under their lock files. */
export function createVaultPlaces({ start, files, clock, changed }: PlacesPorts): VaultPlaces {
  const folderOf = (id: string) => join(start.folder, id);

  function place(id: string, path: string): Place {
    const file = openVaultFile({
      path,
      owner: start.owner,
      backups: { folder: join(folderOf(id), 'backups') },
    });
    return { id, path, file };
  }

  async function made({ id, path, file }: Place, loaded: Loaded, action: string): Promise<OpenVault> {
    const { database, key, transformed, stamp } = loaded;
    const bytes = key.bytes();
    const audit = await openAuditLog(
      {
        ...{ folder: join(folderOf(id), 'audit'), vaultId: id, maxAgeDays: start.auditDays },
        clock: { now: () => new Date(clock.now()) },
      },
      bytes,
    );
    bytes.fill(0);
    const ports = { now: () => clock.now(), newUuid, protect: createSecretText, binName: start.binName };
    const vault = new OpenVault({
      ...{ id, file, stamp, audit, clock, changed, describeSealed },
      fileName: basename(path, extname(path)),
      database: new VaultDatabase(database, ports),
      codec: new KeyedCodec(key, transformed),
      rescue: createRescuePlace(join(folderOf(id), 'rescued.kdbx'), files),
      mayEscrow: start.escrow !== undefined,
    });
    void audit.append({ action: 'unlock', detail: action });
    await vault.takeInRescued();
    return vault;
  }

  /** Gives everything back where nothing comes of it. */
  async function none(
    { file }: Place,
    key: CompositeKey,
    reason: OpenProblem | 'too-large',
  ): Promise<PlacedVault> {
    key.wipe();
    await file.close();
    return { ok: false, reason };
  }

  return {
    open: async ({ id, path, key, breakLock, isQuick }) => {
      const at = place(id, path);
      const locked = await lockOf(at.file, breakLock);
      if (!locked.ok) {
        await none(at, key, locked.reason);
        return locked;
      }
      const file = await at.file.read();
      if (!file.ok) return none(at, key, file.reason);
      const read = await readKdbx(file.bytes, key);
      if (!read.ok) return none(at, key, read.reason);
      const { database, transformed } = read;
      const loaded = { database, key, transformed, stamp: file.stamp };
      return { ok: true, vault: await made(at, loaded, isQuick ? 'quick' : 'password') };
    },
    create: async ({ id, path, name, key }) => {
      const at = place(id, path);
      const locked = await lockOf(at.file, false);
      if (!locked.ok) {
        await none(at, key, locked.reason);
        return locked;
      }
      const database = newDatabase({ name, now: clock.now(), recycleBinName: start.binName });
      const transformed = await transformKey(key, database.file.kdf);
      const codec = new KeyedCodec(key, transformed);
      const bytes = await codec.encode(database);
      const saved = await at.file.save(bytes, (written) => codec.holds(written, database), 'nothing');
      if (saved.ok) {
        return {
          ok: true,
          vault: await made(at, { database, key, transformed, stamp: saved.stamp }, 'created'),
        };
      }
      transformed.wipe();
      const { reason } = saved;
      const isTaken = reason === 'changed-outside' || reason === 'lock-lost';
      return none(at, key, isTaken ? 'exists' : reason === 'not-verified' ? 'unreadable' : reason);
    },
  };
}

/** Takes the lock; one whose owner has ended on this very machine is broken without asking. */
async function lockOf(file: VaultFile, breakLock: boolean) {
  const locked = await file.lock({ breakStale: breakLock });
  if (locked.ok || locked.reason !== 'in-use') return locked;
  if (locked.isDead && !breakLock) {
    const again = await file.lock({ breakStale: true });
    if (again.ok || again.reason !== 'in-use') return again;
  }
  return { ok: false, reason: 'in-use', owner: locked.owner } as const;
}
