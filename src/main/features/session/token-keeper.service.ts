import type { Clock, Grant, IdentityProvider } from './session.ports';

/** After so much of its life an access token is renewed, while it still counts. */
const RENEW_AFTER = 0.8;
/** After so much of its life an access token is no longer given out: on its way it might run out. */
const GIVE_UNTIL = 0.95;

const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 300_000;

/** What the keeper tells of the tokens it holds. */
export interface TokenNews {
  renewed(grant: Grant): void;
  /** The city cannot be asked, and there is no access token that counts. */
  lapsed(): void;
  /** The provider has ended the session: there are no tokens any more. */
  ended(): void;
}

/**
 * Holds the tokens of one session, in memory alone. Renews the access token ahead of time, one renewal at a time
 * however many ask, and tries again by itself when the provider cannot be reached.
 */
export class TokenKeeper {
  readonly #identity: IdentityProvider;
  readonly #clock: Clock;
  readonly #isNetworkOpen: () => boolean;
  readonly #news: TokenNews;
  #refreshToken: string | undefined;
  #access: { readonly token: string; readonly until: number } | undefined;
  #renewal: Promise<boolean> | undefined;
  #callOff: () => void = () => {};
  #failures = 0;

  constructor(
    ports: {
      readonly identity: IdentityProvider;
      readonly clock: Clock;
      readonly isNetworkOpen: () => boolean;
    },
    news: TokenNews,
  ) {
    this.#identity = ports.identity;
    this.#clock = ports.clock;
    this.#isNetworkOpen = ports.isNetworkOpen;
    this.#news = news;
  }

  /** Whether there is an access token that counts. */
  get isCurrent(): boolean {
    return this.#access !== undefined && this.#clock.now().getTime() < this.#access.until;
  }

  /** Begins with what a sign-in has granted. */
  take(grant: Grant): void {
    this.forget();
    this.#hold(grant);
  }

  /** Begins with a refresh token that was remembered. Nothing is sent yet. */
  resume(refreshToken: string): void {
    this.forget();
    this.#refreshToken = refreshToken;
  }

  /**
   * Lets go of all tokens.
   * @returns the refresh token, to be revoked
   */
  forget(): string | undefined {
    const refreshToken = this.#refreshToken;
    this.#callOff();
    this.#refreshToken = undefined;
    this.#access = undefined;
    this.#renewal = undefined;
    this.#failures = 0;
    return refreshToken;
  }

  /** Renews no more by itself. Settles when a renewal that runs has come to its end: its result is not lost. */
  async stop(): Promise<void> {
    this.#callOff();
    await this.#renewal;
    this.#callOff();
  }

  /** The access token; renewed first when it has run out. Undefined when there is none to be had now. */
  async current(): Promise<string | undefined> {
    return this.isCurrent || (await this.renew()) ? this.#access?.token : undefined;
  }

  /** A new access token, although the present one may still count; undefined when there is none to be had now. */
  async refresh(): Promise<string | undefined> {
    return (await this.renew()) ? this.#access?.token : undefined;
  }

  /**
   * Asks for a new access token. While the network is closed nothing is sent: call again when it opens.
   * @returns whether there is a new access token
   */
  renew(): Promise<boolean> {
    const refreshToken = this.#refreshToken;
    if (refreshToken === undefined) return Promise.resolve(false);
    if (this.#renewal) return this.#renewal;
    if (!this.#isNetworkOpen()) {
      this.#wait();
      return Promise.resolve(false);
    }
    const renewal = this.#renew(refreshToken).finally(() => {
      if (this.#renewal === renewal) this.#renewal = undefined;
    });
    this.#renewal = renewal;
    return renewal;
  }

  async #renew(refreshToken: string): Promise<boolean> {
    const answer = await this.#identity.refresh(refreshToken);
    if (this.#refreshToken !== refreshToken) {
      // Signed out meanwhile: what has come too late must not stay valid.
      if (answer.ok && answer.grant.refreshToken) void this.#identity.revoke(answer.grant.refreshToken);
      return false;
    }
    if (answer.ok) {
      this.#hold(answer.grant);
      this.#news.renewed(answer.grant);
      return true;
    }
    if (answer.problem === 'session-ended') {
      this.forget();
      this.#news.ended();
      return false;
    }
    this.#plan(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures));
    this.#failures += 1;
    if (!this.isCurrent) this.#news.lapsed();
    return false;
  }

  #hold({ accessToken, refreshToken, expiresInSeconds }: Grant): void {
    const life = expiresInSeconds * 1_000;
    this.#access = { token: accessToken, until: this.#clock.now().getTime() + life * GIVE_UNTIL };
    this.#refreshToken = refreshToken ?? this.#refreshToken;
    this.#failures = 0;
    if (this.#refreshToken === undefined) this.#planEnd(life);
    else this.#plan(life * RENEW_AFTER);
  }

  #plan(milliseconds: number): void {
    this.#callOff();
    this.#callOff = this.#clock.after(milliseconds, () => void this.renew());
  }

  #planEnd(milliseconds: number): void {
    this.#callOff();
    this.#callOff = this.#clock.after(milliseconds, () => {
      this.forget();
      this.#news.ended();
    });
  }

  /** Until the network opens; meanwhile the access token may run out. */
  #wait(): void {
    if (this.#access && this.isCurrent) this.#plan(this.#access.until - this.#clock.now().getTime());
    else this.#news.lapsed();
  }
}
