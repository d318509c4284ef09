import type { EntryDraft } from '../../../../shared/features/vault/vault-content.contract';
import type { EntryChange, FieldChange } from '../database/operations.model';
import type { KdbxEntry } from '../kdbx/kdbx.model';
import { createSecretText } from '../kdbx/secret-text';
import { OTP_FIELD } from '../totp/totp-fields.model';
import { parseTotpInput } from '../totp/totp-input.model';
import { isTotpField, plain } from './entry-view.model';

/** The standard fields a draft holds as text, by their names in the file. */
const TEXTS = [
  ['title', 'Title'],
  ['userName', 'UserName'],
  ['url', 'URL'],
  ['notes', 'Notes'],
] as const;

type Read =
  | { readonly ok: true; readonly change: EntryChange }
  | { readonly ok: false; readonly reason: 'bad-totp' };

/**
 * What an editor's draft means for an entry.
 * @param entry the entry as it is; undefined for a new one
 */
export function changeOfDraft(draft: EntryDraft, entry: KdbxEntry | undefined): Read {
  const fields: FieldChange[] = [];
  for (const [key, name] of TEXTS) {
    const value = draft[key];
    if (value !== undefined) fields.push({ kind: 'set', name, value });
  }
  if (draft.password) {
    fields.push({ kind: 'set', name: 'Password', value: createSecretText(draft.password), protect: true });
  }
  for (const one of draft.fields ?? []) {
    if (one.do === 'set') {
      const value = createSecretText(one.value);
      fields.push({ kind: 'set', name: one.name, value, protect: one.isProtected });
    } else if (one.do === 'protect') {
      fields.push({ kind: 'set', name: one.name, protect: one.isProtected });
    } else if (one.do === 'rename') {
      fields.push({ kind: 'rename', name: one.name, to: one.to });
    } else {
      fields.push({ kind: 'remove', name: one.name });
    }
  }
  if (draft.totp) {
    // Whatever spelling it had: from now on it stands in the one field that everybody reads.
    for (const name of entry?.fields.keys() ?? [])
      if (isTotpField(name)) fields.push({ kind: 'remove', name });
    if (draft.totp.length > 0) {
      const title = draft.title ?? plain(entry?.fields.get('Title'));
      const userName = draft.userName ?? plain(entry?.fields.get('UserName'));
      const parsed = parseTotpInput(draft.totp, { title, userName });
      if (!parsed.ok) return { ok: false, reason: 'bad-totp' };
      fields.push({ kind: 'set', name: OTP_FIELD, value: createSecretText(parsed.value), protect: true });
      parsed.value.fill(0);
    }
  }
  return {
    ok: true,
    change: {
      fields,
      ...(draft.tags && { tags: draft.tags }),
      ...(draft.iconId !== undefined && { iconId: draft.iconId }),
      ...(draft.expires !== undefined && { expiry: draft.expires }),
      ...(draft.qualityCheck !== undefined && { qualityCheck: draft.qualityCheck }),
    },
  };
}
