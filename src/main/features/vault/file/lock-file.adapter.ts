import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { LockOwner } from '../../../../shared/features/vault/vault.model';
import { codeOf, type FileAccess, problemOf } from './file-access.adapter';
import { type LockHolder, lockText, parseKeePassLock, parseLock } from './lock-text.model';
import type { Clock, LockedVault, Log, VaultFileSettings } from './vault-file.model';

const BEAT_MS = 20_000;
/** Nine missed beats: a laptop that was closed, a line that was cut, or nobody. */
const SILENT_MS = 180_000;
const MOST_BYTES = 4096;
/** Others may come between two looks: then everything is looked at anew. */
const TRIES = 4;
/** Between a machine's start and the first clock it sets right. */
const BOOT_SLACK_MS = 120_000;

/** What is found at the place of a lock. */
interface FoundLock {
  readonly holder: LockHolder | undefined;
  readonly owner: LockOwner;
  readonly isDead: boolean;
}

/** Name of a short-lived file of ours beside the vault; whatever has one may be swept by whoever holds the lock. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `${temporaryPrefix(path)}${randomBytes(8).toString('hex')}.tmp`);
}

const temporaryPrefix = (path: string) => `.${basename(path)}.quadrat-`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Our lock beside one vault file. What it means to others stands in `lock-text.model.ts`. */
export class LockFile {
  readonly #access: FileAccess;
  readonly #owner: VaultFileSettings['owner'];
  readonly #clock: Clock;
  readonly #log: Log | undefined;
  readonly #onLost: () => void;
  #path = '';
  #holder: LockHolder | undefined;
  #beats = 0;
  #stopBeating = () => {};

  /** @param onLost called once when somebody has broken the lock that we held */
  constructor(
    access: FileAccess,
    owner: VaultFileSettings['owner'],
    clock: Clock,
    log: Log | undefined,
    onLost: () => void,
  ) {
    this.#access = access;
    this.#owner = owner;
    this.#clock = clock;
    this.#log = log;
    this.#onLost = onLost;
  }

  /** @param vault path of the vault file itself, symbolic links resolved: all who come by any of them meet here */
  async take(vault: string, breakStale: boolean): Promise<LockedVault> {
    if (await this.isHeld()) return { ok: true };
    this.#path = join(dirname(vault), `.${basename(vault)}.quadrat-lock`);
    for (let tries = 1; ; tries += 1) {
      const foreign = await this.#keePassLock(vault);
      if (foreign && !(breakStale && foreign.owner.isStale)) return inUse(foreign);
      if (foreign) await this.#access.remove(`${vault}.lock`);
      if (await this.#create()) {
        await this.#sweep(vault);
        return { ok: true };
      }
      const found = await this.#found();
      if (found && (tries === TRIES || !(breakStale && found.owner.isStale))) return inUse(found);
      if (found) await this.#break(found);
      else if (tries === TRIES) return { ok: false, reason: 'unreadable' };
    }
  }

  /**
   * Whether the lock at its place is ours. One that nobody holds any more (deleted by hand, the share put back from a
   * backup) is not: `take` takes it again.
   */
  async isHeld(): Promise<boolean> {
    const holder = this.#holder;
    if (!holder) return false;
    const text = await this.#read(this.#path);
    if (text === undefined) return false;
    const present = parseLock(text);
    if (present?.id === holder.id) return true;
    this.#forget();
    this.#log?.note('VLT-211');
    this.#onLost();
    return false;
  }

  /** Removes the lock if it is ours. Never rejects. */
  async release(): Promise<void> {
    const isOurs = await this.isHeld().catch(() => false);
    this.#forget();
    if (isOurs) await this.#access.remove(this.#path);
  }

  #forget(): void {
    this.#stopBeating();
    this.#holder = undefined;
  }

  async #create(): Promise<boolean> {
    this.#forget();
    const holder: LockHolder = {
      ...this.#owner,
      id: randomBytes(16).toString('hex'),
      pid: process.pid,
      since: this.#clock.now().getTime(),
    };
    try {
      await this.#access.writeNew(this.#path, Buffer.from(lockText(holder, 0)));
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    this.#holder = holder;
    this.#beats = 0;
    this.#beatLater();
    return true;
  }

  #beatLater(): void {
    this.#stopBeating = this.#clock.after(BEAT_MS, () => void this.#beat());
  }

  /** Written anew, so that its time is the share's own: `utimes` would write the time of this machine. */
  async #beat(): Promise<void> {
    const holder = this.#holder;
    if (!holder) return;
    try {
      if (await this.isHeld()) {
        this.#beats += 1;
        const text = Buffer.from(lockText(holder, this.#beats));
        await this.#access.using(this.#path, 'r+', undefined, (handle) =>
          this.#access.step(() => handle.write(text, 0, text.length, 0)),
        );
      }
    } catch {
      // The share is away. Whether the lock is still ours is seen when it is back.
    }
    if (this.#holder === holder) this.#beatLater();
  }

  async #found(): Promise<FoundLock | undefined> {
    const text = await this.#read(this.#path);
    if (text === undefined) return undefined;
    const holder = parseLock(text);
    const isSilent = await this.#isSilent(this.#path);
    if (!holder) return { holder, owner: { user: '', host: '', isStale: isSilent }, isDead: false };
    const isHere = holder.host.toLowerCase() === this.#owner.host.toLowerCase();
    const bootedAt = this.#clock.now().getTime() - uptime() * 1000;
    const isDead = isHere && (!isAlive(holder.pid) || holder.since < bootedAt - BOOT_SLACK_MS);
    const { user, host, since } = holder;
    return { holder, owner: { user, host, since, isStale: isDead || isSilent }, isDead };
  }

  async #keePassLock(vault: string): Promise<FoundLock | undefined> {
    const text = await this.#read(`${vault}.lock`);
    const owner = text === undefined ? undefined : parseKeePassLock(text);
    if (!owner) return undefined;
    const isStale = await this.#isSilent(`${vault}.lock`);
    return { holder: undefined, owner: { ...owner, isStale }, isDead: false };
  }

  /**
   * Moved away first and looked at again: between our first look and now somebody else may have broken it and put
   * their own in its place, which then goes back.
   */
  async #break(found: FoundLock): Promise<void> {
    const aside = temporaryBeside(this.#path);
    try {
      await this.#access.move(this.#path, aside);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw error;
    }
    const moved = parseLock((await this.#read(aside)) ?? '');
    if (moved?.id !== found.holder?.id) {
      await this.#access.move(aside, this.#path);
      return;
    }
    await this.#access.remove(aside);
    this.#log?.note('VLT-213', { dead: found.isDead });
  }

  /** Compares times of the share alone: its clock and ours need not agree. */
  async #isSilent(path: string): Promise<boolean> {
    const { modified } = await this.#access.stateOf(path);
    const probe = temporaryBeside(path);
    await this.#access.writeNew(probe, new Uint8Array());
    try {
      const now = await this.#access.stateOf(probe);
      return now.modified - modified > BigInt(SILENT_MS) * 1_000_000n;
    } finally {
      await this.#access.remove(probe);
    }
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      return (await this.#access.read(path, MOST_BYTES)).bytes.toString('utf8');
    } catch (error) {
      if (problemOf(error) === 'not-found') return undefined;
      // Not a lock file that anybody wrote; but there.
      if (['too-large', 'is-a-folder'].includes(problemOf(error))) return '';
      throw error;
    }
  }

  /** Nobody but us saves under this lock: what is older than it was left behind. */
  async #sweep(vault: string): Promise<void> {
    try {
      const folder = dirname(vault);
      const own = await this.#access.stateOf(this.#path);
      const prefixes = [temporaryPrefix(vault), temporaryPrefix(this.#path)];
      for (const name of await this.#access.step(() => readdir(folder))) {
        if (!name.endsWith('.tmp') || !prefixes.some((prefix) => name.startsWith(prefix))) continue;
        const left = await this.#access.stateOf(join(folder, name));
        if (left.modified >= own.modified) continue;
        await this.#access.remove(join(folder, name));
        this.#log?.note('VLT-214');
      }
    } catch (error) {
      this.#log?.note('VLT-215', { reason: problemOf(error) });
    }
  }
}

function inUse({ owner, isDead }: FoundLock): LockedVault {
  return { ok: false, reason: 'in-use', owner, isDead };
}
