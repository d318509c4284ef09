import { z } from 'zod';
import { call } from '../../ipc/contract';
import {
  chosenFileSchema,
  FILE_PROBLEMS,
  openedSchema,
  secretSchema,
  strengthSchema,
  uuidSchema,
  vaultLimitsSchema,
  vaultPreferencesSchema,
  vaultStatusSchema,
} from './vault.model';

/** What the system's dialog is opened for. */
export const FILE_PURPOSES = ['open-vault', 'new-vault', 'key-file', 'new-key-file', 'import'] as const;

const keyFileChoice = z.union([
  z.strictObject({ kind: z.literal('none') }),
  /** Chosen by `chooseFile` with `key-file`. */
  z.strictObject({ kind: z.literal('existing'), file: z.string().max(64) }),
  /** Chosen by `chooseFile` with `new-key-file`; made by us (KeePass key file version 2.0). */
  z.strictObject({ kind: z.literal('new'), file: z.string().max(64) }),
]);

const done = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    reason: z.enum([...FILE_PROBLEMS, 'locked', 'cancelled', 'no-printer']),
  }),
]);

/** Opening, locking, and all around the file: done by main, with what only main has. */
export const vaultAccessContract = {
  status: call(z.undefined(), vaultStatusSchema),
  /** Opens the system's dialog; undefined when the person chose nothing. */
  chooseFile: call(
    z.strictObject({ purpose: z.enum(FILE_PURPOSES), suggestedName: z.string().max(200).optional() }),
    chosenFileSchema.optional(),
  ),
  /** Where a new vault would be put if nothing is chosen. */
  suggestPlace: call(z.undefined(), chosenFileSchema),
  create: call(
    z.strictObject({
      /** From `chooseFile` or `suggestPlace`. */
      file: z.string().max(64),
      name: z.string().min(1).max(200),
      password: secretSchema,
      keyFile: keyFileChoice,
      quickUnlock: z.boolean(),
    }),
    openedSchema,
  ),
  /** Opens with what the person knows and has. */
  unlock: call(
    z.strictObject({
      vault: z.union([
        /** A vault this machine knows. */
        z.strictObject({ known: z.string().max(64) }),
        /** A file from `chooseFile`; known from then on. */
        z.strictObject({ file: z.string().max(64) }),
      ]),
      password: secretSchema,
      keyFile: z.string().max(64).optional(),
      /** Take over the lock file of another client; only after the person was asked. */
      breakLock: z.boolean().optional(),
    }),
    openedSchema,
  ),
  /** Opens with the key in the operating system's keychain. */
  quickUnlock: call(
    z.strictObject({ known: z.string().max(64), breakLock: z.boolean().optional() }),
    openedSchema,
  ),
  /** Ends a running unlock: the key derivation of a slow vault may take long. */
  cancelUnlock: call(z.undefined(), z.void()),
  /** Sets quick unlock up for the open vault, or revokes it: then the keychain holds nothing of it. */
  setQuickUnlock: call(z.strictObject({ on: z.boolean() }), openedSchema),
  lock: call(z.undefined(), z.void()),
  /** Takes a vault off the list of this machine; the file stays, the keychain holds nothing of it any more. */
  forget: call(z.strictObject({ known: z.string().max(64) }), z.void()),
  /** New master password, new key file or none; the current password is asked again. */
  changeKey: call(
    z.strictObject({
      current: secretSchema,
      password: secretSchema,
      keyFile: z.union([keyFileChoice, z.strictObject({ kind: z.literal('keep') })]),
    }),
    openedSchema,
  ),
  /** How strong a master password would be. */
  rateSecret: call(
    z.strictObject({ secret: secretSchema, context: z.array(z.string().max(200)).max(20) }),
    strengthSchema,
  ),
  /** Prints what the page shows for printing (the emergency sheet); `file` writes a PDF chosen by a dialog instead. */
  printSheet: call(z.strictObject({ to: z.enum(['printer', 'file']) }), done),
  preferences: call(
    z.undefined(),
    z.strictObject({ preferences: vaultPreferencesSchema, limits: vaultLimitsSchema }),
  ),
  /** Takes the named ones, within the city's limits; answers what is in force. */
  changePreferences: call(
    vaultPreferencesSchema.partial(),
    z.strictObject({ preferences: vaultPreferencesSchema, limits: vaultLimitsSchema }),
  ),
  /** The person's answer to `credentialsAsked`; no entry is a no. */
  answerCredentials: call(z.strictObject({ id: z.string().max(64), entry: uuidSchema.optional() }), z.void()),
  /** Shows the vault's file in the system's file manager. */
  showFile: call(z.undefined(), z.void()),
};
