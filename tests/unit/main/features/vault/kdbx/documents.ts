import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { readKeePassXml } from '../../../../../../src/main/features/vault/kdbx/keepass-xml';

/** A KeePass document around what stands in its outermost group. */
export const documentWith = (inGroup: string, meta = '<Meta/>', afterGroup = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><KeePassFile>${meta}<Root><Group>${inGroup}</Group>${afterGroup}</Root></KeePassFile>`;

/** The database of such a document; throws where it is none. */
export function databaseOfXml(inGroup: string, meta?: string, afterGroup?: string): KdbxDatabase {
  const read = readKeePassXml(Buffer.from(documentWith(inGroup, meta, afterGroup)));
  if (!read.ok) throw new Error(read.reason);
  return read.database;
}
