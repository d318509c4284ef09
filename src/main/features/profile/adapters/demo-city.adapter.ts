import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CityAnchors } from '../profile.ports';
import { createJoseSignature, type Trust, trustSchema } from './jose-signature.adapter';
import { readProfileFile } from './profile-file.adapter';

const SWITCH = '--demo-city=';

/**
 * The demo city in the folder that the command line names: its `trust.json` and `profile.jws` stand in for the
 * packed keys and the managed file. Part of demo builds only.
 * @returns undefined when the command line names none
 */
export async function demoCity(argv: readonly string[]): Promise<CityAnchors | undefined> {
  const folder = argv.find((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length);
  if (!folder) return undefined;
  return {
    signature: createJoseSignature(await readTrust(join(folder, 'trust.json'))),
    places: {
      managed: () => readProfileFile(join(folder, 'profile.jws')),
      builtIn: async () => undefined,
    },
  };
}

/** Without a readable file nobody is trusted. */
async function readTrust(path: string): Promise<Trust> {
  try {
    return trustSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return { keys: [] };
  }
}
