import type { CityFetch, FoundDocument, PublishedProfile } from '../profile.ports';
import { LARGEST_DOCUMENT_BYTES } from './profile-file.adapter';

const LIMIT_MS = 15_000;

/** Fetches the published document through the city session. Any answer but 200 counts as none. */
export function createPublishedProfile(fetch: CityFetch): PublishedProfile {
  return {
    async fetch(url) {
      try {
        const response = await fetch(url, {
          headers: { accept: 'application/jose', 'cache-control': 'no-cache' },
          signal: AbortSignal.timeout(LIMIT_MS),
        });
        return response.status === 200 ? await readAtMost(response, LARGEST_DOCUMENT_BYTES) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Stops reading, and so receiving, as soon as it is more than a document can be. */
async function readAtMost(response: Response, limit: number): Promise<FoundDocument> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return { ok: false, reason: 'unreadable' };
    chunks.push(chunk);
  }
  return { ok: true, document: Buffer.concat(chunks).toString('utf8').trim() };
}
