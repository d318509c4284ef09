/** Why a file is not opened. */
export const KDBX_PROBLEMS = [
  /** Something else than a KeePass database. */
  'not-kdbx',
  /** A database of KeePass 1 (`.kdb`). */
  'kdb-1',
  /** A KDBX version after 4. */
  'version-too-new',
  /** The file ends before its content does. */
  'truncated',
  /** The file's own checks say that it was changed. */
  'damaged',
  /** Password or key file is not the right one. In KDBX 3.1 damage at the beginning looks the same. */
  'wrong-key',
  /** Deriving the key would take more memory or time than we give a file. */
  'kdf-too-heavy',
  'unsupported-cipher',
  'unsupported-kdf',
  /** More content than we take into memory. */
  'too-large',
  /** The content is not XML of a KeePass database. */
  'bad-xml',
] as const;
export type KdbxProblem = (typeof KDBX_PROBLEMS)[number];

/** Ends the reading of a file; `readKdbx` and `readKeePassXml` turn it into their answer. */
export class KdbxFailure extends Error {
  override readonly name = 'KdbxFailure';
  readonly reason: KdbxProblem;

  constructor(reason: KdbxProblem) {
    super(reason);
    this.reason = reason;
  }
}
