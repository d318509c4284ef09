import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import type { Log } from '../log';

/** One kind of small state that lasts. */
export interface DurableKind<T> {
  /** Folder of the file; made at the first write. */
  readonly folder: string;
  /** Name of the file: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Version of the kind's shape, a whole number that grows with every change of it. */
  readonly version: number;
  /** The kind's present shape. What is read and what is written is checked by it. */
  readonly schema: z.ZodType<T>;
  /**
   * Brings a value of an earlier version into the present shape; may throw when it cannot. Needed from version 2 on.
   */
  readonly migrate?: (value: unknown, fromVersion: number) => unknown;
  /** What is read where nothing is stored. */
  readonly fallback: T;
  readonly log: Log;
}

/** What was found wrong when a file was opened, and what was taken instead. */
export interface DurableProblem {
  readonly cause: 'damaged' | 'newer-version' | 'unreadable';
  readonly took: 'last-good-copy' | 'fallback';
}

/** Whether a change has reached the disk. When it has not, the value counts until the program ends. */
export type Written =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'disk-full' | 'not-writable' | 'failed' };

/** A small file whose content survives a power cut: after it, the old or the new value is read, never a mixture. */
export interface DurableFile<T> {
  /** Undefined when nothing was wrong. */
  readonly problem: DurableProblem | undefined;
  /** The value last given to `write`, whether or not it has reached the disk. */
  read(): T;
  /** Settles when this value or a later one is on the disk, or could not be brought there. Never rejects. */
  write(value: T): Promise<Written>;
  /** Removes the file with its last good copy and all that was set aside: nothing of this kind remains. */
  erase(): Promise<Written>;
}

type Found<T> =
  | { readonly state: 'good'; readonly value: T }
  | { readonly state: 'missing' | DurableProblem['cause'] };

const HEADER = /^quadrat-state ([a-z0-9-]+) (\d{1,9}) ([0-9a-f]{64})$/;

/** Some file systems (network folders above all) cannot sync a folder, and say so with these. */
const CANNOT_SYNC_FOLDERS = ['EINVAL', 'ENOTSUP'];

const REASONS: Readonly<Record<string, 'disk-full' | 'not-writable'>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
};

/**
 * Opens a small file that lasts. A damaged file is set aside under `<name>.damaged-<time>`, one that a newer
 * version of the client has written under `<name>.newer-version-<time>`; the last good copy or the fallback is
 * taken instead. Never rejects: state that cannot be read is no reason not to start.
 */
export async function openDurable<T>(kind: DurableKind<T>): Promise<DurableFile<T>> {
  const file = new StateFile(kind);
  await file.open();
  return file;
}

class StateFile<T> implements DurableFile<T> {
  readonly #kind: DurableKind<T>;
  readonly #path: string;
  readonly #copy: string;
  #value: T;
  problem: DurableProblem | undefined;
  /** What stands at the path now: only a good file may become the last good copy. */
  #standing: 'good' | 'missing' | DurableProblem['cause'] = 'missing';
  /** The last change that was begun or waits; changes follow one another. */
  #last: Promise<Written> = Promise.resolve({ ok: true });
  /** A write that waits for its turn takes later values along. */
  #waiting: { text: string; readonly written: Promise<Written> } | undefined;

  constructor(kind: DurableKind<T>) {
    this.#kind = kind;
    this.#path = join(kind.folder, kind.name);
    this.#copy = `${this.#path}.bak`;
    this.#value = kind.fallback;
  }

  async open(): Promise<void> {
    await this.#sweep();
    const current = await this.#readFrom(this.#path);
    this.#standing = current.state;
    if (current.state === 'good') {
      this.#value = current.value;
      return;
    }
    const copy = await this.#readFrom(this.#copy);
    if (copy.state === 'good') this.#value = copy.value;
    // Without the file but with its copy the client was stopped between two steps of a write: nothing is wrong.
    const cause = current.state === 'missing' ? copy.state : current.state;
    if (cause === 'missing' || cause === 'good') return;
    const took = copy.state === 'good' ? 'last-good-copy' : 'fallback';
    this.problem = { cause, took };
    this.#kind.log.note('STA-100', { file: this.#kind.name, cause, took });
    await this.#setAside(this.#path, current.state).catch(() => undefined);
    await this.#setAside(this.#copy, copy.state).catch(() => undefined);
  }

  read(): T {
    return this.#value;
  }

  write(value: T): Promise<Written> {
    this.#value = this.#kind.schema.parse(value);
    const text = this.#encode(this.#value);
    if (this.#waiting) {
      this.#waiting.text = text;
      return this.#waiting.written;
    }
    const turn = {
      text,
      written: this.#afterLast(async () => {
        if (this.#waiting === turn) this.#waiting = undefined;
        await this.#replace(turn.text);
      }),
    };
    this.#waiting = turn;
    return turn.written;
  }

  erase(): Promise<Written> {
    this.#value = this.#kind.fallback;
    this.#waiting = undefined;
    return this.#afterLast(async () => {
      const entries = await this.#entries('');
      for (const entry of entries) await rm(join(this.#kind.folder, entry), { recursive: true });
      this.#standing = 'missing';
      if (entries.length > 0) await syncFolder(this.#kind.folder);
    });
  }

  #afterLast(change: () => Promise<void>): Promise<Written> {
    this.#last = this.#last.then(async () => {
      try {
        await change();
        return { ok: true };
      } catch (error) {
        const code = codeOf(error);
        const reason = REASONS[code] ?? 'failed';
        this.#kind.log.note('STA-101', { file: this.#kind.name, reason, error: code });
        return { ok: false, reason };
      }
    });
    return this.#last;
  }

  async #replace(text: string): Promise<void> {
    const made = await mkdir(this.#kind.folder, { recursive: true, mode: 0o700 });
    if (made) await syncFolder(dirname(made));
    const temporary = `${this.#path}.tmp-${randomUUID()}`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (this.#standing === 'good') await move(this.#path, this.#copy).catch(unlessMissing);
      else await this.#setAside(this.#path, this.#standing);
      this.#standing = 'missing';
      await move(temporary, this.#path);
      this.#standing = 'good';
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(this.#kind.folder);
  }

  async #readFrom(path: string): Promise<Found<T>> {
    try {
      return this.#decode(await readFile(path));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
      return { state: code === 'EISDIR' ? 'damaged' : 'unreadable' };
    }
  }

  #encode(value: T): string {
    const body = `${JSON.stringify(value)}\n`;
    const { name, version } = this.#kind;
    return `quadrat-state ${name} ${version} ${checksum(name, version, body)}\n${body}`;
  }

  #decode(bytes: Buffer): Found<T> {
    const end = bytes.indexOf('\n');
    const [, name, digits, sum] = HEADER.exec(bytes.toString('latin1', 0, Math.max(end, 0))) ?? [];
    const version = Number(digits);
    const body = bytes.subarray(end + 1);
    if (name !== this.#kind.name || checksum(name, version, body) !== sum) return { state: 'damaged' };
    if (version > this.#kind.version) return { state: 'newer-version' };
    try {
      const stored: unknown = JSON.parse(body.toString());
      const value = version < this.#kind.version ? this.#kind.migrate?.(stored, version) : stored;
      return { state: 'good', value: this.#kind.schema.parse(value) };
    } catch {
      return { state: 'damaged' };
    }
  }

  async #setAside(path: string, state: Found<T>['state']): Promise<void> {
    if (state === 'missing' || state === 'good') return;
    const time = new Date().toISOString().replace(/[-:.]/g, '');
    await move(path, `${path}.${state}-${time}`);
    if (path === this.#path) this.#standing = 'missing';
  }

  /** Removes what writes that never came to their end have left behind. */
  async #sweep(): Promise<void> {
    for (const entry of await this.#entries('.tmp-').catch(() => [])) {
      await rm(join(this.#kind.folder, entry), { force: true }).catch(() => undefined);
    }
  }

  /** Names in the folder that belong to this file; with a suffix, those that go on with it. */
  async #entries(suffix: string): Promise<string[]> {
    const name = `${this.#kind.name}${suffix}`;
    const all = (await readdir(this.#kind.folder).catch(unlessMissing)) ?? [];
    return all.filter((entry) => entry === name || entry.startsWith(suffix ? name : `${name}.`));
  }
}

function checksum(name: string, version: number, body: string | Buffer): string {
  return createHash('sha256').update(`${name} ${version}\n`).update(body).digest('hex');
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}

/** For `catch`: what is not there, or no longer, is no failure. */
function unlessMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

/** Renames. On Windows a virus scanner may hold a fresh file for a moment: there it is tried again for a second. */
async function move(from: string, to: string): Promise<void> {
  for (let triesLeft = 10; ; triesLeft -= 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const held = process.platform === 'win32' && ['EACCES', 'EBUSY', 'EPERM'].includes(codeOf(error));
      if (!held || triesLeft === 0) throw error;
      await setTimeout(100);
    }
  }
}

/** Makes renames last. Windows has no such call: there NTFS's own journal keeps the order. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!CANNOT_SYNC_FOLDERS.includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}
