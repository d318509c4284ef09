import { type AccessTokens, type CityFetch, SyncFailure } from '../calendar.ports';

/** How long one request may take, its answer included. */
const LIMIT_MS = 30_000;

/** Larger answers are given up: no calendar of a person is that large. */
const LARGEST_ANSWER = 50_000_000;

export interface RequestNeeds {
  readonly fetch: CityFetch;
  readonly tokens: AccessTokens;
}

/**
 * Makes requests in the person's name: with their token, which is renewed once when the server refuses it.
 * The answer comes with its whole body, so nothing later can break off.
 * @returns a `fetch` that rejects with SyncFailure `not-signed-in`, `server-silent` or `answer-not-understood`
 */
export function personalFetch({ fetch, tokens }: RequestNeeds, signal: AbortSignal): typeof globalThis.fetch {
  async function once(url: string, init: RequestInit, token: string | undefined): Promise<Response> {
    if (token === undefined) throw new SyncFailure('not-signed-in');
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    try {
      const response = await fetch(url, { ...init, headers: Object.fromEntries(headers), signal: limit });
      return await withWholeBody(response);
    } catch (error) {
      throw error instanceof SyncFailure ? error : new SyncFailure('server-silent', error);
    }
  }

  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const response = await once(url, init, await tokens.current());
    if (response.status !== 401) return response;
    const again = await once(url, init, await tokens.refresh());
    if (again.status === 401) throw new SyncFailure('not-signed-in');
    return again;
  };
}

async function withWholeBody(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) throw new SyncFailure('answer-not-understood');
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status, statusText, headers });
}

/** What a status outside 2xx says. */
export function failureOf(status: number): SyncFailure {
  if (status >= 500) return new SyncFailure('server-failed');
  return new SyncFailure(status >= 400 ? 'server-refused' : 'answer-not-understood');
}
