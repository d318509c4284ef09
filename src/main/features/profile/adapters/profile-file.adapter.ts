import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname, posix, win32 } from 'node:path';
import type { FoundDocument } from '../profile.ports';

/** Largest document that is taken. */
export const LARGEST_DOCUMENT_BYTES = 262_144;

const WRITABLE_BY_ALL = 0o002;

/** Where the city's IT puts the profile for everybody who uses the machine. */
export function managedProfilePath(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') {
    const { ProgramData = 'C:\\ProgramData' } = env;
    return win32.join(ProgramData, 'Quadrat', 'city-profile.jws');
  }
  const folder = platform === 'darwin' ? '/Library/Application Support/Quadrat' : '/etc/quadrat';
  return posix.join(folder, 'city-profile.jws');
}

/**
 * Reads a document from a file. On POSIX neither the file nor its folder may be writable by all; on Windows
 * %ProgramData% is the administrators' to begin with.
 * @returns undefined when there is no file. Never rejects.
 */
export async function readProfileFile(path: string): Promise<FoundDocument | undefined> {
  try {
    const handle = await open(path, 'r');
    try {
      const file = await handle.stat();
      if (isWritableByAll(file) || isWritableByAll(await stat(dirname(path)))) {
        return { ok: false, reason: 'unprotected' };
      }
      if (file.size > LARGEST_DOCUMENT_BYTES) return { ok: false, reason: 'unreadable' };
      return { ok: true, document: (await handle.readFile('utf8')).trim() };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return isMissing(error) ? undefined : { ok: false, reason: 'unreadable' };
  }
}

function isWritableByAll(place: Stats): boolean {
  return process.platform !== 'win32' && (place.mode & WRITABLE_BY_ALL) !== 0;
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
