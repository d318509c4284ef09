import type { EntryDetails, EntryDraft } from '../../../shared/features/vault/vault-content.contract';

/** A custom field while it is edited. */
export interface DraftField {
  /** Tells fields apart while their names change. */
  readonly key: number;
  /** The name it has in the entry; absent for a new one. */
  readonly was: string | undefined;
  readonly name: string;
  readonly isProtected: boolean;
  /** UTF-8; undefined: as it is in the entry, which the page does not know. */
  readonly value: Uint8Array | undefined;
}

/** An entry while it is edited. Secrets are bytes, so that they can be overwritten; undefined means unchanged. */
export interface Draft {
  readonly title: string;
  readonly userName: string;
  readonly url: string;
  /** Undefined while protected notes have not been shown. */
  readonly notes: string | undefined;
  readonly password: Uint8Array | undefined;
  readonly totp: Uint8Array | undefined;
  readonly tags: readonly string[];
  readonly iconId: number;
  readonly expires: number | undefined;
  readonly qualityCheck: boolean;
  readonly fields: readonly DraftField[];
}

/** Names that KDBX gives the fields every entry has, and those that hold one-time codes. */
const RESERVED = /^(Title|UserName|Password|URL|Notes|otp|TOTP (Seed|Settings)|(Time|Hmac)Otp-.+)$/;

const BLANK: Draft = {
  title: '',
  userName: '',
  url: '',
  notes: '',
  password: undefined,
  totp: undefined,
  tags: [],
  iconId: 0,
  expires: undefined,
  qualityCheck: true,
  fields: [],
};

/** The draft an editor starts from. */
export function draftOf(entry: EntryDetails | undefined): Draft {
  if (!entry) return BLANK;
  const { title, userName, url, notes, tags, iconId, expires, qualityCheck } = entry;
  const fields = entry.fields.map(({ name, isProtected, value }, key) => ({
    key,
    was: name,
    name,
    isProtected,
    value: value === undefined ? undefined : new TextEncoder().encode(value),
  }));
  const secrets = { password: undefined, totp: undefined };
  return { title, userName, url, notes, tags, iconId, expires, qualityCheck, fields, ...secrets };
}

/**
 * What a draft changes in its entry, as main takes it. Its secrets are the draft's own bytes.
 * @returns undefined where nothing is changed
 */
export function changesOf(entry: EntryDetails | undefined, draft: Draft): EntryDraft | undefined {
  const before = draftOf(entry);
  const changes: EntryDraft = {};
  if (draft.title !== before.title) changes.title = draft.title;
  if (draft.userName !== before.userName) changes.userName = draft.userName;
  if (draft.url !== before.url) changes.url = draft.url;
  if (draft.notes !== undefined && draft.notes !== before.notes) changes.notes = draft.notes;
  if (draft.password && !(draft.password.length === 0 && !entry?.password.isSet)) {
    changes.password = draft.password;
  }
  if (draft.totp && !(draft.totp.length === 0 && !entry?.totp)) {
    changes.totp = draft.totp;
  }
  if (draft.tags.join('\n') !== before.tags.join('\n')) changes.tags = [...draft.tags];
  if (draft.iconId !== before.iconId) changes.iconId = draft.iconId;
  if (draft.expires !== before.expires) changes.expires = draft.expires ?? null;
  if (draft.qualityCheck !== before.qualityCheck) changes.qualityCheck = draft.qualityCheck;
  const named = draft.fields.map((field) => ({ ...field, name: field.name.trim() }));
  const fields = fieldChanges(before.fields, named);
  if (fields.length > 0) changes.fields = fields;
  return Object.keys(changes).length > 0 ? changes : undefined;
}

type FieldChange = NonNullable<EntryDraft['fields']>[number];

function fieldChanges(before: readonly DraftField[], after: readonly DraftField[]): FieldChange[] {
  const old = new Map(before.map((field) => [field.name, field]));
  const kept = new Set(after.map(({ was }) => was));
  const removed = before.filter(({ name }) => !kept.has(name));
  const renamed = after.flatMap(({ was, name }) => (was && was !== name ? [{ name: was, to: name }] : []));
  const rest = after.flatMap((field): FieldChange[] => {
    const { name, isProtected, value } = field;
    const was = old.get(field.was ?? '');
    if (value && !(was?.value && isSame(was.value, value))) {
      return [{ do: 'set', name, isProtected, value: value }];
    }
    if (!was) return [{ do: 'set', name, isProtected, value: new Uint8Array() }];
    return was.isProtected === isProtected ? [] : [{ do: 'protect', name, isProtected }];
  });
  return [
    ...removed.map(({ name }): FieldChange => ({ do: 'remove', name })),
    ...inOrder(renamed).map((one): FieldChange => ({ do: 'rename', ...one })),
    ...rest,
  ];
}

interface Renaming {
  readonly name: string;
  readonly to: string;
}

/** Renames so that none meets a name that is still taken; two that change places go by a third name. */
function inOrder(renamed: readonly Renaming[]): Renaming[] {
  const waiting = [...renamed];
  const ordered: Renaming[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ to }) => !waiting.some(({ name }) => name === to));
    const [next] = waiting.splice(Math.max(free, 0), 1);
    if (!next) break;
    if (free >= 0) {
      ordered.push(next);
    } else {
      const between = `${next.to} (${ordered.length + 1})`;
      ordered.push({ name: next.name, to: between });
      waiting.push({ name: between, to: next.to });
    }
  }
  return ordered;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export type FieldProblem = 'no-name' | 'reserved' | 'twice';

/** What is wrong with the name of a custom field. */
export function problemOfField(field: DraftField, all: readonly DraftField[]): FieldProblem | undefined {
  const name = field.name.trim();
  if (name === '') return 'no-name';
  if (RESERVED.test(name)) return 'reserved';
  return all.some((other) => other.key !== field.key && other.name.trim() === name) ? 'twice' : undefined;
}

/** Every secret of a draft. */
export function secretsOf(draft: Draft): Uint8Array[] {
  const all = [draft.password, draft.totp, ...draft.fields.map(({ value }) => value)];
  return all.filter((bytes) => bytes !== undefined);
}

/** Tags as the file can hold them: nothing around, none twice, none with a separator inside. */
export function addTag(tags: readonly string[], typed: string): readonly string[] {
  const fresh = typed
    .split(/[;,]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '' && !tags.includes(tag));
  return fresh.length > 0 ? [...tags, ...new Set(fresh)] : tags;
}
