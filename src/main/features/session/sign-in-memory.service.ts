import type { Forgetful, Person } from '../../../shared/features/session/session.contract';
import type { Log } from '../../platform/log';
import type { Keychain, KeychainProblem, RememberedPerson } from './session.ports';

/** What is left of an earlier run. */
export type Recalled =
  | { readonly state: 'found'; readonly person: Person; readonly refreshToken: string }
  | { readonly state: 'nothing' }
  /** The person is known, but their secret is gone from the keychain. */
  | { readonly state: 'lost' }
  | { readonly state: 'unavailable'; readonly problem: KeychainProblem };

/**
 * Remembers a sign-in beyond the end of the client: the refresh token in the keychain, the person beside it. The
 * keychain is touched only where a person is remembered or to be remembered, so that nobody is asked to unlock it
 * for nothing. One thing is done after the other: no removal is overtaken by a save.
 */
export class SignInMemory {
  readonly #keychain: Keychain;
  readonly #remembered: RememberedPerson;
  readonly #mayRemember: () => boolean;
  readonly #log: Log;
  #last: Promise<unknown> = Promise.resolve();

  /** @param ports `mayRemember` is asked anew each time */
  constructor(
    ports: {
      readonly keychain: Keychain;
      readonly remembered: RememberedPerson;
      readonly mayRemember: () => boolean;
    },
    log: Log,
  ) {
    this.#keychain = ports.keychain;
    this.#remembered = ports.remembered;
    this.#mayRemember = ports.mayRemember;
    this.#log = log;
  }

  recall(): Promise<Recalled> {
    return this.#inTurn(async () => {
      const person = this.#remembered.read();
      if (!person) return { state: 'nothing' };
      if (!this.#mayRemember()) {
        await this.#forget();
        return { state: 'nothing' };
      }
      const kept = await this.#keychain.load();
      if (!kept.ok) {
        this.#log.note('SES-200', { task: 'load', problem: kept.problem });
        return { state: 'unavailable', problem: kept.problem };
      }
      if (kept.secret === undefined) {
        await this.#forget();
        return { state: 'lost' };
      }
      return { state: 'found', person, refreshToken: kept.secret };
    });
  }

  /** @returns why it is not remembered; undefined when it is */
  remember(person: Person, refreshToken: string | undefined): Promise<Forgetful | undefined> {
    return this.#inTurn(async () => {
      if (!this.#mayRemember() || refreshToken === undefined) {
        await this.#forget();
        return 'policy';
      }
      const saved = await this.#keychain.save(refreshToken);
      if (!saved.ok) {
        this.#log.note('SES-200', { task: 'save', problem: saved.problem });
        await this.#forget();
        return saved.problem;
      }
      const known = this.#remembered.read();
      if (JSON.stringify(known) !== JSON.stringify(person)) await this.#remembered.write(person);
      return undefined;
    });
  }

  forget(): Promise<void> {
    return this.#inTurn(() => this.#forget());
  }

  /** Settles when all that was begun has come to its end. */
  async settled(): Promise<void> {
    await this.#last;
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#last.then(work);
    this.#last = turn;
    return turn;
  }

  async #forget(): Promise<void> {
    if (!this.#remembered.read()) return;
    // The person first: without them nobody is signed in again, even where the keychain holds on to its entry.
    await this.#remembered.erase();
    const removed = await this.#keychain.remove();
    if (!removed.ok) this.#log.note('SES-200', { task: 'remove', problem: removed.problem });
  }
}
