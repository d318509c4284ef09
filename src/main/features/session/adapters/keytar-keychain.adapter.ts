import type { Keychain, KeychainProblem } from '../session.ports';

/** Under this name the entry stands in the keychain. */
const SERVICE = 'Quadrat';

/** A locked keychain asks the person, who may not be there. */
const LIMIT_MS = 20_000;

/**
 * What tells on Linux that there is no keychain at all: no session bus (whose address Electron then sets to
 * `disabled:`), or nobody on it who keeps secrets. The words around these may be translated, these are not.
 * Everything else is a keychain that will not.
 */
const NO_KEYCHAIN = /\bD-Bus\b|\bdisabled:|org\.freedesktop\.(secrets\b|DBus\.Error\.)|Could not connect/;

/** The part of keytar that is used. `findCredentials` must never be: it crashes on entries without an account. */
type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

type Answer<A> =
  | ({ readonly ok: true } & A)
  | { readonly ok: false; readonly problem: KeychainProblem; readonly isLate?: true };

const LATE = { ok: false, problem: 'keychain-refused', isLate: true } as const;

/**
 * Keeps the secret in macOS's keychain, Windows's credential store or Linux's Secret Service. The native module is
 * loaded at the first call, which takes some 50 ms: not before the window shows.
 * @param account names the entry among those of this service
 * @param limitMs how long one call may take
 * @param service under which name the entry stands, as a person sees it in the keychain
 */
export function createKeytarKeychain(account: string, limitMs = LIMIT_MS, service = SERVICE): Keychain {
  let loaded: Promise<Keytar> | undefined;
  let saves = 0;
  let last: Promise<unknown> = Promise.resolve();

  /**
   * One call after the other, late ones too: keytar works in threads, and of two that wait for the same keychain the
   * earlier might have the last word.
   */
  function perform<A extends object>(act: (keytar: Keytar) => Promise<A>): Promise<Answer<A>> {
    const turn = last.then(() => attempt(act));
    last = turn;
    return turn;
  }

  async function attempt<A extends object>(act: (keytar: Keytar) => Promise<A>): Promise<Answer<A>> {
    loaded ??= import('keytar').then((module) => module.default);
    const keytar = await loaded.catch(() => undefined);
    if (!keytar) return { ok: false, problem: 'keychain-missing' };
    try {
      return { ok: true, ...(await act(keytar)) };
    } catch (error) {
      const isMissing = NO_KEYCHAIN.test(String(error));
      return { ok: false, problem: isMissing ? 'keychain-missing' : 'keychain-refused' };
    }
  }

  function withinLimit<A>(answer: Promise<Answer<A>>): Promise<Answer<A>> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(LATE), limitMs);
      void answer.then((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }

  const remove = () =>
    perform(async (keytar) => {
      await keytar.deletePassword(service, account);
      return {};
    });

  return {
    load: () =>
      withinLimit(
        perform(async (keytar) => ({ secret: (await keytar.getPassword(service, account)) ?? undefined })),
      ),

    async save(secret) {
      saves += 1;
      const save = saves;
      const saving = perform(async (keytar) => {
        await keytar.setPassword(service, account, secret);
        return {};
      });
      const answer = await withinLimit(saving);
      if (!answer.ok && answer.isLate) {
        // Whoever was told that it is not kept must not find it kept after all.
        void saving.then((late) => (late.ok && save === saves ? remove() : undefined));
      }
      return answer;
    },

    remove: () => withinLimit(remove()),
  };
}
