import type {
  AccessTokens,
  CityFetch,
  CityNetwork,
  MediaGate,
} from '../../src/main/features/meetings/meetings.ports';

/** What the fake meeting server does with a request. */
type Reply = (request: {
  readonly authorization: string | null;
  readonly signal: AbortSignal;
}) => Promise<Response>;

/** A ticket as the meeting server gives it. */
export const givenTicket = () =>
  Response.json({ ticket: 'a.b.c', peerId: 'p1', displayName: 'Amira Yıldız', expiresInSeconds: 60 });

/** An answer that never comes; the request ends only when it is called off. */
export const silence: Reply = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

/** Main's ports of meetings, in memory: the city's ticket office, the network, tokens and the media gate. */
export class FakeMeetingCity {
  readonly requests: { readonly url: string; readonly init: RequestInit }[] = [];
  readonly gateMoves: ('open' | 'close')[] = [];
  checks = 0;
  networkOpen = true;
  /** What a check finds; undefined leaves the network as it is. */
  checkFinds: boolean | undefined;
  /** Handed out in order: the first as the current token, the others by refresh. */
  tokenValues: (string | undefined)[] = ['token-1', 'token-2'];
  reply: Reply = async () => givenTicket();

  readonly fetch: CityFetch = (url, init = {}) => {
    this.requests.push({ url, init });
    const signal = init.signal ?? new AbortController().signal;
    return this.reply({ authorization: new Headers(init.headers).get('authorization'), signal });
  };

  readonly tokens: AccessTokens = {
    current: async () => this.tokenValues[0],
    refresh: async () => this.tokenValues[1],
  };

  readonly network: CityNetwork = Object.defineProperties({} as CityNetwork, {
    isOpen: { get: () => this.networkOpen },
    check: {
      value: async () => {
        this.checks += 1;
        this.networkOpen = this.checkFinds ?? this.networkOpen;
      },
    },
  });

  readonly gate: MediaGate = {
    open: () => void this.gateMoves.push('open'),
    close: () => void this.gateMoves.push('close'),
  };
}
