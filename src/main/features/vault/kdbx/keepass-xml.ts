import { DatabaseDraft, xmlLimit } from './database-draft';
import { BinaryPool, DatabaseWriter } from './database-writer';
import { DEFAULT_KDF, type KdbxDatabase } from './kdbx.model';
import { KdbxFailure, type KdbxProblem } from './kdbx-problem.model';

/**
 * Reads the unencrypted XML that KeePass 2 and KeePassXC export. What it marks as protected is a secret here, too.
 * A new file made of it has our own cipher and KDF: the XML has none.
 */
export function readKeePassXml(
  bytes: Uint8Array,
): { ok: true; database: KdbxDatabase } | { ok: false; reason: KdbxProblem } {
  const settings = {
    cipher: 'chacha20',
    compressed: true,
    kdf: DEFAULT_KDF,
    publicCustomData: new Map(),
    leastVersion: '4.1',
  } as const;
  const draft = new DatabaseDraft({ settings, limit: xmlLimit(bytes.length) });
  try {
    draft.write(bytes);
    return { ok: true, database: draft.finish() };
  } catch (error) {
    draft.wipe();
    if (error instanceof KdbxFailure) return { ok: false, reason: error.reason };
    throw error;
  }
}

/**
 * Writes a database as unencrypted XML, as `keepassxc-cli export -f xml` does: secrets stand in it in the clear.
 * @returns UTF-8, to be overwritten when it is done with
 */
export function writeKeePassXml(database: KdbxDatabase): Uint8Array {
  const writer = new DatabaseWriter(database, new BinaryPool(database.root), { kind: 'export' });
  return Buffer.concat([...writer.pieces()]);
}
