import type { FILE_PROBLEMS, LockOwner } from '../../../../shared/features/vault/vault.model';

/** Why the vault file could not be read or written. */
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** One content of the vault file: what tells it from every other. Plain values: may be kept and compared. */
export interface Stamp {
  /** Bytes. */
  readonly size: number;
  /** Time of the last change as the file system has it, in nanoseconds since the epoch. */
  readonly modified: bigint;
  readonly inode: bigint;
  /** SHA-256 of the content, lower-case hexadecimal digits. */
  readonly sha256: string;
}

export type ReadVault =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly stamp: Stamp }
  | { readonly ok: false; readonly reason: FileProblem };

export type LockedVault =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'in-use';
      readonly owner: LockOwner;
      /**
       * The process that took the lock on this very machine has ended: nobody else can be at work, and `breakStale`
       * needs no question. Where only `owner.isStale` is true, a person is to be asked first.
       */
      readonly isDead: boolean;
    }
  | { readonly ok: false; readonly reason: FileProblem };

export type SavedVault =
  | {
      readonly ok: true;
      readonly stamp: Stamp;
      /** The vault is saved, but what it held before could not be kept as a backup. */
      readonly backupProblem?: FileProblem;
    }
  /** The file holds something else than what the save goes over: merge this and save again over its stamp. */
  | {
      readonly ok: false;
      readonly reason: 'changed-outside';
      readonly bytes: Uint8Array;
      readonly stamp: Stamp;
    }
  /** `lock-lost`: we do not hold the lock (any more). `not-verified`: what was re-read is not what was written. */
  | { readonly ok: false; readonly reason: FileProblem | 'lock-lost' | 'not-verified' };

/**
 * What happened to the file behind our back. `changed`: it holds content that we have neither read nor written;
 * `gone`, `back`: it vanished with or without its folder, and is there again; `lock-lost`: somebody broke our lock.
 */
export type OutsideEvent = 'changed' | 'gone' | 'back' | 'lock-lost';

/** An earlier content of the vault file. */
export interface VaultBackup {
  readonly id: string;
  /** When this content was written; milliseconds since the epoch. */
  readonly at: number;
  /** Bytes. */
  readonly size: number;
}

/** The vault file in its folder. Nothing here rejects: what may go wrong outside is answered as a reason. */
export interface VaultFile {
  /** Needs no lock. */
  read(): Promise<ReadVault>;
  /**
   * Takes the lock, and sweeps away what a save of ours that was cut off has left behind.
   * @param options.breakStale break the lock of an owner that gives no sign of life; one that lives is never broken
   */
  lock(options?: { readonly breakStale?: boolean }): Promise<LockedVault>;
  /** Gives the lock back. Removes no lock but our own. */
  unlock(): Promise<void>;
  /**
   * Replaces the content, under our lock. After any failure, a power cut too, the file holds what it held before.
   * Saves follow one another.
   * @param verify decodes what was re-read, as if the vault were opened; false if that fails
   * @param over the content on which the new one builds. If the file holds another one, nothing is written and the
   *   answer is `changed-outside`. `nothing`: there must be no file yet (`exists`); without it a file that is not
   *   there is `not-found`, so that an unmounted share is not taken for an empty one
   */
  save(
    bytes: Uint8Array,
    verify: (bytes: Uint8Array) => Promise<boolean>,
    over: Stamp | 'nothing',
  ): Promise<SavedVault>;
  /** Tells what happens to the file from outside, from the first `read` or `save` on; never our own saves. */
  onChangedOutside(listener: (event: OutsideEvent) => void): () => void;
  /** Newest first. */
  backups(): Promise<
    | { readonly ok: true; readonly backups: readonly VaultBackup[] }
    | { readonly ok: false; readonly reason: FileProblem }
  >;
  /** `unreadable` also where the backup does not hold any more what was put there. */
  readBackup(
    id: string,
  ): Promise<
    { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly reason: FileProblem }
  >;
  /** Ends watching and gives the lock back. */
  close(): Promise<void>;
}

/** Time as the vault file needs it; a fake one in tests. */
export interface Clock {
  now(): Date;
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What the help desk may see of incidents: a code, never a path or a name. */
export interface Log {
  note(code: string, details?: Readonly<Record<string, string | number | boolean>>): void;
}

export interface VaultFileSettings {
  readonly path: string;
  /** Written into the lock file, to be shown to others. */
  readonly owner: { readonly user: string; readonly host: string; readonly application: string };
  readonly backups: {
    /** On this machine as a rule: a share may be small. Made at the first backup. */
    readonly folder: string;
    /** So many of the last contents are kept (5 unless told). */
    readonly recent?: number;
    /** And for so many days the last content of each day (14 unless told). */
    readonly days?: number;
  };
  readonly log?: Log;
  readonly clock?: Clock;
  /** Longest time that one step of the file system may take, in milliseconds (10,000 unless told). */
  readonly stepLimit?: number;
}
