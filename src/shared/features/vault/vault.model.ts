import { z } from 'zod';

/** A secret on its way: UTF-8 bytes, so that whoever is done with it can overwrite it. */
export const secretSchema = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 65_536,
);
export type SecretBytes = z.output<typeof secretSchema>;

/** Uuid of an entry or group: 32 lower-case hexadecimal digits. */
export const uuidSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Milliseconds since the epoch. */
export const instantSchema = z.number();

/** A file the person chose in the system's dialog: main knows the path, the page only this. */
export const chosenFileSchema = z.strictObject({
  id: z.string().max(64),
  /** File name without folder. */
  name: z.string(),
  /** Folder, to be shown. */
  folder: z.string(),
});
export type ChosenFile = z.output<typeof chosenFileSchema>;

/** Why a file could not be read or written. */
export const FILE_PROBLEMS = [
  'not-found',
  'no-permission',
  'read-only',
  'disk-full',
  'not-answering',
  'is-a-folder',
  'too-large',
  'exists',
  'unreadable',
] as const;

/** Why the content of a file could not be opened as a vault. */
export const CONTENT_PROBLEMS = [
  'not-kdbx',
  'kdb-1',
  'version-too-new',
  'truncated',
  'damaged',
  'wrong-key',
  'kdf-too-heavy',
  'unsupported-cipher',
  'unsupported-kdf',
  'too-large',
  'bad-xml',
  'bad-key-file',
] as const;

/** Why a vault stays closed. */
export const OPEN_PROBLEMS = [
  ...FILE_PROBLEMS,
  ...CONTENT_PROBLEMS.filter((one) => one !== 'too-large'),
  /** Another client holds the lock file: `owner` says who. */
  'in-use',
  'unknown-vault',
  /** The keychain does not hold the key any more; the password opens the vault. */
  'keychain-empty',
  /** The keychain is locked, missing or does not answer; the password opens the vault. */
  'keychain-unavailable',
  /** The key in the keychain is of an earlier master password. */
  'keychain-outdated',
  /** The city does not allow quick unlock. */
  'forbidden-by-policy',
  /** The master password is weaker than the city allows. */
  'too-weak',
  'cancelled',
  /** The process that holds the vault ended unexpectedly. */
  'keeper-gone',
] as const;
export type OpenProblem = (typeof OPEN_PROBLEMS)[number];

/** Who holds a vault's lock file. */
export const lockOwnerSchema = z.strictObject({
  user: z.string(),
  host: z.string(),
  since: instantSchema.optional(),
  /** Gives no sign of life any more: it may be broken after asking. */
  isStale: z.boolean(),
});
export type LockOwner = z.output<typeof lockOwnerSchema>;

export const openedSchema = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), reason: z.enum(OPEN_PROBLEMS), owner: lockOwnerSchema.optional() }),
]);
export type Opened = z.output<typeof openedSchema>;

/** A vault this machine knows. */
export const knownVaultSchema = z.strictObject({
  id: z.string().max(64),
  name: z.string(),
  fileName: z.string(),
  folder: z.string(),
  /** A key file belongs to it; remembered by its place, never by its content. */
  keyFile: z.string().optional(),
  /**
   * `ready`: a key lies in the keychain. `off`: not set up. `forbidden`: the city does not allow it.
   * `lost`: it was set up and the keychain does not hold it any more.
   */
  quickUnlock: z.enum(['ready', 'off', 'forbidden', 'lost']),
});
export type KnownVault = z.output<typeof knownVaultSchema>;

/** Why the vault was locked. */
export const LOCK_REASONS = [
  'start',
  'asked',
  'idle',
  'suspend',
  'screen-lock',
  'window-closed',
  'person-changed',
  'longest-time',
  'keeper-gone',
] as const;
export type LockReason = (typeof LOCK_REASONS)[number];

/** How the last change came to the disk. */
export const saveStateSchema = z.union([
  z.strictObject({ state: z.literal('saved'), at: instantSchema }),
  z.strictObject({ state: z.literal('saving') }),
  /** Kept in memory, tried again by itself; the file on disk is as it was. */
  z.strictObject({
    state: z.literal('failed'),
    reason: z.enum([...FILE_PROBLEMS, 'lock-lost', 'not-verified', 'changed-and-unreadable']),
    since: instantSchema,
  }),
]);
export type SaveState = z.output<typeof saveStateSchema>;

export const vaultStatusSchema = z.union([
  /** No vault is known yet: create one or open one. */
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({
    state: z.literal('locked'),
    vault: knownVaultSchema,
    others: z.array(knownVaultSchema),
    reason: z.enum(LOCK_REASONS),
    /** Changes that could not be brought to disk before locking lie sealed beside the vault and return on unlocking. */
    hasRescued: z.boolean(),
  }),
  z.strictObject({
    state: z.literal('open'),
    vault: knownVaultSchema,
    others: z.array(knownVaultSchema),
    save: saveStateSchema,
    /** Grows with every change of what the vault holds. */
    revision: z.int(),
    entries: z.int(),
    /** Conflicts of merges that the person has not looked at. */
    conflicts: z.int(),
    /** What undoing would take back, if anything. */
    undo: z.strictObject({ action: z.string(), title: z.string() }).optional(),
    redo: z.strictObject({ action: z.string(), title: z.string() }).optional(),
    /** The file vanished (share gone); the vault stays usable and is saved when it is back. */
    isFileGone: z.boolean(),
    escrow: z.enum(['off', 'available', 'sealed']),
  }),
]);
export type VaultStatus = z.output<typeof vaultStatusSchema>;

/** What a person sets for the vault on this machine; policy sets limits. Times in seconds, 0 for never. */
export const vaultPreferencesSchema = z.strictObject({
  lockAfterIdleSeconds: z.int().min(0).max(86_400),
  lockOnScreenLock: z.boolean(),
  lockOnSuspend: z.boolean(),
  lockOnClose: z.boolean(),
  clearClipboardAfterSeconds: z.int().min(5).max(600),
  hideAfterSeconds: z.int().min(5).max(600),
  /** Keep the window out of screenshots and screen sharing; off where a remote desktop shows only black. */
  contentProtection: z.boolean(),
});
export type VaultPreferences = z.output<typeof vaultPreferencesSchema>;

export const DEFAULT_VAULT_PREFERENCES: VaultPreferences = {
  lockAfterIdleSeconds: 600,
  lockOnScreenLock: true,
  lockOnSuspend: true,
  lockOnClose: true,
  clearClipboardAfterSeconds: 20,
  hideAfterSeconds: 20,
  contentProtection: true,
};

/** What the city allows; absent means no limit. */
export const vaultLimitsSchema = z.strictObject({
  quickUnlock: z.boolean(),
  /** Longest idle time before locking; a person's choice above it (or never) is cut to it. */
  longestIdleSeconds: z.int().min(30).optional(),
  /** Longest time unlocked, idle or not. */
  longestOpenSeconds: z.int().min(60).optional(),
  /** 0 to 4: weakest master password that is taken (zxcvbn score). */
  weakestMasterScore: z.int().min(0).max(4),
  auditDays: z.int().min(1).max(3650),
  /** Whether the vault's key may be sealed to the administration, and to whom. */
  escrow: z.strictObject({ name: z.string(), keyId: z.string(), fingerprint: z.string() }).optional(),
});
export type VaultLimits = z.output<typeof vaultLimitsSchema>;

/** How strong a secret is. */
export const strengthSchema = z.strictObject({
  /** 0 (guessed at once) to 4 (practically not to be guessed). */
  score: z.int().min(0).max(4),
  guessesLog10: z.number(),
  /** Seconds to guess it with the file in hand, 10,000 guesses a second. */
  offlineSeconds: z.number(),
  /** Codes, translated by the page; an unknown one is left out. */
  warning: z.string().max(60).optional(),
  suggestions: z.array(z.string().max(60)).max(10),
});
export type Strength = z.output<typeof strengthSchema>;

/** Somebody in the client wants to sign in somewhere for the person; nothing is handed out without their choice. */
export const credentialsQuestionSchema = z.strictObject({
  id: z.string().max(64),
  /** Who asks, to be shown. */
  asker: z.string(),
  /** The origin it is for, IDN shown as Unicode only where it cannot be mistaken. */
  origin: z.string(),
  offers: z.array(
    z.strictObject({
      entry: uuidSchema,
      title: z.string(),
      userName: z.string(),
      match: z.enum(['exact', 'same-host', 'same-domain']),
    }),
  ),
});
export type CredentialsQuestion = z.output<typeof credentialsQuestionSchema>;
