import type { FILE_PROBLEMS } from '../../../../shared/features/vault/vault.model';
import type { VaultDatabase } from '../database/vault-database.model';
import type { EscrowRecipient, Sealed } from '../escrow/escrow.model';
import type { VaultFile } from '../file/vault-file.model';
import type { KdbxDatabase } from '../kdbx/kdbx.model';

type FileProblem = (typeof FILE_PROBLEMS)[number];
type Refused = { readonly ok: false; readonly reason: FileProblem };

/** Files that a person chose, other than the vault itself. */
export interface LocalFiles {
  /** @param most bytes; a larger file is refused */
  read(path: string, most: number): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | Refused>;
  /** Writes a file that only its owner may read, in the place of an older one; it is on the disk when this settles. */
  write(path: string, bytes: Uint8Array): Promise<{ readonly ok: true } | Refused>;
}

/** Time as the keeper needs it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What saving needs of the open database. */
export type SavingDatabase = Pick<VaultDatabase, 'revision' | 'snapshot' | 'noteSaved' | 'merge'>;

/** What saving needs of the file. */
export type SavingFile = Pick<VaultFile, 'read' | 'save'>;

/** The codec under the open vault's key. */
export interface VaultCodec {
  encode(database: KdbxDatabase): Promise<Uint8Array>;
  /** Undefined when it does not open with our key. */
  decode(bytes: Uint8Array): Promise<KdbxDatabase | undefined>;
  /** Whether bytes open with our key and hold as much as the database. */
  holds(bytes: Uint8Array, database: KdbxDatabase): Promise<boolean>;
}

/** Where on this machine changes are put by that could not be saved. */
export interface RescuePlace {
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
}

/** Key files: something a person has. */
export interface KeyFiles {
  /** The content is the asker's to overwrite. */
  read(path: string): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | Refused>;
  /** Writes a new key file; one that is there is never replaced. */
  make(path: string): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | Refused>;
}

/** Seals a vault's key to the administration; the last argument binds it to the vault. */
export type SealForEscrow = (key: Uint8Array, recipient: EscrowRecipient, vault: string) => Sealed;
