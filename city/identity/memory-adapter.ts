import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** How many entries may come in between two sweeps of expired ones. */
const SWEEP_EVERY = 200;

/**
 * What the provider remembers (sessions, codes, tokens), for as long as this process lives.
 * The library's own in-memory store forgets the oldest beyond 1,000 entries, and says at each start that it is
 * not meant to be used.
 * @param now milliseconds since the epoch
 */
export function createMemoryAdapter(now: () => number = Date.now): AdapterFactory {
  const entries = new Map<string, Entry>();
  let written = 0;

  function sweep(): void {
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now()) entries.delete(key);
  }

  return (model: string): Adapter => {
    const prefix = `${model}:`;

    function find(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
      for (const [key, { payload, expiresAt }] of entries) {
        if (key.startsWith(prefix) && expiresAt > now() && matches(payload)) return payload;
      }
      return undefined;
    }

    return {
      async upsert(id, payload, expiresIn) {
        written += 1;
        if (written % SWEEP_EVERY === 0) sweep();
        const expiresAt = expiresIn ? now() + expiresIn * 1_000 : Number.POSITIVE_INFINITY;
        entries.set(prefix + id, { payload, expiresAt });
      },
      async find(id) {
        const entry = entries.get(prefix + id);
        return entry && entry.expiresAt > now() ? entry.payload : undefined;
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
      async consume(id) {
        const entry = entries.get(prefix + id);
        if (entry) entry.payload.consumed = Math.floor(now() / 1_000);
      },
      async destroy(id) {
        entries.delete(prefix + id);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}
