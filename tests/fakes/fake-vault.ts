import type { VaultContract } from '../../src/shared/features/vault/vault.contract';
import {
  DEFAULT_VAULT_PREFERENCES,
  type KnownVault,
  type VaultStatus,
} from '../../src/shared/features/vault/vault.model';
import type { Conflict, ContentRefusal } from '../../src/shared/features/vault/vault-content.contract';
import type { Client, Handlers } from '../../src/shared/ipc/contract';
import { FakeVaultContent } from './fake-vault-content';
import { FAKE_NOW, fakeStrength, sampleEntries } from './fake-vault-entries';

type Calls = Handlers<VaultContract>;
export type VaultCall = keyof Calls;
type Open = Extract<VaultStatus, { state: 'open' }>;
type Events = 'changed' | 'credentialsAsked' | 'clipboardCleared';

export const FAKE_KNOWN_VAULT: KnownVault = {
  id: 'dienst',
  name: 'Tresor von Amira',
  fileName: 'Tresor.kdbx',
  folder: '/home/amira/Dokumente',
  quickUnlock: 'ready',
};

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/**
 * Main's side of the vault in memory: it lists, searches, edits, undoes, locks and opens (master password
 * `quadrat`), and fails as told. What comes in is copied before the first turn of the event loop, as the wire does:
 * whoever called may overwrite it.
 */
export class FakeVault {
  readonly client: Client<VaultContract>;
  /** Everything asked, oldest first; secrets as they were. */
  readonly calls: { readonly name: VaultCall; readonly input: unknown }[] = [];
  /** Calls that are refused, until taken out. */
  readonly refusals = new Map<VaultCall, ContentRefusal>();
  /** Runs before every answer; may wait (a slow answer) or throw (main did not answer). */
  before: (name: VaultCall, input: unknown) => Promise<void> | void = () => {};
  content: FakeVaultContent;
  status: VaultStatus;
  preferences = DEFAULT_VAULT_PREFERENCES;
  /** What was put on the clipboard last. */
  clipboard: string | undefined;

  readonly #listeners = new Map<Events, Set<(payload: never) => void>>();

  /** @param entries how many; absent for the sample of a clerk, 10_000 for a large vault, 0 for an empty one */
  constructor(entries?: number, now: () => number = () => FAKE_NOW) {
    this.content = new FakeVaultContent(sampleEntries(entries), now);
    this.status = this.#open();
    const calls: Record<string, unknown> = { ...this.#accessCalls(), ...this.content.calls() };
    Object.assign(calls, this.#ownContentCalls());
    this.client = new Proxy({} as Client<VaultContract>, {
      get: (_, name) => (name === 'on' ? this.#listen : this.#answer(name as VaultCall, calls)),
    });
  }

  /** Changes the status of the open vault and tells it. */
  tell(change: Partial<Omit<Open, 'state'>> = {}): void {
    const before = this.status.state === 'open' ? this.status : this.#open();
    this.setStatus({ ...before, ...this.content.counts(), ...change });
  }

  /** Replaces the status and tells it: locked, none, open. */
  setStatus(status: VaultStatus): void {
    this.status = status;
    this.emit('changed', status);
  }

  lock(reason: Extract<VaultStatus, { state: 'locked' }>['reason'] = 'asked'): void {
    this.setStatus({ state: 'locked', vault: FAKE_KNOWN_VAULT, others: [], reason, hasRescued: false });
  }

  open(): void {
    this.setStatus(this.#open());
  }

  setConflicts(conflicts: Conflict[]): void {
    this.content.conflicts = conflicts;
    this.tell({ conflicts: conflicts.length });
  }

  emit(name: Events, payload: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (one: unknown) => void)(payload);
  }

  /** Names of what was asked, oldest first. */
  asked(name: VaultCall): unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  #listen = (name: Events, listener: (payload: never) => void): (() => void) => {
    const those = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, those.add(listener));
    return () => void those.delete(listener);
  };

  #answer(name: VaultCall, calls: Record<string, unknown>): (input: unknown) => Promise<unknown> {
    return async (given) => {
      const input = structuredClone(given);
      this.calls.push({ name, input });
      await this.before(name, input);
      const reason = this.refusals.get(name);
      if (reason) return { ok: false, reason };
      if (this.status.state !== 'open' && name in this.content.calls())
        return { ok: false, reason: 'locked' };
      const revision = this.content.revision;
      const answer = await (calls[name] as (one: unknown) => unknown)(input);
      if (this.content.revision !== revision) this.tell();
      return answer;
    };
  }

  #open(): Open {
    return {
      state: 'open',
      vault: FAKE_KNOWN_VAULT,
      others: [],
      save: { state: 'saved', at: FAKE_NOW },
      conflicts: 0,
      isFileGone: false,
      escrow: 'off',
      ...this.content.counts(),
    };
  }

  #accessCalls(): Partial<Calls> {
    const opened = (isRight: boolean) => {
      if (!isRight) return { ok: false as const, reason: 'wrong-key' as const };
      this.open();
      return { ok: true as const };
    };
    const chosen = { id: 'chosen', name: 'Tresor.kdbx', folder: '/home/amira/Dokumente' };
    const limits = { quickUnlock: true, weakestMasterScore: 3, auditDays: 90 };
    return {
      status: () => this.status,
      chooseFile: () => chosen,
      suggestPlace: () => chosen,
      create: () => opened(true),
      unlock: ({ password }) => opened(decode(password) === 'quadrat'),
      quickUnlock: () => opened(true),
      cancelUnlock: () => {},
      setQuickUnlock: () => ({ ok: true }),
      lock: () => this.lock(),
      forget: () => this.setStatus({ state: 'none' }),
      changeKey: ({ current }) =>
        decode(current) === 'quadrat' ? { ok: true } : { ok: false, reason: 'wrong-key' },
      rateSecret: ({ secret }) => fakeStrength(decode(secret)),
      printSheet: () => ({ ok: true }),
      preferences: () => ({ preferences: this.preferences, limits }),
      changePreferences: (change) => {
        const given = Object.entries(change).filter(([, value]) => value !== undefined);
        this.preferences = { ...this.preferences, ...Object.fromEntries(given) };
        return { preferences: this.preferences, limits };
      },
      answerCredentials: () => {},
      showFile: () => {},
    };
  }

  #ownContentCalls(): Partial<Calls> {
    return {
      reveal: ({ id, field, version }) => {
        const value = this.content.valueOf(id, field, version);
        if (value === undefined) return { ok: false, reason: 'unknown-field' };
        return { ok: true, secret: encode(value), hideAfterSeconds: this.preferences.hideAfterSeconds };
      },
      copy: ({ id, field, version }) => {
        const value = field === 'totp' ? '123456' : this.content.valueOf(id, field, version);
        if (value === undefined) return { ok: false, reason: 'unknown-field' };
        this.clipboard = value;
        return { ok: true, clearsAfterSeconds: this.preferences.clearClipboardAfterSeconds };
      },
      save: () => {
        this.tell({ save: { state: 'saved', at: FAKE_NOW } });
        return { ok: true };
      },
    };
  }
}
