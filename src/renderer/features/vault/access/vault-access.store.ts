import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VaultContract } from '../../../../shared/features/vault/vault.contract';
import type {
  ChosenFile,
  KnownVault,
  Opened,
  SecretBytes,
  Strength,
} from '../../../../shared/features/vault/vault.model';
import type { Client } from '../../../../shared/ipc/contract';
import {
  type AccessFailure,
  type Attempt,
  failureOf,
  type KeyFileWish,
  keyFileOf,
  type UnlockTarget,
  type Way,
} from './vault-access.model';

/** The steps of making a vault. From `quick` on it exists and is open. */
export const SETUP_STEPS = ['place', 'password', 'quick', 'sheet'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** A vault being made. */
export interface Setup {
  readonly step: SetupStep;
  readonly name: string;
  /** Absent until main has suggested one or the person has chosen. */
  readonly place: ChosenFile | undefined;
  readonly keyFile: KeyFileWish;
  readonly isWorking: boolean;
  readonly failure: AccessFailure | undefined;
}

export interface VaultAccessState {
  readonly attempt: Attempt;
  /** What the person chose to open instead of the last vault. */
  readonly target: UnlockTarget | undefined;
  /** Chosen for the next attempt; absent where the remembered one, or none, belongs to the vault. */
  readonly keyFile: ChosenFile | undefined;
  readonly setup: Setup | undefined;

  /** Opens with a password, which is overwritten when it is not needed any more. */
  unlock(target: UnlockTarget, password: SecretBytes): Promise<void>;
  quickUnlock(known: string): Promise<void>;
  /** The last attempt once more, after `in-use`; `breakLock` only when the person was asked. */
  tryAgain(breakLock: boolean): Promise<void>;
  cancel(): void;
  /** The person has read why it failed. */
  dismiss(): void;
  chooseKnown(vault: KnownVault): void;
  /** Opens the system's dialog for a file. */
  chooseFile(): Promise<void>;
  chooseKeyFile(): Promise<void>;
  dropKeyFile(): void;
  /** Back to the vault opened last. */
  dropTarget(): void;
  forget(known: string): Promise<void>;
  lock(): void;

  startSetup(name: string): Promise<void>;
  changeSetup(change: Partial<Pick<Setup, 'step' | 'name'>>): void;
  choosePlace(): Promise<void>;
  /** `none` takes the choice back; the others open the system's dialog. */
  chooseSetupKeyFile(kind: KeyFileWish['kind']): Promise<void>;
  /** Opens the system's dialog for a key file that is there, or is to be made under a name. */
  pickKeyFile(kind: 'existing' | 'new', name: string): Promise<ChosenFile | undefined>;
  /** Makes the vault; the password is overwritten. */
  create(password: SecretBytes): Promise<void>;
  endSetup(): void;

  /** How strong a master password would be. @param context words that belong to it and are guessed first */
  rate(secret: SecretBytes, context: readonly string[]): Promise<Strength>;
  /** Prints the emergency sheet that the page shows for printing, or writes it as a PDF. @returns why not */
  printSheet(to: 'printer' | 'file'): Promise<SheetTrouble | undefined>;
  /** Sets quick unlock up for the open vault or revokes it. @returns why not, if it could not be done */
  setQuickUnlock(on: boolean): Promise<AccessFailure | undefined>;
  /** Overwrites both passwords. @returns why not, if it could not be done */
  changeKey(change: KeyChange): Promise<AccessFailure | undefined>;
}

/** Why the emergency sheet was not printed. */
export type SheetTrouble =
  | Extract<Awaited<ReturnType<Client<VaultContract>['printSheet']>>, { ok: false }>['reason']
  | 'unanswered';

/** A new master password, and what becomes of the key file. */
export interface KeyChange {
  readonly current: SecretBytes;
  readonly password: SecretBytes;
  readonly keyFile: KeyFileWish | { readonly kind: 'keep' };
}

export type VaultAccessStore = StoreApi<VaultAccessState>;

/** One way to open a vault, to be tried more than once. */
interface Trial {
  readonly way: Way;
  open(breakLock: boolean): Promise<Opened>;
  /** Overwrites its secret. */
  drop(): void;
}

/** After this long it is said that it takes a while. */
const SLOW_AFTER_MS = 1000;
/** A password that waits for "open anyway" is not kept longer. */
const HOLD_MS = 120_000;

const IDLE: Attempt = { stage: 'idle' };

/** Opening, making and closing vaults, as main does it. Passwords go through, they are never part of the state. */
export function createVaultAccessStore(vault: Client<VaultContract>): VaultAccessStore {
  /** What can be tried again after `in-use`, with its password, for a while. */
  let held: Trial | undefined;
  let holding: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const store = createStore<VaultAccessState>((set, get) => ({
    attempt: IDLE,
    target: undefined,
    keyFile: undefined,
    setup: undefined,

    unlock: (target, password) => {
      const { keyFile } = get();
      const about = target.kind === 'known' ? { known: target.vault.id } : { file: target.file.id };
      return attempt({
        way: 'password',
        open: (breakLock) =>
          vault.unlock({
            vault: about,
            password,
            ...(keyFile && { keyFile: keyFile.id }),
            ...(breakLock && { breakLock }),
          }),
        drop: () => password.fill(0),
      });
    },
    quickUnlock: (known) =>
      attempt({
        way: 'quick',
        open: (breakLock) => vault.quickUnlock({ known, ...(breakLock && { breakLock }) }),
        drop: () => {},
      }),
    tryAgain: async (breakLock) => {
      const trial = held;
      held = undefined;
      if (trial) await attempt(trial, breakLock);
      else set({ attempt: IDLE });
    },
    cancel: () => {
      if (get().attempt.stage === 'working') void vault.cancelUnlock(undefined).catch(() => undefined);
    },
    dismiss: () => {
      release();
      if (get().attempt.stage === 'failed') set({ attempt: IDLE });
    },
    chooseKnown: (chosen) => aim({ kind: 'known', vault: chosen }),
    chooseFile: async () => {
      const file = await choose('open-vault');
      if (file) aim({ kind: 'file', file });
    },
    chooseKeyFile: async () => {
      const keyFile = await choose('key-file');
      if (keyFile) set({ keyFile });
    },
    dropKeyFile: () => set({ keyFile: undefined }),
    dropTarget: () => aim(undefined),
    forget: async (known) => {
      await vault.forget({ known }).catch(() => undefined);
      aim(undefined);
    },
    lock: () => void vault.lock(undefined).catch(() => undefined),

    startSetup: async (name) => {
      const setup: Setup = {
        step: 'place',
        name,
        place: undefined,
        keyFile: { kind: 'none' },
        isWorking: false,
        failure: undefined,
      };
      leave();
      set({ setup });
      const place = await vault.suggestPlace(undefined).catch(() => undefined);
      if (place && !get().setup?.place) amend({ place });
    },
    changeSetup: (change) => amend({ ...change, failure: undefined }),
    choosePlace: async () => {
      const name = get().setup?.name.trim();
      const place = await choose('new-vault', name);
      if (place) amend({ place, failure: undefined });
    },
    chooseSetupKeyFile: async (kind) => {
      if (kind === 'none') return amend({ keyFile: { kind } });
      const file = await get().pickKeyFile(kind, get().setup?.name.trim() ?? '');
      if (file) amend({ keyFile: { kind, file } });
    },
    pickKeyFile: (kind, name) => (kind === 'new' ? choose('new-key-file', name) : choose('key-file')),
    create: async (password) => {
      const { setup } = get();
      if (!setup?.place || setup.isWorking) {
        password.fill(0);
        return;
      }
      const { place, name, keyFile } = setup;
      amend({ isWorking: true, failure: undefined });
      const answer = await vault
        .create({
          file: place.id,
          name: name.trim(),
          password,
          keyFile: keyFileOf(keyFile),
          quickUnlock: false,
        })
        .catch(() => undefined)
        .finally(() => password.fill(0));
      const failure = failureOf(answer);
      if (!failure) return amend({ isWorking: false, step: 'quick' });
      const isOfPlace = failure.trouble in PLACE_TROUBLES;
      amend({ isWorking: false, failure, step: isOfPlace ? 'place' : 'password' });
    },
    endSetup: () => set({ setup: undefined }),

    rate: (secret, context) => vault.rateSecret({ secret, context: [...context] }),
    printSheet: async (to) => {
      const answer = await vault.printSheet({ to }).catch(() => undefined);
      if (!answer) return 'unanswered';
      return answer.ok ? undefined : answer.reason;
    },
    setQuickUnlock: async (on) => failureOf(await vault.setQuickUnlock({ on }).catch(() => undefined)),
    changeKey: async ({ current, password, keyFile }) => {
      const wish = keyFile.kind === 'keep' ? keyFile : keyFileOf(keyFile);
      const answer = await vault
        .changeKey({ current, password, keyFile: wish })
        .catch(() => undefined)
        .finally(() => {
          current.fill(0);
          password.fill(0);
        });
      return failureOf(answer);
    },
  }));

  async function attempt(trial: Trial, breakLock = false): Promise<void> {
    if (store.getState().attempt.stage === 'working') {
      trial.drop();
      return;
    }
    release();
    const { way } = trial;
    const mine = ++turn;
    store.setState({ attempt: { stage: 'working', way, isSlow: false } });
    const slow = setTimeout(() => {
      if (mine === turn) store.setState({ attempt: { stage: 'working', way, isSlow: true } });
    }, SLOW_AFTER_MS);
    const failure = failureOf(await trial.open(breakLock).catch(() => undefined));
    clearTimeout(slow);
    if (failure?.trouble === 'in-use' && mine === turn) {
      held = trial;
      holding = setTimeout(release, HOLD_MS);
    } else trial.drop();
    if (mine !== turn) return;
    const isQuiet = !failure || failure.trouble === 'cancelled';
    store.setState({ attempt: isQuiet ? IDLE : { stage: 'failed', way, ...failure } });
  }

  function release(): void {
    clearTimeout(holding);
    held?.drop();
    held = undefined;
  }

  /** Leaves an attempt that is under way or has failed. */
  function leave(): void {
    store.getState().cancel();
    release();
    turn++;
    store.setState({ attempt: IDLE });
  }

  function aim(target: UnlockTarget | undefined): void {
    leave();
    store.setState({ target, keyFile: undefined });
  }

  function amend(change: Partial<Setup>): void {
    const { setup } = store.getState();
    if (setup) store.setState({ setup: { ...setup, ...change } });
  }

  async function choose(
    purpose: 'open-vault' | 'new-vault' | 'key-file' | 'new-key-file',
    suggestedName?: string,
  ): Promise<ChosenFile | undefined> {
    return vault.chooseFile({ purpose, ...(suggestedName && { suggestedName }) }).catch(() => undefined);
  }

  let before: string | undefined;
  vault.on('changed', ({ state }) => {
    if (state === before) return;
    // Locked behind the back of whoever had just made it: the lock screen, not the sheet.
    const isOver = before === 'open' && state !== 'open';
    before = state;
    if (state === 'open') {
      release();
      store.setState({ target: undefined, keyFile: undefined });
    }
    if (isOver) store.setState({ setup: undefined, attempt: IDLE });
  });
  return store;
}

/** What another place for the file mends. */
const PLACE_TROUBLES: Partial<Readonly<Record<AccessFailure['trouble'], true>>> = {
  'not-found': true,
  'no-permission': true,
  'read-only': true,
  'disk-full': true,
  'not-answering': true,
  'is-a-folder': true,
  exists: true,
  'unknown-vault': true,
};
