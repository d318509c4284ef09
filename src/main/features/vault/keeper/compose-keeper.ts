import { readFile } from 'node:fs/promises';
import type { PasswordWish } from '../../../../shared/features/vault/vault-content.contract';
import { sealToAdministration } from '../escrow/escrow';
import { nodeRandomBytes } from '../generator/node-random.adapter';
import { generatePassphrase } from '../generator/passphrase.model';
import { generatePassword } from '../generator/password.model';
import { loadWords } from '../generator/word-lists';
import { HealthInspector } from '../health/health.service';
import { createPasswordHash, nodeSliceClock } from '../health/node-health.adapter';
import { newKeyFile } from '../kdbx/key-file';
import type { KeeperCalls, KeeperState } from './keeper.contract';
import type { Clock, KeyFiles } from './keeper.ports';
import { createKeeper } from './keeper.service';
import { localFiles } from './local-files.adapter';
import { createVaultPlaces } from './vault-places.adapter';

const LARGEST_KEY_FILE = 16 * 1024 * 1024;

const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

const keyFiles: KeyFiles = {
  read: (path) => localFiles.read(path, LARGEST_KEY_FILE),
  make: async (path) => {
    if (await readFile(path).catch(() => undefined)) return { ok: false, reason: 'exists' };
    const bytes = newKeyFile();
    const written = await localFiles.write(path, bytes);
    return written.ok ? { ok: true, bytes } : written;
  },
};

async function generate(wish: PasswordWish) {
  if (wish.kind === 'password') return generatePassword(wish, nodeRandomBytes);
  return generatePassphrase(wish, await loadWords(wish.language), nodeRandomBytes);
}

/** Joins all that the keeper's process is made of. */
export function composeKeeper(tell: (state: KeeperState) => void): KeeperCalls {
  return createKeeper({
    ...{ tell, clock, keyFiles, generate },
    files: localFiles,
    seal: sealToAdministration,
    inspector: (meter) =>
      new HealthInspector({ meter, passwordHash: createPasswordHash(), clock: nodeSliceClock }),
    places: (start, changed) => createVaultPlaces({ start, files: localFiles, clock, changed }),
  });
}
