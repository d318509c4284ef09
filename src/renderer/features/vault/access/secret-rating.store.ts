import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SecretBytes, Strength } from '../../../../shared/features/vault/vault.model';

/** How strong what stands in a field is. */
export interface Rating {
  /** Of the last answer; absent while the field is empty. */
  readonly strength: Strength | undefined;
  /** What stands in the field has not been rated yet. */
  readonly isStale: boolean;
}

export interface SecretRating extends StoreApi<Rating> {
  /**
   * Something was typed: rates it after a short pause.
   * @param read gives the bytes when it is time; they are overwritten after the call
   */
  edited(read: () => SecretBytes): void;
  /** Forgets the rating and drops an answer that is under way. */
  reset(): void;
}

const PAUSE_MS = 200;
const NOTHING: Rating = { strength: undefined, isStale: false };

/**
 * Rates a secret while it is typed. Answers that come late are dropped: only what stands in the field counts.
 * @param rate main's rating; a failure leaves the field unrated
 */
export function createSecretRating(rate: (secret: SecretBytes) => Promise<Strength>): SecretRating {
  const store = createStore<Rating>(() => NOTHING);
  let turn = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  async function ask(read: () => SecretBytes, mine: number): Promise<void> {
    const secret = read();
    if (secret.length === 0) {
      store.setState(NOTHING);
      return;
    }
    const strength = await rate(secret)
      .catch(() => undefined)
      .finally(() => secret.fill(0));
    if (mine === turn) store.setState({ strength, isStale: false });
  }

  return {
    ...store,
    edited: (read) => {
      const mine = ++turn;
      clearTimeout(pause);
      store.setState({ isStale: true });
      pause = setTimeout(() => void ask(read, mine), PAUSE_MS);
    },
    reset: () => {
      turn++;
      clearTimeout(pause);
      store.setState(NOTHING);
    },
  };
}
