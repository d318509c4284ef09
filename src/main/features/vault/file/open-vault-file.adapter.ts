import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileAccess, problemOf } from './file-access.adapter';
import { LockFile, temporaryBeside } from './lock-file.adapter';
import { OutsideWatch } from './outside-watch.adapter';
import { VaultBackups } from './vault-backups.adapter';
import type {
  Clock,
  LockedVault,
  OutsideEvent,
  ReadVault,
  SavedVault,
  Stamp,
  VaultFile,
  VaultFileSettings,
} from './vault-file.model';

const STEP_LIMIT_MS = 10_000;

const systemClock: Clock = {
  now: () => new Date(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The vault file at a path; what it does is said in `VaultFile`. Nothing is touched yet. */
export function openVaultFile(settings: VaultFileSettings): VaultFile {
  return new DiskVaultFile(settings);
}

class DiskVaultFile implements VaultFile {
  readonly #path: string;
  readonly #access: FileAccess;
  readonly #lock: LockFile;
  readonly #backups: VaultBackups;
  readonly #watch: OutsideWatch;
  readonly #listeners = new Set<(event: OutsideEvent) => void>();
  #saving: Promise<unknown> = Promise.resolve();

  constructor({
    path,
    owner,
    backups,
    log,
    clock = systemClock,
    stepLimit = STEP_LIMIT_MS,
  }: VaultFileSettings) {
    this.#path = path;
    this.#access = new FileAccess(clock, stepLimit);
    const tell = (event: OutsideEvent) => {
      for (const listener of this.#listeners) listener(event);
    };
    this.#lock = new LockFile(this.#access, owner, clock, log, () => tell('lock-lost'));
    this.#backups = new VaultBackups(this.#access, backups);
    this.#watch = new OutsideWatch({ access: this.#access, clock, path, tell });
  }

  async read(): Promise<ReadVault> {
    try {
      const { bytes, stamp } = await this.#access.read(this.#path);
      this.#watch.know(stamp);
      return { ok: true, bytes, stamp };
    } catch (error) {
      return { ok: false, reason: problemOf(error) };
    }
  }

  async lock({ breakStale = false } = {}): Promise<LockedVault> {
    try {
      return await this.#lock.take(await this.#target(), breakStale);
    } catch (error) {
      return { ok: false, reason: problemOf(error) };
    }
  }

  unlock(): Promise<void> {
    return this.#lock.release();
  }

  save(
    bytes: Uint8Array,
    verify: (bytes: Uint8Array) => Promise<boolean>,
    over: Stamp | 'nothing',
  ): Promise<SavedVault> {
    const saved = this.#saving.then(() => this.#save(bytes, verify, over));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  onChangedOutside(listener: (event: OutsideEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async backups() {
    return { ok: true, backups: await this.#backups.list() } as const;
  }

  readBackup(id: string) {
    return this.#backups.read(id);
  }

  async close(): Promise<void> {
    this.#watch.close();
    await this.#saving;
    await this.#lock.release();
  }

  /** The file itself where the path is a symbolic link: saving must not put a file in the place of the link. */
  async #target(): Promise<string> {
    return this.#access
      .step(() => realpath(this.#path))
      .catch((error: unknown) => {
        if (problemOf(error) === 'not-found') return this.#path;
        throw error;
      });
  }

  async #save(
    bytes: Uint8Array,
    verify: (bytes: Uint8Array) => Promise<boolean>,
    over: Stamp | 'nothing',
  ): Promise<SavedVault> {
    const access = this.#access;
    let temporary: string | undefined;
    try {
      const target = await this.#target();
      const before = await this.#present(target);
      if (over === 'nothing' && before) return { ok: false, reason: 'exists' };
      if (over !== 'nothing' && !before) return { ok: false, reason: 'not-found' };
      temporary = temporaryBeside(target);
      await access.writeNew(temporary, bytes, (handle) => handle.chmod(before?.mode ?? 0o600));
      const written = await access.read(temporary);
      const isWhole = Buffer.compare(written.bytes, bytes) === 0 && (await verify(written.bytes));
      if (!isWhole) return { ok: false, reason: 'not-verified' };
      // As late as can be: what comes between this look and the rename cannot be seen on any file system.
      if (!(await this.#lock.isHeld())) return { ok: false, reason: 'lock-lost' };
      const now = await this.#present(target);
      let backupProblem: Awaited<ReturnType<VaultBackups['keep']>>;
      if (over !== 'nothing') {
        if (!now) return { ok: false, reason: 'not-found' };
        if (now.stamp.sha256 !== over.sha256) {
          this.#watch.know(now.stamp);
          return { ok: false, reason: 'changed-outside', bytes: now.bytes, stamp: now.stamp };
        }
        const at = Number(now.stamp.modified / 1_000_000n);
        backupProblem = await this.#backups.keep(now.bytes, at);
      } else if (now) return { ok: false, reason: 'exists' };
      await access.move(temporary, target);
      temporary = undefined;
      await access.syncFolder(dirname(target));
      const stamp = { ...(await access.stateOf(target)), sha256: written.stamp.sha256 };
      this.#watch.know(stamp);
      return { ok: true, stamp, ...(backupProblem && { backupProblem }) };
    } catch (error) {
      return { ok: false, reason: problemOf(error) };
    } finally {
      if (temporary !== undefined) await access.remove(temporary);
    }
  }

  /** What stands at the place now; undefined for nothing. */
  async #present(target: string) {
    try {
      const { bytes, stamp } = await this.#access.read(target);
      const mode = await this.#access.using(
        target,
        'r',
        undefined,
        async (handle) => (await handle.stat()).mode,
      );
      return { bytes, stamp, mode: mode & 0o777 };
    } catch (error) {
      if (problemOf(error) === 'not-found') return undefined;
      throw error;
    }
  }
}
