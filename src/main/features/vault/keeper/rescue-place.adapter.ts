import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LocalFiles, RescuePlace } from './keeper.ports';

/** Keeps what could not be saved in a file on this machine: a KDBX file under the vault's own key. */
export function createRescuePlace(path: string, files: LocalFiles): RescuePlace {
  return {
    read: () => readFile(path).catch(() => undefined),
    write: async (bytes) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await files.write(path, bytes);
    },
    remove: () => rm(path, { force: true }).catch(() => {}),
  };
}
