import type { FieldValue, KdbxEntry, KdbxMeta, SecretText } from '../kdbx/kdbx.model';
import { STANDARD_FIELDS } from '../kdbx/kdbx.model';
import { cleanTags, FAVOURITE_TAG, isFavourite, shownTags } from './favourite.model';
import type { EntryChange, FieldChange, Refusal } from './operations.model';
import { same } from './three-way.model';

/** How an entry is changed in this database: what is protected by default, and how. */
export interface ChangeRules {
  readonly protect: (text: string) => SecretText;
  readonly protectedByDefault: KdbxMeta['protect'];
}

type Changed =
  | { readonly ok: true; readonly parts: Partial<KdbxEntry> | undefined }
  | { readonly ok: false; readonly reason: Refusal };

/** What of an entry a change really makes different; `undefined` parts where it is nothing. */
export function changeOf(entry: KdbxEntry, change: EntryChange, rules: ChangeRules): Changed {
  const fields = changedFields(entry.fields, change.fields ?? [], rules);
  if (typeof fields === 'string') return { ok: false, reason: fields };
  const { iconId, customIcon, foregroundColor, backgroundColor, overrideUrl, qualityCheck } = change;
  const wanted: Partial<KdbxEntry> = {
    fields,
    tags: changedTags(entry, change),
    ...(iconId !== undefined && { iconId }),
    ...(customIcon && { customIcon }),
    ...(foregroundColor !== undefined && { foregroundColor }),
    ...(backgroundColor !== undefined && { backgroundColor }),
    ...(overrideUrl !== undefined && { overrideUrl }),
    ...(qualityCheck !== undefined && { qualityCheck }),
    ...(change.autoType && { autoType: { ...entry.autoType, ...change.autoType } }),
    ...(change.expiry !== undefined && { times: withExpiry(entry.times, change.expiry) }),
  };
  const losesIcon = entry.customIcon && (customIcon === null || (iconId !== undefined && !customIcon));
  const parts: Record<string, unknown> = Object.fromEntries(
    Object.entries(wanted).filter(([part, value]) => !same(value, entry[part as keyof KdbxEntry])),
  );
  if (losesIcon) parts['customIcon'] = undefined;
  return { ok: true, parts: Object.keys(parts).length > 0 ? (parts as Partial<KdbxEntry>) : undefined };
}

/** Times with an expiry; null means never, and keeps the date for the next time. */
export function withExpiry<T extends { expiry: number; expires: boolean }>(
  times: T,
  expiry: number | null,
): T {
  if (expiry === null) return { ...times, expires: false };
  return { ...times, expires: true, expiry: Math.floor(expiry / 1000) * 1000 };
}

function changedTags(entry: KdbxEntry, { tags, favourite }: EntryChange): string[] {
  const shown = tags ? cleanTags(tags) : shownTags(entry);
  const isMarked = favourite ?? (isFavourite(entry) || shown.includes(FAVOURITE_TAG));
  const changed = [...shown.filter((tag) => tag !== FAVOURITE_TAG), ...(isMarked ? [FAVOURITE_TAG] : [])];
  return same(changed, entry.tags) ? entry.tags : changed;
}

function changedFields(
  fields: ReadonlyMap<string, FieldValue>,
  changes: readonly FieldChange[],
  rules: ChangeRules,
): Map<string, FieldValue> | Refusal {
  let result = new Map(fields);
  for (const change of changes) {
    const { name } = change;
    const current = result.get(name);
    if (change.kind === 'set') {
      if (name === '') return 'duplicate-name';
      result.set(name, fieldValue(change, current, rules));
    } else if (current === undefined) {
      return 'unknown-field';
    } else if (change.kind === 'rename') {
      if (change.to === name) continue;
      if (change.to === '' || result.has(change.to)) return 'duplicate-name';
      if (isStandard(name)) return 'not-allowed';
      result = new Map([...result].map(([key, value]) => [key === name ? change.to : key, value]));
    } else if (isStandard(name)) {
      result.set(name, typeof current === 'string' ? '' : rules.protect(''));
    } else {
      result.delete(name);
    }
  }
  return result;
}

function fieldValue(
  change: FieldChange & { kind: 'set' },
  current: FieldValue | undefined,
  rules: ChangeRules,
): FieldValue {
  const value = change.value ?? current ?? '';
  const isProtected =
    change.protect ??
    (current || !isStandard(change.name)
      ? typeof (current || value) !== 'string'
      : isProtectedByDefault(change.name, rules.protectedByDefault));
  if (isProtected) return typeof value === 'string' ? rules.protect(value) : value;
  return typeof value === 'string' ? value : value.text();
}

function isStandard(name: string): boolean {
  return STANDARD_FIELDS.some((standard) => standard === name);
}

function isProtectedByDefault(name: string, rules: KdbxMeta['protect']): boolean {
  if (name === 'Title') return rules.title;
  if (name === 'UserName') return rules.userName;
  if (name === 'Password') return rules.password;
  if (name === 'URL') return rules.url;
  return name === 'Notes' && rules.notes;
}
