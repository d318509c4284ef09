/** HTTP through the city's gateway, and nowhere else. Rejects when no answer came. */
export type CityFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The signed-in person's permission to use the city's servers. */
export interface AccessTokens {
  /** The access token in force; undefined when nobody is signed in. */
  current(): Promise<string | undefined>;
  /** A new access token, although the current one has not run out; undefined when none is given. */
  refresh(): Promise<string | undefined>;
}

/** What is known of the way to the city. */
export interface CityNetwork {
  readonly isOpen: boolean;
  /** Looks now; afterwards `isOpen` is true to the moment. Never throws. */
  check(): Promise<unknown>;
}

/** Whether the page may use microphone, camera and choice of speaker. Closed at first. */
export interface MediaGate {
  open(): void;
  close(): void;
}

/** Time as the service needs it; a fake one in tests. */
export interface Clock {
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}
