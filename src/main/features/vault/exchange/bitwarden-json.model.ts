import { EntryDraft } from './entry-draft.model';
import { type ExchangePorts, type Imported, LARGEST_TABLE, MOST_ROWS } from './exchange.model';
import { GroupPaths, splitPath } from './group-paths.model';
import { readDate } from './reading-dates.model';
import { NotTakenList, reportOn } from './report.model';
import { decodeText } from './text-decoding.model';

type Json = Readonly<Record<string, unknown>>;

/** Kinds of items by `type`, and the part that holds what only they have. Source: Bitwarden `CipherType`. */
const KINDS: ReadonlyMap<unknown, string> = new Map([
  [1, 'login'],
  [2, 'secureNote'],
  [3, 'card'],
  [4, 'identity'],
  [5, 'sshKey'],
]);
/** `FieldType.Hidden` and `FieldType.Linked`. */
const HIDDEN = 1;
const LINKED = 3;
/** Parts of cards, identities and keys that are as open as a name. */
const OPEN_PARTS = /^(title|firstName|middleName|lastName|company|brand|city|state|country|cardholderName)$/;
/** Keys of an item that are read below, or say nothing outside of Bitwarden. */
const READ = new Set([
  ...[
    'id',
    'organizationId',
    'folderId',
    'collectionIds',
    'type',
    'name',
    'notes',
    'favorite',
    'fields',
    'object',
  ],
  ...['passwordHistory', 'creationDate', 'revisionDate', 'deletedDate', ...KINDS.values()],
]);

/**
 * Takes Bitwarden's unencrypted JSON export, of a person or an organisation. Cards, identities and keys become entries
 * with custom fields. Earlier passwords become versions in the history.
 * @param bytes the whole file; the caller overwrites it
 * @param options name of the group in which all comes to stand
 */
export function importBitwardenJson(
  bytes: Uint8Array,
  options: { readonly name: string },
  ports: ExchangePorts,
): Imported {
  if (bytes.length > LARGEST_TABLE) return { ok: false, reason: 'too-large' };
  const file = parse(bytes);
  if (file === undefined) return { ok: false, reason: 'damaged' };
  if (file['encrypted'] === true) return { ok: false, reason: 'encrypted' };
  if (!Array.isArray(file['items'])) return { ok: false, reason: 'unknown-format' };
  const items = records(file['items']);
  if (items.length === 0) return { ok: false, reason: 'no-rows' };
  if (items.length > MOST_ROWS) return { ok: false, reason: 'too-large' };
  const now = Math.floor(ports.now() / 1000) * 1000;
  const groups = new GroupPaths(options.name, ports, now);
  const notTaken = new NotTakenList();
  const paths = new Map(
    [...records(file['folders']), ...records(file['collections'])].map(
      ({ id, name }) => [id, splitPath(textOf(name), '/')] as const,
    ),
  );
  items.forEach((item, at) => {
    const collection: unknown = Array.isArray(item['collectionIds']) ? item['collectionIds'][0] : undefined;
    const path = paths.get(item['folderId'] ?? collection) ?? [];
    const draft = new EntryDraft(ports, now);
    fill(draft, item);
    const isWhole = groups.add(draft.finish(String(at + 1), notTaken), path);
    if (!isWhole) notTaken.note(String(at + 1), path.join('/'), 'too-deep');
  });
  return { ok: true, result: { group: groups.top, customIcons: [], report: reportOn(groups.top, notTaken) } };
}

function fill(draft: EntryDraft, item: Json): void {
  draft.set('Title', bytesOf(item['name']), 'name');
  const kind = KINDS.get(item['type']);
  if (kind === undefined) draft.note(`type ${textOf(item['type'])}`, 'other-kind');
  if (kind === 'login') fillLogin(draft, recordOf(item['login']));
  else if (kind && kind !== 'secureNote') fillOtherKind(draft, kind, recordOf(item[kind]));
  if (textOf(item['notes']) !== '') draft.set('Notes', bytesOf(item['notes']), 'notes');
  if (item['favorite'] === true) draft.markFavourite();
  for (const field of records(item['fields'])) {
    const name = textOf(field['name']) || 'field';
    if (field['type'] === LINKED) draft.note(name, 'no-counterpart');
    else draft.addField(name, bytesOf(field['value']), field['type'] === HIDDEN);
  }
  for (const [which, key] of [
    ['created', 'creationDate'],
    ['modified', 'revisionDate'],
  ] as const) {
    if (textOf(item[key]) !== '') draft.setDate(which, bytesOf(item[key]), key);
  }
  for (const { password, lastUsedDate } of records(item['passwordHistory']).toReversed()) {
    draft.addEarlierPassword(bytesOf(password), readDate(textOf(lastUsedDate)));
  }
  keepRest(draft, item, READ, '');
}

const LOGIN_PARTS = new Set(['username', 'password', 'totp', 'uris', 'passwordRevisionDate']);

function fillLogin(draft: EntryDraft, login: Json): void {
  draft.set('UserName', bytesOf(login['username']), 'username');
  draft.set('Password', bytesOf(login['password']), 'password');
  if (textOf(login['totp']) !== '') draft.setTotp(bytesOf(login['totp']), 'totp');
  for (const { uri } of records(login['uris'])) if (textOf(uri) !== '') draft.addUrl(bytesOf(uri));
  keepRest(draft, login, LOGIN_PARTS, '');
}

function fillOtherKind(draft: EntryDraft, kind: string, parts: Json): void {
  draft.note(kind, 'other-kind');
  for (const [name, value] of Object.entries(parts)) {
    if (textOf(value) !== '') draft.addField(name, bytesOf(value), !OPEN_PARTS.test(name));
  }
}

/** What we know no place for: texts as custom fields, all else (passkeys) only named. */
function keepRest(draft: EntryDraft, parts: Json, known: ReadonlySet<string>, prefix: string): void {
  for (const [name, value] of Object.entries(parts)) {
    if (known.has(name) || isNothing(value)) continue;
    draft.note(prefix + name, 'no-counterpart');
    if (typeof value === 'string') draft.addField(prefix + name, bytesOf(value), true);
  }
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === '' || value === 0 || value === false;
}

function parse(bytes: Uint8Array): Json | undefined {
  try {
    const file: unknown = JSON.parse(Buffer.from(decodeText(bytes).utf8).toString('utf8'));
    return recordOf(file);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'boolean' ? String(value) : textOf(value));
}
