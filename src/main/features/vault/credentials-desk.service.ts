import type { CredentialsQuestion } from '../../../shared/features/vault/vault.model';
import type { KeeperCalls } from './keeper/keeper.contract';
import type { Clock, Credentials } from './vault.ports';

/** A person who has not answered by now is not there. */
const PATIENCE_MS = 60_000;

/** Hands a call to the open vault; `locked` when none is open. */
type AskVault = <T>(
  put: (calls: KeeperCalls) => Promise<T>,
) => Promise<T | { readonly ok: false; readonly reason: 'locked' }>;

/** Hands out credentials of the open vault, each time by the person's own choice. One question at a time. */
export class CredentialsDesk implements Credentials {
  readonly #ask: AskVault;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #newId: () => string;
  readonly #asked: (question: CredentialsQuestion | undefined) => void;
  #isBusy = false;
  #question: { readonly id: string; answer(entry: string | undefined | 'locked'): void } | undefined;

  /** @param asked shows a question to the person; undefined takes it away again */
  constructor(
    ports: { readonly ask: AskVault; readonly clock: Pick<Clock, 'after'>; readonly newId: () => string },
    asked: (question: CredentialsQuestion | undefined) => void,
  ) {
    this.#ask = ports.ask;
    this.#clock = ports.clock;
    this.#newId = ports.newId;
    this.#asked = asked;
  }

  async ask(question: { asker: string; address: string }): ReturnType<Credentials['ask']> {
    if (this.#isBusy) return { ok: false, reason: 'busy' };
    this.#isBusy = true;
    try {
      return await this.#handOut(question);
    } finally {
      this.#isBusy = false;
    }
  }

  /** The person's answer; undefined is a no. What is not the answer to the question that stands is not heard. */
  answer(id: string, entry: string | undefined): void {
    if (this.#question?.id === id) this.#question.answer(entry);
  }

  /** The vault was locked: nobody need answer any more. */
  locked(): void {
    this.#question?.answer('locked');
  }

  async #handOut({ asker, address }: { asker: string; address: string }): ReturnType<Credentials['ask']> {
    const found = await this.#ask((calls) => calls.findCredentials({ address }));
    if (!found.ok) return { ok: false, reason: found.reason === 'locked' ? 'locked' : 'none-found' };
    const offers = [...found.offers];
    if (offers.length === 0) return { ok: false, reason: 'none-found' };
    const entry = await this.#put({ id: this.#newId(), asker, origin: found.origin, offers });
    if (entry === 'locked') return { ok: false, reason: 'locked' };
    // Only what was offered can be chosen.
    if (!offers.some((one) => one.entry === entry) || !entry) return { ok: false, reason: 'refused' };
    const taken = await this.#ask((calls) => calls.takeCredentials({ entry, address }));
    return taken.ok ? taken : { ok: false, reason: taken.reason === 'locked' ? 'locked' : 'none-found' };
  }

  #put(question: CredentialsQuestion): Promise<string | undefined> {
    return new Promise((resolve) => {
      const answer = (entry: string | undefined) => {
        callOff();
        this.#question = undefined;
        this.#asked(undefined);
        resolve(entry);
      };
      const callOff = this.#clock.after(PATIENCE_MS, () => answer(undefined));
      this.#question = { id: question.id, answer };
      this.#asked(question);
    });
  }
}
