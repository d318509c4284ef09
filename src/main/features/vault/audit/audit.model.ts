import type { AuditAction } from '../../../../shared/features/vault/vault-content.contract';

/** One thing that was done in the vault, as the person's own record has it. No title, no secret. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly action: AuditAction;
  /** Uuid of the entry it was done with. */
  readonly entry?: string;
  /** A short code or count such as the name of a standard field or an import's format; never what a person typed. */
  readonly detail?: string;
}

/** What was found when the log was opened. Never a reason not to open the vault. */
export type AuditProblem =
  /** Lines that cannot be read or were changed; they are left out, and `verify` says where. */
  | 'damaged'
  /** The vault got another key without us (changed in another program): the old record was set aside, a new one begun. */
  | 'other-key'
  /** The folder cannot be read or written: what is recorded now is lost when the vault is locked. */
  | 'not-writable';

export type AuditVerdict = { readonly intact: true } | { readonly intact: false; readonly at: number };

/** The record of one vault on this machine, open for reading and appending. Nothing here rejects. */
export interface AuditLog {
  readonly problem: AuditProblem | undefined;
  /** Takes the entry at once; settles when it has reached the disk or could not. Need not be awaited. */
  append(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** Newest first. */
  read(range: { readonly offset: number; readonly limit: number }): {
    readonly total: number;
    readonly entries: readonly AuditEntry[];
  };
  /**
   * Whether the record is whole: every line unchanged, in its place, none missing in between or at the end.
   * `at`: running number of the first line that is not.
   */
  verify(): Promise<AuditVerdict>;
  /** Forgets what is older than the policy allows; what remains stays verifiable. */
  prune(): Promise<void>;
  /** Enciphers the record for a new key of the vault (32 bytes); the old one does not open it any more. */
  changeKey(key: Uint8Array): Promise<void>;
  /**
   * CSV (RFC 4180) in UTF-8 with byte order mark, oldest first, for a person's spreadsheet.
   * @param titleOf what an entry is called now
   */
  exportAll(titleOf?: (entry: string) => string | undefined): Uint8Array;
  /** Brings what is left to the disk and overwrites the keys. */
  close(): Promise<void>;
}

/** Time as the audit log needs it; a fake one in tests. */
export interface Clock {
  now(): Date;
}

/** What the help desk may see of incidents: a code, never what was done. */
export interface Log {
  note(code: string, details?: Readonly<Record<string, string | number | boolean>>): void;
}

export interface AuditSettings {
  /** On this machine; made if missing, readable by its owner alone. */
  readonly folder: string;
  /** Names the vault on this machine: letters, digits, `-`, `_`. */
  readonly vaultId: string;
  readonly maxAgeDays: number;
  readonly clock: Clock;
  readonly log?: Log;
}
