import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Account } from '../people';

/** After so many wrong passwords in a row a login name has to wait. */
const ATTEMPTS = 5;
const WAIT_MS = 30_000;

/** How many login names are remembered; beyond that the oldest is forgotten. */
const REMEMBERED = 1_000;

export type PasswordAnswer =
  | { readonly right: true; readonly account: Account }
  | { readonly right: false; readonly waitSeconds?: number };

/**
 * Checks passwords in constant time, and the same way for names that exist and names that do not.
 * @param accounts who may sign in
 * @param now milliseconds since the epoch
 */
export function createPasswordCheck(
  accounts: readonly Account[],
  now: () => number = Date.now,
): (login: string, password: string) => PasswordAnswer {
  const key = randomBytes(32);
  const digest = (text: string) => createHmac('sha256', key).update(text.normalize('NFC')).digest();
  const known = new Map(
    accounts.map((account) => [account.login, { account, digest: digest(account.password) }]),
  );
  const nobody = randomBytes(32);
  const wrong = new Map<string, { times: number; waitUntil: number }>();

  function remember(login: string): number | undefined {
    const times = (wrong.get(login)?.times ?? 0) + 1;
    const waitUntil = times >= ATTEMPTS ? now() + WAIT_MS : 0;
    wrong.delete(login);
    wrong.set(login, { times, waitUntil });
    const oldest = wrong.keys().next().value;
    if (wrong.size > REMEMBERED && oldest !== undefined) wrong.delete(oldest);
    return waitUntil > 0 ? WAIT_MS / 1_000 : undefined;
  }

  return (typedLogin, password) => {
    const login = typedLogin.trim().toLowerCase();
    const remaining = (wrong.get(login)?.waitUntil ?? 0) - now();
    if (remaining > 0) return { right: false, waitSeconds: Math.ceil(remaining / 1_000) };
    const entry = known.get(login);
    const same = timingSafeEqual(digest(password), entry?.digest ?? nobody);
    if (entry && same) {
      wrong.delete(login);
      return { right: true, account: entry.account };
    }
    const waitSeconds = remember(login);
    return { right: false, ...(waitSeconds !== undefined && { waitSeconds }) };
  };
}
