import type { VaultDatabase } from '../database/vault-database.model';
import type { KdbxEntry, Uuid } from '../kdbx/kdbx.model';
import { isSecretText } from '../kdbx/secret-text';
import { plain } from './entry-view.model';

/** The other entries outside of the bin that have the same password, told without holding one as a string. */
export function samePasswordAs(entry: KdbxEntry, database: VaultDatabase): { id: Uuid; title: string }[] {
  const password = entry.fields.get('Password');
  if (!isSecretText(password) || password.byteLength === 0) return [];
  const same: { id: Uuid; title: string }[] = [];
  for (const other of database.allEntries()) {
    if (other.uuid === entry.uuid) continue;
    const theirs = other.fields.get('Password');
    if (!isSecretText(theirs) || theirs.byteLength !== password.byteLength || !theirs.equals(password))
      continue;
    if (!database.bin.contains(other.uuid))
      same.push({ id: other.uuid, title: plain(other.fields.get('Title')) });
  }
  return same;
}
