import type { SecretBytes, VaultLimits, VaultPreferences } from '../../../shared/features/vault/vault.model';
import type { LocalFiles } from './keeper/keeper.ports';
import type { KeeperLine } from './keeper/keeper-wire';

/** Time as the services need it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Writes down what the help desk may see. */
export interface Notes {
  note(code: string, details?: Readonly<Record<string, string | number | boolean>>): void;
}

/** A keeper that runs. */
export interface RunningKeeper extends KeeperLine {
  /** Ends the process, whatever it does; `closed` settles when it is gone. */
  end(): void;
}

/** Starts the process that holds a vault. */
export interface Keepers {
  /** It has been told `start` when it is handed out. Rejects with `KeeperGone` when no process can be started. */
  start(): Promise<RunningKeeper>;
}

/** Keeps one secret in the operating system's keychain. Nothing rejects; each call ends within 20 seconds. */
export interface Keychain {
  /** The secret is undefined when none is kept. */
  load(): Promise<{ readonly ok: true; readonly secret: string | undefined } | { readonly ok: false }>;
  save(secret: string): Promise<{ readonly ok: boolean }>;
  remove(): Promise<{ readonly ok: boolean }>;
}

/** How a vault is remembered on this machine. Holds no secret: `sealed` opens with the keychain's key alone. */
export interface VaultRecord {
  readonly id: string;
  /** Subject of the person it belongs to; null when nobody had ever signed in. */
  readonly owner: string | null;
  readonly name: string;
  readonly path: string;
  readonly fileName: string;
  readonly folder: string;
  /** Path of the key file it was last opened with. */
  readonly keyFile?: string | undefined;
  /**
   * Quick unlock. `outdated`: the master password was changed elsewhere; it is set up anew at the next unlock.
   * `lost`: the keychain held nothing any more.
   */
  readonly quick: 'on' | 'off' | 'lost' | 'outdated';
  /** Base64 of the vault's key, sealed with the random key in the keychain. */
  readonly sealed?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly lastOpened: number;
  readonly hasRescued: boolean;
}

/** All that is remembered of vaults on this machine. */
export interface VaultMemory {
  readonly vaults: readonly VaultRecord[];
  /** Who was here last; null when nobody had ever signed in. */
  readonly person: string | null;
  /** That person has signed out since. */
  readonly hasLeft: boolean;
  /** Keys that could not be taken out of the keychain yet, by vault. */
  readonly leftInKeychain: readonly string[];
}

/** A small value that lasts. */
export interface Remembered<T> {
  read(): T;
  write(value: T): Promise<unknown>;
}

/** A file or a place for one, with the path that only main knows. */
export interface ChosenPath {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
}

/** What a dialog is opened for. */
export type DialogPurpose =
  | 'open-vault'
  | 'new-vault'
  | 'key-file'
  | 'new-key-file'
  | 'import'
  | 'attachment'
  | 'export-kdbx'
  | 'export-csv'
  | 'export-xml'
  | 'audit'
  | 'sheet';

/** The system's file dialogs. Undefined when the person chose nothing. */
export interface Dialogs {
  choose(purpose: DialogPurpose, suggestedName?: string): Promise<ChosenPath | undefined>;
  /** Several existing files; empty when the person chose nothing. */
  chooseSeveral(purpose: 'attachment'): Promise<readonly string[]>;
  /** A place that is free, in the person's documents. */
  suggest(): Promise<ChosenPath>;
}

/** The clipboard that all programs share. */
export interface SystemClipboard {
  /**
   * Puts a text there, marked as not for clipboard histories where that can be said, and overwrites `secret`.
   * @returns undefined when the system did not take it
   */
  put(secret: SecretBytes): Promise<PutText | undefined>;
}

/** A text that was put on the clipboard. Remembers it by a hash alone. */
export interface PutText {
  /** Clears the clipboard if it still holds this text. Never rejects. */
  clear(): Promise<void>;
}

/** What around the client may lock the vault. */
export interface Surroundings {
  /** Seconds without input: of the whole machine where that is known, else of the client's own window. */
  idleSeconds(): number;
  /** Calls back on `suspend`, `screen-lock`, `shutdown` and `hotkey`. Called once. */
  listen(listener: (incident: 'suspend' | 'screen-lock' | 'shutdown' | 'hotkey') => void): void;
}

/** Keeps the window out of screenshots and shared screens, where the system can. */
export interface Screen {
  protect(on: boolean): void;
}

/** What a page that is to be printed can become. */
export interface Sheets {
  print(): Promise<'done' | 'cancelled' | 'no-printer' | 'unreadable'>;
  /** The page as a PDF. */
  pdf(): Promise<Uint8Array>;
}

/** Files that a person chose, and the system's file manager. */
export interface Files extends Pick<LocalFiles, 'write'> {
  /** Shows a file in the system's file manager. */
  show(path: string): void;
}

/** What the city and the person have settled for vaults; asked anew each time. */
export interface Settled {
  preferences(): VaultPreferences;
  limits(): VaultLimits;
}

/** Why no credentials are handed out. */
export type CredentialsRefusal =
  /** The vault is locked. */
  | 'locked'
  | 'none-found'
  /** The person said no, or nothing. */
  | 'refused'
  /** Another question waits for the person. */
  | 'busy';

/**
 * Credentials from the person's vault, for other features. The person is asked each time and chooses; nothing is
 * handed out without that, and nothing is remembered.
 */
export interface Credentials {
  /**
   * @param question `asker`: who asks, to be shown to the person; `address`: the URL to sign in at
   * @returns ends by itself when the person does not answer; whoever gets the password overwrites it when done
   */
  ask(question: { readonly asker: string; readonly address: string }): Promise<
    | {
        readonly ok: true;
        readonly userName: string;
        readonly password: SecretBytes;
        readonly totp?: string;
      }
    | { readonly ok: false; readonly reason: CredentialsRefusal }
  >;
}
