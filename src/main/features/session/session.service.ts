import type { Person, SessionStatus, SignInProblem } from '../../../shared/features/session/session.contract';
import type { Log } from '../../platform/log';
import type {
  CityNetwork,
  Clock,
  Grant,
  Granted,
  IdentityProvider,
  SignInGrant,
  SignInWindow,
} from './session.ports';
import type { SignInMemory } from './sign-in-memory.service';
import { TokenKeeper } from './token-keeper.service';

/** What a session needs of the world outside. */
export interface SessionPorts {
  readonly identity: IdentityProvider;
  readonly window: SignInWindow;
  readonly memory: SignInMemory;
  readonly network: CityNetwork;
  readonly clock: Clock;
}

/** Problems that may be the network's: it is looked at once, so that the person reads the reason. */
const PERHAPS_THE_NETWORK: ReadonlySet<SignInProblem> = new Set(['network-blocked', 'provider-unreachable']);

/**
 * Knows who is signed in: from the sign-in remembered from the last time, through the sign-in window, until they
 * sign out or the provider ends it. In an outage the person stays signed in, offline.
 */
export class SessionService {
  readonly tokens: TokenKeeper;
  readonly #ports: SessionPorts;
  readonly #log: Log;
  readonly #changed: (status: SessionStatus) => void;
  #status: SessionStatus = { state: 'resuming' };
  /** The sign-in under way; another object is another one. */
  #attempt: object | undefined;
  /** The session of one person; another object is another one. */
  #session: object | undefined;

  constructor(ports: SessionPorts, log: Log, changed: (status: SessionStatus) => void) {
    this.#ports = ports;
    this.#log = log;
    this.#changed = changed;
    this.tokens = new TokenKeeper(
      { ...ports, isNetworkOpen: () => ports.network.isOpen },
      {
        renewed: (grant) => this.#renewed(grant),
        lapsed: () => this.#lapsed(),
        ended: () => void this.#leave('session-ended'),
      },
    );
  }

  get status(): SessionStatus {
    return this.#status;
  }

  /** Looks for a sign-in remembered from the last time. */
  async start(): Promise<void> {
    const recalled = await this.#ports.memory.recall();
    if (this.#status.state !== 'resuming') return;
    if (recalled.state !== 'found') {
      const problem = recalled.state === 'lost' ? 'session-ended' : undefined;
      return this.#become({ state: 'signed-out', ...(problem ? { problem } : {}) });
    }
    this.#session = {};
    this.tokens.resume(recalled.refreshToken);
    this.#become({ state: 'signed-in', person: recalled.person, offline: true });
    await this.tokens.renew();
  }

  /** The city can be reached: a person who is known from the last time only is signed in for good. */
  networkOpened(): void {
    if (!this.tokens.isCurrent) void this.tokens.renew();
  }

  /** Opens the sign-in window, or brings it to the front. */
  signIn(): void {
    if (this.#status.state === 'signing-in') this.#ports.window.toFront();
    else if (this.#status.state === 'signed-out') void this.#signIn();
  }

  cancelSignIn(): void {
    if (this.#status.state !== 'signing-in') return;
    this.#callOffAttempt();
    this.#become({ state: 'signed-out', problem: 'cancelled' });
  }

  /** Settles when nothing is remembered any more. Nobody waits for the provider, which is told if it can be. */
  async signOut(): Promise<void> {
    this.#callOffAttempt();
    const refreshToken = this.tokens.forget();
    if (refreshToken) void this.#ports.identity.revoke(refreshToken);
    await this.#leave();
  }

  /** Ends all that runs. Settles when what is to be remembered is. */
  async stop(): Promise<void> {
    this.#callOffAttempt();
    await this.tokens.stop();
    await this.#ports.memory.settled();
  }

  async #signIn(): Promise<void> {
    const attempt = {};
    this.#attempt = attempt;
    this.#become({ state: 'signing-in' });
    const answer = await this.#askProvider(attempt);
    if (this.#attempt !== attempt) {
      // Called off meanwhile: what has come too late must not stay valid.
      if (answer.ok && answer.grant.refreshToken) void this.#ports.identity.revoke(answer.grant.refreshToken);
      return;
    }
    this.#attempt = undefined;
    if (answer.ok) return this.#enter(answer.grant);
    if (answer.problem !== 'cancelled') this.#log.note('SES-100', { problem: answer.problem });
    if (PERHAPS_THE_NETWORK.has(answer.problem)) void this.#ports.network.check();
    this.#become({ state: 'signed-out', problem: answer.problem });
  }

  async #askProvider(attempt: object): Promise<Granted<SignInGrant>> {
    const { identity, network, window } = this.#ports;
    if (!network.isOpen) await network.check();
    if (!network.isOpen) return { ok: false, problem: 'network-blocked' };
    const begun = await identity.begin();
    if (!begun.ok) return begun;
    if (this.#attempt !== attempt) return { ok: false, problem: 'cancelled' };
    const back = await window.open(begun.attempt.url);
    return back.ok ? begun.attempt.finish(back.callback) : back;
  }

  #callOffAttempt(): void {
    this.#attempt = undefined;
    this.#ports.window.close();
  }

  #enter(grant: SignInGrant): void {
    this.#session = {};
    this.tokens.take(grant);
    this.#become({ state: 'signed-in', person: grant.person, offline: false });
    void this.#remember(grant.person, grant.refreshToken);
  }

  #renewed(grant: Grant): void {
    if (this.#status.state !== 'signed-in') return;
    const { person: known, forgetful } = this.#status;
    const person = grant.person ?? known;
    if (person.subject !== known.subject) {
      // OpenID Connect Core 1.0, 12.2: a renewal speaks of the same person, or it is none.
      this.tokens.forget();
      void this.#leave('session-ended');
      return;
    }
    this.#become({ ...this.#status, person, offline: false });
    if (forgetful === undefined && grant.refreshToken) void this.#remember(person, grant.refreshToken);
  }

  #lapsed(): void {
    if (this.#status.state === 'signed-in') this.#become({ ...this.#status, offline: true });
  }

  async #remember(person: Person, refreshToken: string | undefined): Promise<void> {
    const session = this.#session;
    const forgetful = await this.#ports.memory.remember(person, refreshToken);
    if (forgetful === undefined || this.#session !== session || this.#status.state !== 'signed-in') return;
    this.#become({ ...this.#status, forgetful });
  }

  async #leave(problem?: SignInProblem): Promise<void> {
    this.#session = undefined;
    this.#become({ state: 'signed-out', ...(problem ? { problem } : {}) });
    await this.#ports.memory.forget();
  }

  #become(status: SessionStatus): void {
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#changed(status);
  }
}
