import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ContentRefusal, Refused } from '../../../../shared/features/vault/vault-content.contract';

/** Why something about the open vault could not be done; `unanswered` when main did not answer at all. */
export type CareTrouble = ContentRefusal | 'unanswered';

/** What is known of a question to main. */
export interface Answer<T> {
  /** The last answer; it stays while another one is on its way. */
  readonly value: T | undefined;
  readonly isAsking: boolean;
  /** Why the last question was not answered. */
  readonly trouble: CareTrouble | undefined;
}

export interface AnswerStore<T> extends StoreApi<Answer<T>> {
  /** Asks again. Only the newest question counts. */
  ask(): Promise<void>;
  /** Forgets the answer: nothing of a vault stays behind when it is locked. */
  forget(): void;
}

/** Why an answer is a refusal; undefined when it is none. Main's silence is given as undefined. */
export function troubleOf(answer: { readonly ok: true } | Refused | undefined): CareTrouble | undefined {
  if (!answer) return 'unanswered';
  return answer.ok ? undefined : answer.reason;
}

const NOTHING = { value: undefined, isAsking: false, trouble: undefined };

/** Holds what main answers to one question about the open vault. */
export function createAnswer<T extends { readonly ok: true }>(
  question: () => Promise<T | Refused>,
): AnswerStore<T> {
  const store = createStore<Answer<T>>(() => NOTHING);
  let turn = 0;
  return {
    ...store,
    ask: async () => {
      const mine = ++turn;
      store.setState({ isAsking: true });
      const answer = await question().catch(() => undefined);
      if (mine !== turn) return;
      store.setState(
        answer?.ok
          ? { value: answer, isAsking: false, trouble: undefined }
          : { isAsking: false, trouble: troubleOf(answer) },
      );
    },
    forget: () => {
      turn++;
      store.setState(NOTHING);
    },
  };
}
