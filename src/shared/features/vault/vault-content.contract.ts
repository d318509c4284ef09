import { z } from 'zod';
import { call, type Handlers } from '../../ipc/contract';
import { FILE_PROBLEMS, instantSchema, secretSchema, strengthSchema, uuidSchema } from './vault.model';

/** Why something could not be done to the open vault. */
export const CONTENT_REFUSALS = [
  ...FILE_PROBLEMS,
  'locked',
  'unknown-entry',
  'unknown-group',
  'unknown-field',
  'unknown-version',
  'unknown-attachment',
  'duplicate-name',
  'into-itself',
  'root-group',
  'nothing-to-undo',
  'not-allowed',
  'bad-totp',
  'no-totp',
  'bad-settings',
  'cancelled',
  'unknown-backup',
  'clipboard-refused',
] as const;
export type ContentRefusal = (typeof CONTENT_REFUSALS)[number];
const refused = z.strictObject({ ok: z.literal(false), reason: z.enum(CONTENT_REFUSALS) });
const done = z.union([z.strictObject({ ok: z.literal(true) }), refused]);
const or = <T extends z.ZodRawShape>(shape: T) =>
  z.union([z.strictObject({ ok: z.literal(true), ...shape }), refused]);
export type Refused = z.output<typeof refused>;
export type Done = z.output<typeof done>;

export const groupNodeSchema = z.strictObject({
  id: uuidSchema,
  /** Absent for the root. */
  parent: uuidSchema.optional(),
  name: z.string(),
  iconId: z.int(),
  isBin: z.boolean(),
  /** Entries in it, without those of its groups. */
  entries: z.int(),
});
export type GroupNode = z.output<typeof groupNodeSchema>;

/** One line of the list. No secrets. */
export const entryRowSchema = z.strictObject({
  id: uuidSchema,
  group: uuidSchema,
  /** Names of the groups from below the root, to be shown in searches. */
  path: z.array(z.string()),
  title: z.string(),
  userName: z.string(),
  url: z.string(),
  iconId: z.int(),
  tags: z.array(z.string()),
  isFavourite: z.boolean(),
  isExpired: z.boolean(),
  isInBin: z.boolean(),
  hasTotp: z.boolean(),
  hasPassword: z.boolean(),
  attachments: z.int(),
  modified: instantSchema,
});
export type EntryRow = z.output<typeof entryRowSchema>;

export const scopeSchema = z.union([
  z.strictObject({ kind: z.enum(['all', 'favourites', 'recent', 'expiring', 'bin']) }),
  z.strictObject({ kind: z.literal('group'), group: uuidSchema }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string() }),
]);
export type Scope = z.output<typeof scopeSchema>;
export const SORTS = ['title', 'userName', 'url', 'modified', 'expiry', 'relevance'] as const;

const fieldSchema = z.strictObject({
  name: z.string(),
  isProtected: z.boolean(),
  /** Absent for protected fields: `reveal` shows one when the person asks. */
  value: z.string().optional(),
});
const versionSchema = z.strictObject({
  /** Place in the history, 0 for the oldest. */
  index: z.int(),
  modified: instantSchema,
  title: z.string(),
  /** Names of what the next version changed: fields, `tags`, `attachments`, `expiry`… */
  changed: z.array(z.string()),
});
/** An entry as its page shows it. No protected values. */
export const entryDetailsSchema = z.strictObject({
  id: uuidSchema,
  group: uuidSchema,
  path: z.array(z.string()),
  title: z.string(),
  userName: z.string(),
  url: z.string(),
  /** Absent when the file protects the notes: then `reveal` field `Notes`. */
  notes: z.string().optional(),
  password: z.strictObject({
    isSet: z.boolean(),
    changed: instantSchema,
    strength: strengthSchema.optional(),
  }),
  /** Other entries with the same password. */
  reusedIn: z.array(z.strictObject({ id: uuidSchema, title: z.string() })),
  fields: z.array(fieldSchema),
  attachments: z.array(z.strictObject({ name: z.string(), size: z.int() })),
  tags: z.array(z.string()),
  iconId: z.int(),
  /** A PNG as a data URL, where the file brings one of its own. */
  customIcon: z.string().optional(),
  isFavourite: z.boolean(),
  isInBin: z.boolean(),
  expires: instantSchema.optional(),
  created: instantSchema,
  modified: instantSchema,
  accessed: instantSchema,
  qualityCheck: z.boolean(),
  totp: z
    .strictObject({ period: z.int(), digits: z.int(), issuer: z.string().optional() })
    .or(z.strictObject({ problem: z.string() }))
    .optional(),
  history: z.array(versionSchema),
});
export type EntryDetails = z.output<typeof entryDetailsSchema>;

/** What an editor changed. What is absent stays. */
export const entryDraftSchema = z.strictObject({
  title: z.string().max(10_000).optional(),
  userName: z.string().max(10_000).optional(),
  password: secretSchema.optional(),
  url: z.string().max(10_000).optional(),
  notes: z.string().max(1_000_000).optional(),
  tags: z.array(z.string().max(200)).max(200).optional(),
  iconId: z.int().min(0).max(68).optional(),
  /** null: never expires. */
  expires: instantSchema.nullable().optional(),
  qualityCheck: z.boolean().optional(),
  /** What a person pasted: otpauth URI or bare Base32; empty removes it. */
  totp: secretSchema.optional(),
  /** Custom fields in order of doing. */
  fields: z
    .array(
      z.union([
        z.strictObject({
          do: z.literal('set'),
          name: z.string().min(1).max(500),
          value: secretSchema,
          isProtected: z.boolean(),
        }),
        /** Changes whether it is protected, not what it holds. */
        z.strictObject({ do: z.literal('protect'), name: z.string(), isProtected: z.boolean() }),
        z.strictObject({ do: z.literal('rename'), name: z.string(), to: z.string().min(1).max(500) }),
        z.strictObject({ do: z.literal('remove'), name: z.string() }),
      ]),
    )
    .max(500)
    .optional(),
});
export type EntryDraft = z.input<typeof entryDraftSchema>;

export const passwordWishSchema = z.union([
  z.strictObject({
    kind: z.literal('password'),
    length: z.int().min(4).max(256),
    upper: z.boolean(),
    lower: z.boolean(),
    digits: z.boolean(),
    special: z.boolean(),
    extra: z.string().max(100),
    exclude: z.string().max(100),
    withoutLookAlikes: z.boolean(),
    everyKind: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('passphrase'),
    words: z.int().min(3).max(16),
    language: z.enum(['de', 'en']),
    separator: z.string().max(5),
    capitalise: z.boolean(),
    appendDigit: z.boolean(),
  }),
]);
export type PasswordWish = z.output<typeof passwordWishSchema>;

/** What the health report finds. */
export const FINDINGS = [
  'weak',
  'reused',
  'old',
  'expired',
  'expires-soon',
  'city-pattern',
  'totp-missing',
  'empty-password',
  'http-address',
] as const;
export type Finding = (typeof FINDINGS)[number];

export const healthSchema = z.strictObject({
  inspected: z.int(),
  counts: z.record(z.enum(FINDINGS), z.int()),
  entries: z.array(
    z.strictObject({
      id: uuidSchema,
      title: z.string(),
      userName: z.string(),
      findings: z.array(z.enum(FINDINGS)),
      /** Entries with the same number share a password. */
      reuseGroup: z.int().optional(),
    }),
  ),
});
export type Health = z.output<typeof healthSchema>;

export const CONFLICT_SIDES = ['ours', 'theirs'] as const;
/** Both sides changed the same entry; the one that is not current stands in its history. */
export const conflictSchema = z.strictObject({
  entry: uuidSchema,
  title: z.string(),
  /** When the merge was. */
  at: instantSchema,
  /** Names of the fields in which the two differ. */
  fields: z.array(z.string()),
  kept: z.enum(CONFLICT_SIDES),
  oursModified: instantSchema,
  theirsModified: instantSchema,
  /** Place of the other version in the entry's history. */
  other: z.int().optional(),
});
export type Conflict = z.output<typeof conflictSchema>;

export const AUDIT_ACTIONS = [
  'unlock',
  'unlock-failed',
  'lock',
  'reveal',
  'copy',
  'fill',
  'export',
  'import',
  'change',
  'merge',
  'key-changed',
  'quick-unlock-on',
  'quick-unlock-off',
  'escrow-on',
  'escrow-off',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

const importTargets = z.union([
  z.enum([
    'title',
    'userName',
    'password',
    'url',
    'notes',
    'group',
    'totp',
    'tags',
    'favourite',
    'created',
    'modified',
    'accessed',
    'expires',
    'icon',
    /** Lines of `name: value`, as Bitwarden writes its custom fields. */
    'fields',
    'ignore',
  ]),
  z.strictObject({ field: z.string().min(1).max(500), isProtected: z.boolean() }),
]);
export type ImportTarget = z.output<typeof importTargets>;
/** Why an import could not be read. */
export const IMPORT_PROBLEMS = [
  ...FILE_PROBLEMS,
  'not-kdbx',
  'kdb-1',
  'version-too-new',
  'truncated',
  'damaged',
  'wrong-key',
  'kdf-too-heavy',
  'unsupported-cipher',
  'unsupported-kdf',
  'bad-xml',
  'bad-key-file',
  'unknown-format',
  'encrypted',
  'no-rows',
  'needs-key',
  'locked',
  'unknown-group',
] as const;
export const importPreviewSchema = z.union([
  z.strictObject({
    ok: z.literal(true),
    /** `kdbx`, `keepass-xml`, or the product a table comes from, `csv-unknown` when not known. */
    format: z.string(),
    entries: z.int(),
    groups: z.int(),
    /** Only for tables: what stands in which column. */
    columns: z.array(
      z.strictObject({ name: z.string(), sample: z.array(z.string()), target: importTargets }),
    ),
    warnings: z.array(z.string()),
  }),
  z.strictObject({ ok: z.literal(false), reason: z.enum(IMPORT_PROBLEMS) }),
]);
export type ImportPreview = z.output<typeof importPreviewSchema>;
/** What was taken and what could not be. Codes are translated by the page. */
export const importReportSchema = z.strictObject({
  entries: z.int(),
  groups: z.int(),
  attachments: z.int(),
  notTaken: z.array(z.strictObject({ where: z.string(), what: z.string(), reason: z.string() })),
  /** More than are listed. */
  notTakenTotal: z.int(),
});
export type ImportReport = z.output<typeof importReportSchema>;

/** Everything done to what the open vault holds. */
export const vaultContentContract = {
  /** The tree in order, the tags, and where everything is counted. */
  outline: call(
    z.undefined(),
    or({
      groups: z.array(groupNodeSchema),
      tags: z.array(z.strictObject({ name: z.string(), entries: z.int() })),
      counts: z.strictObject({
        all: z.int(),
        favourites: z.int(),
        recent: z.int(),
        expiring: z.int(),
        bin: z.int(),
      }),
    }),
  ),
  /** A window of the list. Searching is over everything but secrets, umlauts folded. */
  list: call(
    z.strictObject({
      scope: scopeSchema,
      text: z.string().max(500),
      sort: z.enum(SORTS),
      descending: z.boolean(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    or({ total: z.int(), revision: z.int(), rows: z.array(entryRowSchema) }),
  ),
  entry: call(
    z.strictObject({ id: uuidSchema, version: z.int().optional() }),
    or({ entry: entryDetailsSchema }),
  ),
  /** One protected value, because the person asked to see it. */
  reveal: call(
    z.strictObject({ id: uuidSchema, field: z.string(), version: z.int().optional() }),
    or({ secret: secretSchema, hideAfterSeconds: z.int() }),
  ),
  /** Puts a value on the clipboard; it is cleared by itself if it is still there. Fields by name, `totp` for the code. */
  copy: call(
    z.strictObject({ id: uuidSchema, field: z.string(), version: z.int().optional() }),
    or({ clearsAfterSeconds: z.int() }),
  ),
  totp: call(
    z.strictObject({ id: uuidSchema }),
    or({ code: z.string(), secondsLeft: z.number(), period: z.int() }),
  ),
  addEntry: call(z.strictObject({ group: uuidSchema, draft: entryDraftSchema }), or({ id: uuidSchema })),
  changeEntry: call(z.strictObject({ id: uuidSchema, draft: entryDraftSchema }), done),
  duplicateEntry: call(z.strictObject({ id: uuidSchema }), or({ id: uuidSchema })),
  moveEntries: call(z.strictObject({ ids: z.array(uuidSchema).max(10_000), group: uuidSchema }), done),
  /** Into the bin; those in the bin are gone for good. */
  removeEntries: call(z.strictObject({ ids: z.array(uuidSchema).max(10_000) }), done),
  restoreEntries: call(z.strictObject({ ids: z.array(uuidSchema).max(10_000) }), done),
  emptyBin: call(z.undefined(), done),
  setFavourite: call(z.strictObject({ ids: z.array(uuidSchema).max(10_000), on: z.boolean() }), done),
  restoreVersion: call(z.strictObject({ id: uuidSchema, version: z.int() }), done),
  removeVersion: call(z.strictObject({ id: uuidSchema, version: z.int() }), done),
  addGroup: call(
    z.strictObject({ parent: uuidSchema, name: z.string().min(1).max(500) }),
    or({ id: uuidSchema }),
  ),
  renameGroup: call(z.strictObject({ id: uuidSchema, name: z.string().min(1).max(500) }), done),
  moveGroup: call(z.strictObject({ id: uuidSchema, parent: uuidSchema, index: z.int().optional() }), done),
  /** Into the bin; one that is in it is gone for good. */
  removeGroup: call(z.strictObject({ id: uuidSchema }), done),
  /** Out of the bin, to where it was. */
  restoreGroup: call(z.strictObject({ id: uuidSchema }), done),
  /** Opens the system's dialog. */
  addAttachments: call(z.strictObject({ id: uuidSchema }), done),
  /** Opens the system's dialog. */
  saveAttachment: call(
    z.strictObject({ id: uuidSchema, name: z.string(), version: z.int().optional() }),
    done,
  ),
  renameAttachment: call(
    z.strictObject({ id: uuidSchema, name: z.string(), to: z.string().min(1).max(255) }),
    done,
  ),
  removeAttachment: call(z.strictObject({ id: uuidSchema, name: z.string() }), done),
  undo: call(z.undefined(), done),
  redo: call(z.undefined(), done),
  generate: call(
    passwordWishSchema,
    or({ secret: secretSchema, entropyBits: z.number(), strength: strengthSchema }),
  ),
  health: call(z.undefined(), or({ health: healthSchema })),
  conflicts: call(z.undefined(), or({ conflicts: z.array(conflictSchema) })),
  /** The person has seen it; `take: 'other'` makes the version from the history current. */
  settleConflict: call(z.strictObject({ entry: uuidSchema, take: z.enum(['kept', 'other']) }), done),
  /** Tries again at once to bring changes to disk. */
  save: call(z.undefined(), done),
  backups: call(
    z.undefined(),
    or({ backups: z.array(z.strictObject({ id: z.string(), at: instantSchema, bytes: z.int() })) }),
  ),
  /** Merges a backup into the vault: nothing that is there now is lost. */
  restoreBackup: call(z.strictObject({ id: z.string().max(200) }), done),
  /** `file` from `chooseFile` with `import`. `key` only for KDBX. */
  previewImport: call(
    z.strictObject({
      file: z.string().max(64),
      password: secretSchema.optional(),
      keyFile: z.string().max(64).optional(),
      targets: z.array(importTargets).max(1000).optional(),
    }),
    importPreviewSchema,
  ),
  importFile: call(
    z.strictObject({
      file: z.string().max(64),
      password: secretSchema.optional(),
      keyFile: z.string().max(64).optional(),
      targets: z.array(importTargets).max(1000).optional(),
      into: uuidSchema,
      skipKnown: z.boolean(),
    }),
    z.union([
      z.strictObject({ ok: z.literal(true), group: uuidSchema, report: importReportSchema }),
      z.strictObject({ ok: z.literal(false), reason: z.enum(IMPORT_PROBLEMS) }),
    ]),
  ),
  /** Opens the system's dialog. `kdbx` is a copy under the same key; `csv` stands in the clear. */
  exportVault: call(
    z.strictObject({ format: z.enum(['kdbx', 'csv', 'keepass-xml']) }),
    or({
      name: z.string(),
      notTaken: z.array(z.strictObject({ where: z.string(), what: z.string(), reason: z.string() })),
    }),
  ),
  audit: call(
    z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    or({
      total: z.int(),
      /** False when the chain of hashes is broken: something was changed or removed behind its back. */
      isIntact: z.boolean(),
      lines: z.array(
        z.strictObject({
          at: instantSchema,
          action: z.enum(AUDIT_ACTIONS),
          entry: uuidSchema.optional(),
          /** As the entry is called now. */
          title: z.string().optional(),
          detail: z.string().optional(),
        }),
      ),
    }),
  ),
  /** Opens the system's dialog. */
  exportAudit: call(z.undefined(), done),
  escrow: call(
    z.undefined(),
    or({
      sealed: z
        .strictObject({ to: z.string(), keyId: z.string(), fingerprint: z.string(), at: instantSchema })
        .optional(),
    }),
  ),
  setEscrow: call(z.strictObject({ on: z.boolean() }), done),
};

/** The calls as functions: what main answers to the page, and mostly hands on to the vault's process. */
export type VaultContentCalls = {
  [K in keyof Handlers<typeof vaultContentContract>]: (
    ...input: Parameters<Handlers<typeof vaultContentContract>[K]>
  ) => Promise<Awaited<ReturnType<Handlers<typeof vaultContentContract>[K]>>>;
};
