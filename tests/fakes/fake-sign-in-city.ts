import type {
  CityNetwork,
  Grant,
  Granted,
  IdentityProvider,
  Keychain,
  KeychainProblem,
  RememberedPerson,
  SignInGrant,
  SignInWindow,
} from '../../src/main/features/session/session.ports';
import type { Person, SignInProblem } from '../../src/shared/features/session/session.contract';

export const AMIRA: Person = {
  subject: 'amira',
  name: 'Amira Yıldız',
  givenName: 'Amira',
  email: 'amira.yildiz@quadrat.test',
  department: 'Bürgerdienste',
};

export const JONAS: Person = { ...AMIRA, subject: 'jonas', name: 'Jonas Weber', givenName: 'Jonas' };

/** A promise that is settled from outside. */
export function gate<T>() {
  let open: (value: T) => void = () => {};
  const passed = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

/**
 * An identity provider in memory: gives `access-1`, `access-2` … with `refresh-1`, `refresh-2` …, each refresh token
 * counting once, for 600 seconds each.
 */
export class FakeIdentityProvider implements IdentityProvider {
  person: Person = AMIRA;
  expiresInSeconds = 600;
  givesRefreshTokens = true;
  /** The next answers are this problem, until it is taken away. */
  problem: SignInProblem | undefined;
  /** When set, answers wait for it. */
  held: Promise<unknown> | undefined;
  readonly asked: string[] = [];
  /** The refresh token that counts now. */
  valid: string | undefined;
  #count = 0;

  async begin() {
    await this.#hear('begin');
    if (this.problem) return { ok: false as const, problem: this.problem };
    const url = `https://login.quadrat.test/auth?state=${this.asked.length}`;
    return {
      ok: true as const,
      attempt: { url, finish: (callback: string) => this.#grant(`finish ${callback}`) },
    };
  }

  async refresh(refreshToken: string): Promise<Granted<Grant>> {
    const counts = refreshToken === this.valid;
    const answer = await this.#grant(`refresh ${refreshToken}`);
    return counts || !answer.ok ? answer : { ok: false, problem: 'session-ended' };
  }

  async revoke(refreshToken: string): Promise<void> {
    await this.#hear(`revoke ${refreshToken}`);
    if (refreshToken === this.valid) this.valid = undefined;
  }

  async #grant(what: string): Promise<Granted<SignInGrant>> {
    await this.#hear(what);
    if (this.problem) return { ok: false, problem: this.problem };
    this.#count += 1;
    this.valid = this.givesRefreshTokens ? `refresh-${this.#count}` : undefined;
    const { expiresInSeconds, person, valid: refreshToken } = this;
    return {
      ok: true,
      grant: { accessToken: `access-${this.#count}`, refreshToken, expiresInSeconds, person },
    };
  }

  async #hear(what: string): Promise<void> {
    this.asked.push(what);
    await this.held;
  }
}

/** A sign-in window in which the test is the person. */
export class FakeSignInWindow implements SignInWindow {
  readonly opened: string[] = [];
  shownAgain = 0;
  #end: ((answer: Awaited<ReturnType<SignInWindow['open']>>) => void) | undefined;

  get isOpen(): boolean {
    return this.#end !== undefined;
  }

  open(url: string) {
    this.opened.push(url);
    return new Promise<Awaited<ReturnType<SignInWindow['open']>>>((resolve) => {
      this.#end = (answer) => {
        this.#end = undefined;
        resolve(answer);
      };
    });
  }

  toFront(): void {
    this.shownAgain += 1;
  }

  close(): void {
    this.fail('cancelled');
  }

  /** The person signs in. */
  succeed(): void {
    this.#end?.({ ok: true, callback: 'test.quadrat.desktop:/signed-in?code=1' });
  }

  fail(problem: SignInProblem): void {
    this.#end?.({ ok: false, problem });
  }
}

/** A keychain in memory. */
export class FakeKeychain implements Keychain {
  secret: string | undefined;
  problem: KeychainProblem | undefined;
  /** When set, answers wait for it. */
  held: Promise<unknown> | undefined;
  readonly asked: string[] = [];

  async load() {
    return this.#answer('load', () => ({ secret: this.secret }));
  }

  async save(secret: string) {
    return this.#answer('save', () => {
      this.secret = secret;
      return {};
    });
  }

  async remove() {
    return this.#answer('remove', () => {
      this.secret = undefined;
      return {};
    });
  }

  async #answer<A extends object>(what: string, act: () => A) {
    this.asked.push(what);
    await this.held;
    if (this.problem) return { ok: false as const, problem: this.problem };
    return { ok: true as const, ...act() };
  }
}

/** Remembers a person in memory. */
export class FakeRememberedPerson implements RememberedPerson {
  person: Person | null = null;

  read(): Person | null {
    return this.person;
  }

  async write(person: Person): Promise<void> {
    this.person = person;
  }

  async erase(): Promise<void> {
    this.person = null;
  }
}

/** A network that is what the test says. */
export class FakeCityNetwork implements CityNetwork {
  isOpen = true;
  checks = 0;
  /** What a check finds; undefined leaves the network as it is. */
  checkFinds: boolean | undefined;

  async check(): Promise<void> {
    this.checks += 1;
    this.isOpen = this.checkFinds ?? this.isOpen;
  }
}
