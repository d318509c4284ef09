import type {
  ChosenFile,
  KnownVault,
  LockOwner,
  Opened,
  OpenProblem,
} from '../../../../shared/features/vault/vault.model';

/** Why a vault stays closed; `unanswered` when main did not answer at all. */
export type AccessTrouble = OpenProblem | 'unanswered';

/** Code for the help desk by why a vault stays closed; none where nothing is broken. */
export const ACCESS_CODES: Readonly<Record<AccessTrouble, string | undefined>> = {
  'not-found': 'VLT-101',
  'no-permission': 'VLT-102',
  'read-only': 'VLT-103',
  'disk-full': 'VLT-104',
  'not-answering': 'VLT-105',
  'is-a-folder': 'VLT-106',
  'too-large': 'VLT-107',
  exists: undefined,
  unreadable: 'VLT-109',
  'not-kdbx': 'VLT-110',
  'kdb-1': 'VLT-111',
  'version-too-new': 'VLT-112',
  truncated: 'VLT-113',
  damaged: 'VLT-114',
  'wrong-key': undefined,
  'kdf-too-heavy': 'VLT-116',
  'unsupported-cipher': 'VLT-117',
  'unsupported-kdf': 'VLT-118',
  'bad-xml': 'VLT-119',
  'bad-key-file': 'VLT-120',
  'in-use': 'VLT-121',
  'unknown-vault': 'VLT-122',
  'keychain-empty': 'VLT-123',
  'keychain-unavailable': 'VLT-124',
  'keychain-outdated': 'VLT-125',
  'forbidden-by-policy': undefined,
  'too-weak': undefined,
  cancelled: undefined,
  'keeper-gone': 'VLT-129',
  unanswered: 'VLT-130',
};

/** What is broken in the file itself: an earlier state of it helps. */
const BROKEN: readonly AccessTrouble[] = ['truncated', 'damaged', 'bad-xml', 'unreadable'];

/** Whether a backup of the file is what helps. */
export function helpsBackup(trouble: AccessTrouble): boolean {
  return BROKEN.includes(trouble);
}

/** Told without alarm and without sending anybody to the help desk: typed wrongly, in use, or refused by a rule. */
const HARMLESS: readonly AccessTrouble[] = [
  'wrong-key',
  'in-use',
  'exists',
  'forbidden-by-policy',
  'too-weak',
  'cancelled',
  'keychain-empty',
  'keychain-unavailable',
  'keychain-outdated',
  'bad-key-file',
];

/** Whether nothing is broken: a hint, no alarm. */
export function isHarmless(trouble: AccessTrouble): boolean {
  return HARMLESS.includes(trouble);
}

/** What somebody wants to open. */
export type UnlockTarget =
  | { readonly kind: 'known'; readonly vault: KnownVault }
  | { readonly kind: 'file'; readonly file: ChosenFile };

/** How somebody tries to open it. */
export type Way = 'password' | 'quick';

/** Why an attempt ended. */
export interface AccessFailure {
  readonly trouble: AccessTrouble;
  /** Who has the vault open, with `in-use`. */
  readonly owner?: LockOwner | undefined;
}

/** Where somebody stands with opening a vault. */
export type Attempt =
  | { readonly stage: 'idle' }
  /** `isSlow` when it takes longer than a second: then it is said. */
  | { readonly stage: 'working'; readonly way: Way; readonly isSlow: boolean }
  | ({ readonly stage: 'failed'; readonly way: Way } & AccessFailure);

/** A wish for a key file. */
export type KeyFileWish =
  | { readonly kind: 'none' }
  | { readonly kind: 'existing' | 'new'; readonly file: ChosenFile };

/** The wish as the contract takes it. */
export function keyFileOf(wish: KeyFileWish) {
  return wish.kind === 'none' ? { kind: wish.kind } : { kind: wish.kind, file: wish.file.id };
}

/**
 * What an answer says of a failure; undefined when the vault is open.
 * @param answer undefined when main did not answer
 */
export function failureOf(answer: Opened | undefined): AccessFailure | undefined {
  if (!answer) return { trouble: 'unanswered' };
  if (answer.ok) return undefined;
  return { trouble: answer.reason, ...(answer.owner && { owner: answer.owner }) };
}
