import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FILE_PROBLEMS } from '../../../../shared/features/vault/vault.model';
import type { LocalFiles } from './keeper.ports';

type Problem = (typeof FILE_PROBLEMS)[number];

const PROBLEMS: Readonly<Record<string, Problem>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EISDIR: 'is-a-folder',
  EEXIST: 'exists',
  EFBIG: 'too-large',
  ETIMEDOUT: 'not-answering',
  EHOSTDOWN: 'not-answering',
  ESTALE: 'not-answering',
};

function problemOf(error: unknown): Problem {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return PROBLEMS[code] ?? 'unreadable';
}

/** Brings a rename to the disk. Where folders cannot be opened (Windows) the system does it by itself. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/** Files that a person chose by the system's dialog: to import, to attach, to export to. */
export const localFiles: LocalFiles = {
  read: async (path, most) => {
    try {
      await using file = await open(path, constants.O_RDONLY);
      const { size, isDirectory } = await file.stat().then((stat) => ({
        size: stat.size,
        isDirectory: stat.isDirectory(),
      }));
      if (isDirectory) return { ok: false, reason: 'is-a-folder' };
      if (size > most) return { ok: false, reason: 'too-large' };
      const bytes = Buffer.alloc(size);
      let read = 0;
      while (read < size) {
        const { bytesRead } = await file.read(bytes, read, size - read, read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      return { ok: true, bytes: bytes.subarray(0, read) };
    } catch (error) {
      return { ok: false, reason: problemOf(error) };
    }
  },
  write: async (path, bytes) => {
    // Beside the place, so that a full disk leaves what was there before.
    const temporary = join(dirname(path), `.quadrat-${randomBytes(6).toString('hex')}.tmp`);
    try {
      {
        await using file = await open(temporary, 'wx', 0o600);
        await file.writeFile(bytes);
        await file.sync();
      }
      await rename(temporary, path);
      await syncFolder(dirname(path));
      return { ok: true };
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      return { ok: false, reason: problemOf(error) };
    }
  },
};
