import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Clock, FileProblem, Stamp } from './vault-file.model';

/** No vault is that large; a file that is was chosen by mistake, or is meant to fill our memory. */
const MOST_BYTES = 256 * 1024 * 1024;
/** So much is read or written in one step: on a slow line each step must end within the limit. */
const STEP_BYTES = 1024 * 1024;
/** A file that somebody is just writing is read again so many times. */
const READING_TRIES = 3;

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ELOOP: 'not-found',
  ENXIO: 'not-found',
  ENODEV: 'not-found',
  ENAMETOOLONG: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'too-large',
  EISDIR: 'is-a-folder',
  EEXIST: 'exists',
  ETIMEDOUT: 'not-answering',
  EHOSTDOWN: 'not-answering',
  EHOSTUNREACH: 'not-answering',
  ENETUNREACH: 'not-answering',
  ENOTCONN: 'not-answering',
  ESTALE: 'not-answering',
};

/** Some file systems (network folders above all) cannot sync a folder, and say so with these. */
const CANNOT_SYNC_FOLDERS = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'];

/** The system's code of an error, such as `ENOSPC`. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}

/** What an error of the file system means to a person. */
export function problemOf(error: unknown): FileProblem {
  return PROBLEMS[codeOf(error)] ?? 'unreadable';
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether the file system still has the same state of the file, as far as it tells without reading. */
export function isSameState(a: Omit<Stamp, 'sha256'>, b: Omit<Stamp, 'sha256'>): boolean {
  return a.size === b.size && a.modified === b.modified && a.inode === b.inode;
}

/**
 * Steps of the file system that end. A share that is gone without a word lets a call hang for minutes, and each such
 * call holds one of Node's four threads: so after one step has run into the limit, the next are refused at once until
 * it has come back.
 */
export class FileAccess {
  readonly #clock: Clock;
  readonly #limit: number;
  #hanging = 0;
  #whenBack: (() => Promise<unknown>)[] = [];

  /** @param limit longest time for one step, in milliseconds */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** @param late what to do with a result that comes after the limit */
  step<T>(run: () => Promise<T>, late?: (result: T) => unknown): Promise<T> {
    if (this.#hanging > 0) return Promise.reject(failure('ETIMEDOUT'));
    return new Promise<T>((resolve, reject) => {
      let isLate = false;
      const callOff = this.#clock.after(this.#limit, () => {
        isLate = true;
        this.#hanging += 1;
        reject(failure('ETIMEDOUT'));
      });
      const settled = run().then(
        (result) => (isLate ? late?.(result) : resolve(result)),
        (error: unknown) => reject(error),
      );
      void settled.finally(() => {
        callOff();
        if (isLate) this.#cameBack();
      });
    });
  }

  /** Removes a file of ours, later if the file system does not answer now. Never rejects. */
  async remove(path: string): Promise<void> {
    if (this.#hanging > 0) this.#whenBack.push(() => rm(path, { force: true }));
    else await this.step(() => rm(path, { force: true })).catch(() => undefined);
  }

  /** State of what stands at the path. */
  async stateOf(path: string): Promise<Omit<Stamp, 'sha256'>> {
    const { size, mtimeNs, ino } = await this.step(() => stat(path, { bigint: true }));
    return { size: Number(size), modified: mtimeNs, inode: ino };
  }

  /** Reads a whole file as it was at one moment, with its stamp. */
  async read(path: string, most = MOST_BYTES): Promise<{ bytes: Buffer; stamp: Stamp }> {
    for (let tries = 1; ; tries += 1) {
      // Asked before opening: opening a pipe would wait for somebody to write into it.
      const kind = await this.step(() => stat(path));
      if (!kind.isFile()) throw failure(kind.isDirectory() ? 'EISDIR' : 'EIO');
      const before = await this.stateOf(path);
      if (before.size > most) throw failure('EFBIG');
      const bytes = await this.using(path, 'r', undefined, (handle) => this.#readFrom(handle, before.size));
      const after = await this.stateOf(path);
      if (bytes.length === before.size && isSameState(before, after)) {
        return { bytes, stamp: { ...after, sha256: sha256Of(bytes) } };
      }
      if (tries === READING_TRIES) throw failure('EBUSY');
      await setTimeout(50);
    }
  }

  /** Writes a file that must not be there yet, and syncs it. Removes it again when that fails. */
  async writeNew(
    path: string,
    bytes: Uint8Array,
    dress?: (handle: FileHandle) => Promise<void>,
  ): Promise<void> {
    let isOurs = false;
    try {
      await this.using(path, 'wx', 0o600, async (handle) => {
        isOurs = true;
        for (let at = 0; at < bytes.length; ) {
          const length = Math.min(STEP_BYTES, bytes.length - at);
          const { bytesWritten } = await this.step(() => handle.write(bytes, at, length, at));
          at += bytesWritten;
          if (at < bytes.length) await this.step(() => handle.datasync());
        }
        if (dress) await this.step(() => dress(handle));
        await this.step(() => handle.sync());
      });
    } catch (error) {
      if (isOurs) await this.remove(path);
      throw error;
    }
  }

  /** Renames. On Windows a virus scanner may hold a fresh file for a moment: there it is tried again for a second. */
  async move(from: string, to: string): Promise<void> {
    for (let triesLeft = 10; ; triesLeft -= 1) {
      try {
        return await this.step(() => rename(from, to));
      } catch (error) {
        const isHeld = process.platform === 'win32' && ['EACCES', 'EBUSY', 'EPERM'].includes(codeOf(error));
        if (!isHeld || triesLeft === 0) throw error;
        await setTimeout(100);
      }
    }
  }

  /** Makes renames last. Windows has no such call: there NTFS's own journal keeps the order. */
  async syncFolder(folder: string): Promise<void> {
    if (process.platform === 'win32') return;
    await this.using(folder, 'r', undefined, (handle) =>
      this.step(() => handle.sync()).catch((error: unknown) => {
        if (!CANNOT_SYNC_FOLDERS.includes(codeOf(error))) throw error;
      }),
    );
  }

  /** Opens, works, closes. */
  async using<T>(
    path: string,
    flags: string | number,
    mode: number | undefined,
    work: (handle: FileHandle) => Promise<T>,
  ): Promise<T> {
    const isNew = typeof flags === 'string' && flags.startsWith('wx');
    const handle = await this.step(
      () => open(path, flags, mode),
      // Nobody waits for it any more: neither may an empty file of ours stay.
      (tardy) => tardy.close().then(() => (isNew ? rm(path, { force: true }) : undefined)),
    );
    try {
      return await work(handle);
    } finally {
      // A handle with a hanging step closes by itself once that is over.
      const closed = handle.close().catch(() => undefined);
      if (this.#hanging === 0) await this.step(() => closed).catch(() => undefined);
    }
  }

  async #readFrom(handle: FileHandle, size: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(size);
    for (let at = 0; at < size; ) {
      const length = Math.min(STEP_BYTES, size - at);
      const { bytesRead } = await this.step(() => handle.read(bytes, at, length, at));
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  }

  #cameBack(): void {
    this.#hanging -= 1;
    if (this.#hanging > 0) return;
    const waiting = this.#whenBack;
    this.#whenBack = [];
    for (const run of waiting) void run().catch(() => undefined);
  }
}
