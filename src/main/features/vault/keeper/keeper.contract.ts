import type {
  LockOwner,
  OpenProblem,
  SaveState,
  SecretBytes,
  Strength,
} from '../../../../shared/features/vault/vault.model';
import type { Refused, VaultContentCalls } from '../../../../shared/features/vault/vault-content.contract';

/**
 * What main and the keeper say to each other. The keeper is the utility process that holds the open vault: one
 * process for one vault, ended when the vault is locked. Both sides are ours and come from one build: types are
 * enough here, nothing is validated again.
 */

/** What the keeper is told before anything else. */
export interface KeeperStart {
  /** Who writes the lock file. */
  readonly owner: { readonly user: string; readonly host: string; readonly application: string };
  /** Folder on this machine for the audit log, backups and rescued changes of all vaults. */
  readonly folder: string;
  readonly cityWords: readonly string[];
  readonly auditDays: number;
  /** 0 to 4. */
  readonly weakestMasterScore: number;
  readonly escrow?: { readonly name: string; readonly keyId: string; readonly publicKey: string };
  /** Name of a new vault's recycle bin. */
  readonly binName: string;
}

/** What opens a vault. Key files by path: the keeper reads them itself. */
export type KeeperKey =
  | { readonly kind: 'known'; readonly password: SecretBytes; readonly keyFile?: string }
  /** The vault's key, sealed by `sealKey` with a random key from the keychain. */
  | { readonly kind: 'quick'; readonly random: SecretBytes; readonly sealed: Uint8Array };

export type KeeperOpened =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: OpenProblem; readonly owner?: LockOwner };

/** Told on every change while a vault is open. */
export interface KeeperState {
  /** `DatabaseName`, or the file's name. */
  readonly name: string;
  readonly save: SaveState;
  readonly revision: number;
  readonly entries: number;
  readonly conflicts: number;
  readonly undo?: { readonly action: string; readonly title: string };
  readonly redo?: { readonly action: string; readonly title: string };
  readonly isFileGone: boolean;
  readonly escrow: 'off' | 'available' | 'sealed';
}

/** One way to sign in at an address; no secret in it. */
export interface CredentialOffer {
  readonly entry: string;
  readonly title: string;
  readonly userName: string;
  readonly match: 'exact' | 'same-host' | 'same-domain';
}

type Result<T> = ({ readonly ok: true } & T) | Refused;
/** Calls of the contract with the page in which main has a part of its own: dialogs, clipboard, times. */
type MainHasAPart =
  | 'reveal'
  | 'copy'
  | 'addAttachments'
  | 'saveAttachment'
  | 'previewImport'
  | 'importFile'
  | 'exportVault'
  | 'exportAudit';
type Input<K extends keyof VaultContentCalls> = Parameters<VaultContentCalls[K]>[0];
type Output<K extends keyof VaultContentCalls> = Awaited<ReturnType<VaultContentCalls[K]>>;
/** The page names files by choice; main knows their paths. */
type WithPath<I> = Omit<I, 'file' | 'keyFile'> & { readonly path: string; readonly keyFile?: string };

/** What main may ask of the keeper. */
export interface KeeperCalls extends Omit<VaultContentCalls, MainHasAPart> {
  start(input: KeeperStart): Promise<void>;
  create(input: {
    readonly vault: string;
    readonly path: string;
    readonly name: string;
    readonly password: SecretBytes;
    readonly keyFile?: { readonly path: string; readonly isNew: boolean };
  }): Promise<KeeperOpened>;
  /** `vault` names audit log, backups and rescued changes of this vault on this machine. */
  open(input: {
    readonly vault: string;
    readonly path: string;
    readonly key: KeeperKey;
    readonly breakLock: boolean;
  }): Promise<KeeperOpened>;
  /** Saves what is unsaved (or seals it beside as rescued), overwrites keys and plain text. Ends within 10 s. */
  lock(input: { readonly reason: string }): Promise<{ readonly hasRescued: boolean }>;
  changeKey(input: {
    readonly current: SecretBytes;
    /** Path of the key file that belongs to the key until now. */
    readonly currentKeyFile?: string | undefined;
    readonly password: SecretBytes;
    readonly keyFile: 'keep' | 'none' | { readonly path: string; readonly isNew: boolean };
  }): Promise<KeeperOpened>;
  /** Seals the open vault's key with a random key (32 bytes): for quick unlock. */
  sealKey(input: { readonly random: SecretBytes }): Promise<Result<{ readonly sealed: Uint8Array }>>;
  /** Main tells what it did with the keychain, for the audit log. */
  noteQuickUnlock(input: { readonly on: boolean }): Promise<void>;
  rateSecret(input: { readonly secret: SecretBytes; readonly context: readonly string[] }): Promise<Strength>;
  reveal(input: Input<'reveal'>): Promise<Result<{ readonly secret: SecretBytes }>>;
  /** The value that main puts on the clipboard. */
  takeForClipboard(input: Input<'copy'>): Promise<Result<{ readonly secret: SecretBytes }>>;
  addAttachments(input: {
    readonly id: string;
    readonly paths: readonly string[];
  }): Promise<Output<'addAttachments'>>;
  saveAttachment(
    input: Input<'saveAttachment'> & { readonly path: string },
  ): Promise<Output<'saveAttachment'>>;
  previewImport(input: WithPath<Input<'previewImport'>>): Promise<Output<'previewImport'>>;
  importFile(input: WithPath<Input<'importFile'>>): Promise<Output<'importFile'>>;
  exportVault(input: Input<'exportVault'> & { readonly path: string }): Promise<Output<'exportVault'>>;
  exportAudit(input: { readonly path: string }): Promise<Output<'exportAudit'>>;
  /** `origin` is the address as it is shown to the person: IDN as Unicode only where it cannot be mistaken. */
  findCredentials(input: {
    readonly address: string;
  }): Promise<Result<{ readonly origin: string; readonly offers: readonly CredentialOffer[] }>>;
  /** Hands one out and records the use. */
  takeCredentials(input: {
    readonly entry: string;
    readonly address: string;
  }): Promise<Result<{ readonly userName: string; readonly password: SecretBytes; readonly totp?: string }>>;
}

/** What the keeper tells main unasked. */
export interface KeeperEvents {
  readonly changed: KeeperState;
}

/** A message on the port between main and keeper. */
export type KeeperMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: keyof KeeperCalls; readonly input: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  /** A bug on the other side; `code` says where, never what was in it. */
  | { readonly kind: 'failure'; readonly id: number; readonly code: string }
  | { readonly kind: 'event'; readonly name: keyof KeeperEvents; readonly payload: unknown };
