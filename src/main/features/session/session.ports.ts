import type { Forgetful, Person, SignInProblem } from '../../../shared/features/session/session.contract';

/** HTTP through the city's gateway, and nowhere else. Rejects when no answer came. */
export type CityFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** What is known of the way to the city. */
export interface CityNetwork {
  readonly isOpen: boolean;
  /** Looks now; afterwards `isOpen` is true to the moment. Never throws. */
  check(): Promise<unknown>;
}

/** Time as the services need it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What the identity provider has granted. */
export interface Grant {
  readonly accessToken: string;
  /** How long the access token counts from now. */
  readonly expiresInSeconds: number;
  /** Takes the place of the one before it; absent when that one goes on, or none is given at all. */
  readonly refreshToken: string | undefined;
  /** Absent when the provider has not said it anew. */
  readonly person: Person | undefined;
}

/** What a person has granted by signing in; here the provider always says who it is. */
export interface SignInGrant extends Grant {
  readonly person: Person;
}

export type Granted<G extends Grant> =
  | { readonly ok: true; readonly grant: G }
  | { readonly ok: false; readonly problem: SignInProblem };

/** One sign-in under way. */
export interface SignInAttempt {
  /** Where the person signs in. */
  readonly url: string;
  /**
   * Exchanges what the provider has answered. Counts once.
   * @param callback the address the provider has sent the person back to, with all it carries
   */
  finish(callback: string): Promise<Granted<SignInGrant>>;
}

/** The city's identity provider. Nothing rejects; each request ends within 15 seconds. */
export interface IdentityProvider {
  begin(): Promise<
    | { readonly ok: true; readonly attempt: SignInAttempt }
    | { readonly ok: false; readonly problem: SignInProblem }
  >;
  /** The problem is `session-ended` when the refresh token counts no more. */
  refresh(refreshToken: string): Promise<Granted<Grant>>;
  /** Lets the refresh token, and what was granted with it, count no more, as far as the provider can be reached. */
  revoke(refreshToken: string): Promise<void>;
}

/** The window in which a person signs in with the provider. One at a time. */
export interface SignInWindow {
  /**
   * @param url where the person begins
   * @returns the address they were sent back to; the window is closed then
   */
  open(
    url: string,
  ): Promise<
    { readonly ok: true; readonly callback: string } | { readonly ok: false; readonly problem: SignInProblem }
  >;
  toFront(): void;
  /** Ends an open window as if the person had closed it. */
  close(): void;
}

/** Why the keychain did not do what it was asked. */
export type KeychainProblem = Exclude<Forgetful, 'policy'>;

type KeychainAnswer<A> = { readonly ok: true } & A;
type KeychainRefusal = { readonly ok: false; readonly problem: KeychainProblem };

/** Keeps one secret in the operating system's keychain. Nothing rejects; each call ends within 20 seconds. */
export interface Keychain {
  /** The secret is undefined when none is kept. */
  load(): Promise<KeychainAnswer<{ readonly secret: string | undefined }> | KeychainRefusal>;
  save(secret: string): Promise<KeychainAnswer<object> | KeychainRefusal>;
  remove(): Promise<KeychainAnswer<object> | KeychainRefusal>;
}

/** Remembers who is signed in, beside the keychain. Holds no secret. */
export interface RememberedPerson {
  read(): Person | null;
  write(person: Person): Promise<unknown>;
  erase(): Promise<unknown>;
}
