import type { CityAnchors } from '../profile.ports';
import { createJoseSignature, trustSchema } from './jose-signature.adapter';
import { managedProfilePath, readProfileFile } from './profile-file.adapter';

const FOLDER = '../../../../../assets/city';

/**
 * The city this client was packed for: keys and built-in profile are part of its code since it was built from
 * `assets/city/`, where the packager puts them.
 */
export function packedCity(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): CityAnchors {
  const packed = import.meta.glob<string>('../../../../../assets/city/{trust.json,profile.jws}', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const document = packed[`${FOLDER}/profile.jws`];
  return {
    signature: createJoseSignature(trustSchema.parse(JSON.parse(packed[`${FOLDER}/trust.json`] ?? '{}'))),
    places: {
      managed: () => readProfileFile(managedProfilePath(platform, env)),
      builtIn: async () => (document === undefined ? undefined : { ok: true, document: document.trim() }),
    },
  };
}
