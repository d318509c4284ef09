import type {
  LockReason,
  Opened,
  OpenProblem,
  SecretBytes,
  Strength,
} from '../../../shared/features/vault/vault.model';
import type { KeeperCalls, KeeperKey, KeeperOpened, KeeperState } from './keeper/keeper.contract';
import { KeeperGone } from './keeper/keeper-wire';
import { endKeeper } from './keeper-ending.service';
import type { KnownVaults } from './known-vaults.service';
import { OpeningAttempt } from './opening-attempt.service';
import type { QuickUnlock } from './quick-unlock.service';
import { SpareKeeper } from './spare-keeper.service';
import type { ChosenPath, Clock, Keepers, Notes, RunningKeeper, VaultRecord } from './vault.ports';

/** A key file by its path; a new one is made there. */
export interface KeyFile {
  readonly path: string;
  readonly isNew: boolean;
}

/** The vault that is open. */
export interface OpenVault {
  readonly id: string;
  readonly keeper: RunningKeeper;
  /** What the keeper has told last. */
  state: KeeperState;
}

type Locked = { readonly ok: false; readonly reason: 'locked' };
const LOCKED: Locked = { ok: false, reason: 'locked' };

/** Told as things happen. */
export interface VaultListeners {
  /** Something of what the page shows of the vault is different now. */
  changed(): void;
  opened(): void;
  /** Also when the vault's process has ended by itself. */
  locked(): void;
}

/**
 * Opens and locks: none known, locked, opening, open. The vault itself is in a process of its own (the keeper), which
 * is started for one vault and ended when it is locked.
 *
 * Wrong passwords are not slowed down here: each costs a key derivation, and whoever has the file needs no client to
 * try. Waiting would only punish those who mistype.
 */
export class VaultService {
  readonly #known: KnownVaults;
  readonly #quick: QuickUnlock;
  readonly #clock: Clock;
  readonly #notes: Notes;
  readonly #spare: SpareKeeper;
  readonly #listeners: VaultListeners;
  #open: OpenVault | undefined;
  #attempt: OpeningAttempt | undefined;
  /** A vault that is being locked: the next one is opened when it is done. */
  #locking: Promise<void> = Promise.resolve();
  #reason: LockReason = 'start';

  constructor(
    ports: {
      readonly known: KnownVaults;
      readonly quick: QuickUnlock;
      readonly keepers: Keepers;
      readonly clock: Clock;
      readonly notes: Notes;
    },
    listeners: VaultListeners,
  ) {
    this.#known = ports.known;
    this.#quick = ports.quick;
    this.#clock = ports.clock;
    this.#notes = ports.notes;
    this.#spare = new SpareKeeper(ports.keepers, ports.clock);
    this.#listeners = listeners;
  }

  /** The vault that is open, if one is. */
  get open(): OpenVault | undefined {
    return this.#open;
  }

  /** Why the vault is locked, while it is. */
  get reason(): LockReason {
    return this.#reason;
  }

  /**
   * Makes a vault and leaves it open.
   * @param wish `quickUnlock` is a wish: a keychain that does not serve is no reason not to have a vault
   */
  async create(wish: {
    readonly file: ChosenPath;
    readonly name: string;
    readonly password: SecretBytes;
    readonly keyFile: KeyFile | undefined;
    readonly quickUnlock: boolean;
  }): Promise<Opened> {
    const { file, name, password, keyFile } = wish;
    const record = { ...this.#known.fresh(file), name };
    const opened = await this.#opening(record, keyFile?.path, (calls) =>
      calls.create({
        ...{ vault: record.id, path: file.path, name, password },
        ...(keyFile ? { keyFile } : {}),
      }),
    );
    if (!opened.ok) return opened;
    const replaced = this.#known.mine().filter(({ id, path }) => path === file.path && id !== record.id);
    for (const { id } of replaced) void this.forget(id);
    if (wish.quickUnlock) this.#renewQuickUnlock();
    return opened;
  }

  /**
   * Opens with the password.
   * @param vault what is known already, or what a chosen file would be known as
   * @param keyFile path; without one that of last time is taken
   */
  async unlock(
    vault: VaultRecord,
    key: { readonly password: SecretBytes; readonly keyFile: string | undefined },
    breakLock: boolean,
  ): Promise<Opened> {
    const keyFile = key.keyFile ?? vault.keyFile;
    const { password } = key;
    const opened = await this.#opening(vault, keyFile, (calls) =>
      this.#ask(calls, vault, { kind: 'known', password, ...(keyFile ? { keyFile } : {}) }, breakLock),
    );
    if (!opened.ok) return opened;
    this.#known.proved();
    this.#listeners.changed();
    if (this.#known.find(vault.id)?.quick === 'outdated') this.#renewQuickUnlock();
    return opened;
  }

  /** Opens with the key in the keychain. */
  async quickUnlock(id: string, breakLock: boolean): Promise<Opened> {
    const vault = this.#known.find(id);
    if (!vault) return { ok: false, reason: 'unknown-vault' };
    const finding = this.#quick.find(vault);
    const opened = await this.#opening(vault, vault.keyFile, async (calls) => {
      const found = await finding;
      return found.ok ? this.#ask(calls, vault, found.key, breakLock) : found;
    });
    // A key that opens the seal and not the vault is of an earlier master password as well.
    const isOutdated = !opened.ok && ['keychain-outdated', 'wrong-key'].includes(opened.reason);
    if (isOutdated) await this.#quick.outdated(id);
    if (!opened.ok) this.#listeners.changed();
    return isOutdated ? { ok: false, reason: 'keychain-outdated' } : opened;
  }

  /** Ends a running attempt to open a vault; it answers `cancelled`. */
  cancel(): void {
    this.#attempt?.cancel();
  }

  /**
   * Locks what is open. Calls are refused from now on; settles when the process is gone.
   * @param reason what the page tells the person
   */
  lock(reason: LockReason): Promise<void> {
    this.cancel();
    const open = this.#open;
    if (open) {
      this.#close(reason);
      this.#locking = this.#finish(open, reason);
    }
    return this.#locking;
  }

  /** Hands a call to the open vault. */
  async ask<T>(put: (calls: KeeperCalls) => Promise<T>): Promise<T | Locked> {
    if (!this.#open) return LOCKED;
    return this.#orLocked(put(this.#open.keeper.calls));
  }

  /** How strong a master password would be; needs no open vault. */
  async rate(secret: SecretBytes, context: readonly string[]): Promise<Strength> {
    const keeper = this.#open?.keeper ?? (await this.#spare.get());
    return keeper.calls.rateSecret({ secret, context });
  }

  /** Sets quick unlock up for the open vault, or revokes it. */
  async setQuickUnlock(on: boolean): Promise<Opened> {
    const open = this.#open;
    if (!open) return { ok: false, reason: 'keeper-gone' };
    const { calls } = open.keeper;
    const changed = on
      ? await this.#quick.setUp(open.id, calls).catch(goneOnly)
      : await this.#revoke(open.id);
    if (changed.ok) await calls.noteQuickUnlock({ on }).catch(goneOnly);
    this.#listeners.changed();
    return changed;
  }

  /** Takes a vault off the list, and its key out of the keychain. */
  async forget(id: string): Promise<void> {
    if (!this.#known.find(id)) return;
    if (this.#open?.id === id) await this.lock('asked');
    // Off the list at once; a keychain may take its time.
    const revoking = this.#quick.revoke(id);
    this.#known.remove(id);
    this.#listeners.changed();
    await revoking;
  }

  /** Gives the open vault a new key; quick unlock is set up anew with it. */
  async changeKey(change: {
    readonly current: SecretBytes;
    readonly password: SecretBytes;
    readonly keyFile: 'keep' | 'none' | KeyFile;
  }): Promise<Opened> {
    const open = this.#open;
    if (!open) return { ok: false, reason: 'keeper-gone' };
    const currentKeyFile = this.#known.find(open.id)?.keyFile;
    const changed = await open.keeper.calls.changeKey({ ...change, currentKeyFile }).catch(goneOnly);
    if (!changed.ok) return opened(changed);
    if (change.keyFile !== 'keep') {
      this.#known.change(open.id, { keyFile: change.keyFile === 'none' ? undefined : change.keyFile.path });
    }
    this.#listeners.changed();
    if (this.#known.find(open.id)?.quick === 'on') this.#renewQuickUnlock();
    return { ok: true };
  }

  /** Somebody else sits here, or nobody. */
  personChanged(subject: string | undefined): void {
    // Also what is being opened belongs to whoever was here.
    if (this.#known.personChanged(subject)) void this.lock('person-changed');
    this.#listeners.changed();
  }

  /** The city's policy may be another: removes from disk and keychain what it does not allow any more. */
  policyChanged(): void {
    this.#tidy().catch(() => this.#notes.note('VLT-504'));
  }

  /** Locks and ends everything. */
  async stop(): Promise<void> {
    await this.lock('window-closed');
    await this.#spare.end();
  }

  #ask(calls: KeeperCalls, { id, path }: VaultRecord, key: KeeperKey, breakLock: boolean) {
    return calls.open({ vault: id, path, key, breakLock });
  }

  /** Opens a vault after whatever was open, or was being opened, is not any more. */
  async #opening(
    record: VaultRecord,
    keyFile: string | undefined,
    ask: (calls: KeeperCalls) => Promise<KeeperOpened>,
  ): Promise<Opened> {
    const locking = this.lock('asked');
    const attempt = new OpeningAttempt();
    this.#attempt = attempt;
    try {
      await attempt.orCancelled(locking);
      const starting = this.#spare.take();
      attempt.onCancel(() => void starting.then((one) => one.end()).catch(() => {}));
      const keeper = await attempt.orCancelled(starting);
      const vault: OpenVault = { id: record.id, keeper, state: this.#unheard(record) };
      keeper.on('changed', (state) => this.#heard(vault, state));
      const answer = await attempt.orCancelled(ask(keeper.calls));
      if (!answer.ok) {
        keeper.end();
        return opened(answer);
      }
      this.#opened(vault, record, keyFile);
      return { ok: true };
    } catch (error) {
      if (attempt.isCancelled) return { ok: false, reason: 'cancelled' };
      if (!(error instanceof KeeperGone)) throw error;
      this.#notes.note('VLT-502');
      return { ok: false, reason: 'keeper-gone' };
    } finally {
      attempt.end();
      if (this.#attempt === attempt) this.#attempt = undefined;
    }
  }

  #opened(vault: OpenVault, record: VaultRecord, keyFile: string | undefined): void {
    const lastOpened = this.#clock.now().getTime();
    const known = this.#known.find(record.id) ?? record;
    this.#known.keep({ ...known, name: vault.state.name, keyFile, lastOpened, hasRescued: false });
    this.#open = vault;
    void vault.keeper.closed.then(() => this.#gone(vault));
    this.#listeners.opened();
    this.#listeners.changed();
  }

  #heard(vault: OpenVault, state: KeeperState): void {
    vault.state = state;
    if (this.#open !== vault) return;
    if (this.#known.find(vault.id)?.name !== state.name) this.#known.change(vault.id, { name: state.name });
    this.#listeners.changed();
  }

  /** The process has ended although nobody has locked the vault. */
  #gone(vault: OpenVault): void {
    if (this.#open !== vault) return;
    this.#notes.note('VLT-501');
    this.#close('keeper-gone');
  }

  #close(reason: LockReason): void {
    this.#open = undefined;
    this.#reason = reason;
    this.#listeners.locked();
    this.#listeners.changed();
  }

  async #finish({ id, keeper }: OpenVault, reason: LockReason): Promise<void> {
    const answer = await endKeeper(keeper, reason, this.#clock);
    if (!answer) this.#notes.note('VLT-503');
    if (!answer?.hasRescued) return;
    this.#known.change(id, { hasRescued: true });
    this.#listeners.changed();
  }

  /** Nobody waits for it: a keychain may take its time, and the vault is open. */
  #renewQuickUnlock(): void {
    this.setQuickUnlock(true).catch(() => this.#notes.note('VLT-504'));
  }

  async #tidy(): Promise<void> {
    const open = this.#open && this.#known.find(this.#open.id);
    if (open?.quick === 'on' && this.#quick.statusOf(open) === 'forbidden') await this.setQuickUnlock(false);
    await this.#quick.tidy();
    this.#listeners.changed();
  }

  async #revoke(id: string): Promise<Opened> {
    const isOut = await this.#quick.revoke(id);
    return isOut ? { ok: true } : { ok: false, reason: 'keychain-unavailable' };
  }

  async #orLocked<T>(answer: Promise<T>): Promise<T | Locked> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof KeeperGone) return LOCKED;
      throw error;
    }
  }

  /** What is said of a vault until its keeper says more. */
  #unheard(record: VaultRecord): KeeperState {
    return {
      name: record.name,
      save: { state: 'saved', at: this.#clock.now().getTime() },
      ...{ revision: 0, entries: 0, conflicts: 0, isFileGone: false, escrow: 'off' },
    };
  }
}

function goneOnly(error: unknown): { ok: false; reason: OpenProblem } {
  if (error instanceof KeeperGone) return { ok: false, reason: 'keeper-gone' };
  throw error;
}

/** As the page is told it. */
function opened(answer: KeeperOpened): Opened {
  if (answer.ok) return { ok: true };
  return { ok: false, reason: answer.reason, ...(answer.owner ? { owner: answer.owner } : {}) };
}
