import { createHash } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileAccess, problemOf, sha256Of } from './file-access.adapter';
import type { FileProblem, VaultBackup, VaultFileSettings } from './vault-file.model';

const RECENT = 5;
const DAYS = 14;
/** Time of the content, milliseconds since the epoch, and the start of its SHA-256. */
const NAME = /^(\d{1,15})-([0-9a-f]{16})\.kdbx$/;

const nameOf = (at: number, sha256: string) => `${at}-${sha256.slice(0, 16)}.kdbx`;
const dayOf = (at: number) => new Date(at).toDateString();

/** Earlier contents of one vault file on this machine: the last ones, and for some days the last of each day. */
export class VaultBackups {
  readonly #access: FileAccess;
  readonly #folder: string;
  readonly #recent: number;
  readonly #days: number;

  constructor(access: FileAccess, { folder, recent = RECENT, days = DAYS }: VaultFileSettings['backups']) {
    this.#access = access;
    this.#folder = folder;
    this.#recent = recent;
    this.#days = days;
  }

  /**
   * Keeps a content that is about to be replaced.
   * @param at when it was written
   * @returns why it could not be kept
   */
  async keep(bytes: Uint8Array, at: number): Promise<FileProblem | undefined> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const name = nameOf(at, createHash('sha256').update(bytes).digest('hex'));
      await this.#access.writeNew(join(this.#folder, name), bytes).catch((error: unknown) => {
        if (problemOf(error) !== 'exists') throw error;
      });
      await this.#rotate();
      return undefined;
    } catch (error) {
      return problemOf(error);
    }
  }

  /** Newest first. */
  async list(): Promise<VaultBackup[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const backups: VaultBackup[] = [];
    for (const id of names) {
      const at = Number(NAME.exec(id)?.[1] ?? Number.NaN);
      const state = Number.isNaN(at) ? undefined : await stat(join(this.#folder, id)).catch(() => undefined);
      if (state) backups.push({ id, at, size: state.size });
    }
    return backups.sort((one, other) => other.at - one.at);
  }

  async read(
    id: string,
  ): Promise<
    { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly reason: FileProblem }
  > {
    const [, , hash] = NAME.exec(id) ?? [];
    // The name is no path: what a page sends reaches nothing but backups.
    if (!hash) return { ok: false, reason: 'not-found' };
    try {
      const { bytes } = await this.#access.read(join(this.#folder, id));
      return sha256Of(bytes).startsWith(hash) ? { ok: true, bytes } : { ok: false, reason: 'unreadable' };
    } catch (error) {
      return { ok: false, reason: problemOf(error) };
    }
  }

  async #rotate(): Promise<void> {
    const backups = await this.list();
    const newest = backups[0]?.at ?? 0;
    const seen = new Set<string>();
    for (const [place, { id, at }] of backups.entries()) {
      const isLastOfDay = !seen.has(dayOf(at)) && newest - at < this.#days * 86_400_000;
      seen.add(dayOf(at));
      if (place >= this.#recent && !isLastOfDay) await this.#access.remove(join(this.#folder, id));
    }
  }
}
