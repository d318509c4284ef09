import type { Strength } from '../../../../shared/features/vault/vault.model';
import type {
  EntryDetails,
  EntryRow,
  GroupNode,
} from '../../../../shared/features/vault/vault-content.contract';
import { isFavourite, shownTags } from '../database/favourite.model';
import type { VaultDatabase } from '../database/vault-database.model';
import { changedParts } from '../database/versions.model';
import {
  type FieldValue,
  type Instant,
  type KdbxEntry,
  type KdbxGroup,
  STANDARD_FIELDS,
  type Uuid,
} from '../kdbx/kdbx.model';
import { hasTotp, TOTP_SECRET_FIELDS } from '../totp/totp-fields.model';

/** What only the keeper can tell about an entry, found out before it is shown. */
export interface EntryFindings {
  readonly strength?: Strength;
  readonly reusedIn: EntryDetails['reusedIn'];
  readonly totp?: EntryDetails['totp'];
}

/** A field that is no secret in the file, as text; a protected one is not shown and reads as empty. */
export const plain = (value: FieldValue | undefined) => (typeof value === 'string' ? value : '');

/** What one-time codes are made of, shown as the code and never as fields. */
const TOTP_FIELDS = new Set([
  ...TOTP_SECRET_FIELDS,
  ...['TOTP Settings', 'TimeOtp-Length', 'TimeOtp-Period', 'TimeOtp-Algorithm'],
]);

/** Whether a field belongs to the one-time codes. */
export const isTotpField = (name: string) => TOTP_FIELDS.has(name);

const isSet = (value: FieldValue | undefined) =>
  typeof value === 'string' ? value !== '' : value !== undefined && value.byteLength > 0;

const isExpired = ({ times }: KdbxEntry, now: Instant) => times.expires && times.expiry <= now;

/** The fields a page lists by name: neither the standard ones nor what a one-time code is made of. */
const customFields = ({ fields }: KdbxEntry) =>
  [...fields].filter(([name]) => !STANDARD_FIELDS.some((one) => one === name) && !isTotpField(name));

/** An entry as one line of the list. */
export function rowOf(entry: KdbxEntry, database: VaultDatabase, now: Instant): EntryRow {
  return {
    id: entry.uuid,
    group: database.parentOf(entry.uuid)?.uuid ?? database.root.uuid,
    path: database.pathOf(entry.uuid).map(({ name }) => name),
    title: plain(entry.fields.get('Title')),
    userName: plain(entry.fields.get('UserName')),
    url: plain(entry.fields.get('URL')),
    iconId: entry.iconId,
    tags: shownTags(entry),
    isFavourite: isFavourite(entry),
    isExpired: isExpired(entry, now),
    isInBin: database.bin.contains(entry.uuid),
    hasTotp: hasTotp(entry),
    hasPassword: isSet(entry.fields.get('Password')),
    attachments: entry.attachments.size,
    modified: entry.times.modified,
  };
}

/**
 * An entry, or an earlier version of one, as its page shows it.
 * @param entry the entry as it is now: where it stands and what its history holds
 * @param shown the same, or the version to be shown
 */
export function detailsOf(
  entry: KdbxEntry,
  shown: KdbxEntry,
  found: EntryFindings,
  database: VaultDatabase,
): EntryDetails {
  const notes = shown.fields.get('Notes') ?? '';
  const { times } = shown;
  const image = database.kdbx.meta.customIcons.find(({ uuid }) => uuid === shown.customIcon)?.image;
  return {
    id: entry.uuid,
    group: database.parentOf(entry.uuid)?.uuid ?? database.root.uuid,
    path: database.pathOf(entry.uuid).map(({ name }) => name),
    title: plain(shown.fields.get('Title')),
    userName: plain(shown.fields.get('UserName')),
    url: plain(shown.fields.get('URL')),
    ...(typeof notes === 'string' && { notes }),
    password: {
      isSet: isSet(shown.fields.get('Password')),
      changed: passwordChanged(entry, shown),
      ...(found.strength && { strength: found.strength }),
    },
    reusedIn: found.reusedIn,
    fields: customFields(shown).map(([name, value]) =>
      typeof value === 'string' ? { name, isProtected: false, value } : { name, isProtected: true },
    ),
    attachments: [...shown.attachments].map(([name, { content }]) => ({ name, size: content.length })),
    tags: shownTags(shown),
    iconId: shown.iconId,
    ...(image && { customIcon: asDataUrl(image) }),
    isFavourite: isFavourite(entry),
    isInBin: database.bin.contains(entry.uuid),
    ...(times.expires && { expires: times.expiry }),
    created: times.created,
    modified: times.modified,
    accessed: times.accessed,
    qualityCheck: shown.qualityCheck,
    ...(found.totp && { totp: found.totp }),
    history: entry.history.map((version, index) => ({
      index,
      modified: version.times.modified,
      title: plain(version.fields.get('Title')),
      changed: changedParts(version, entry.history[index + 1] ?? entry),
    })),
  };
}

/** Since when an entry has had the password it has, as far as its history reaches. */
function passwordChanged(entry: KdbxEntry, shown: KdbxEntry): Instant {
  const versions = [...entry.history, entry];
  let at = versions.indexOf(shown);
  while (at > 0) {
    const before = versions[at - 1];
    if (!before || changedParts(before, versions[at] ?? shown).includes('Password')) break;
    at -= 1;
  }
  return (at === 0 ? shown.times.created : versions[at]?.times.modified) ?? shown.times.modified;
}

/** An image of the file for the page, whose policy lets it show data and nothing from elsewhere. */
function asDataUrl(image: Uint8Array): string {
  return `data:image/png;base64,${btoa(Array.from(image, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** The tree of groups in the order of the file, the root first. */
export function groupNodes(root: KdbxGroup, bin: Uuid | undefined): GroupNode[] {
  const nodes: GroupNode[] = [];
  const add = (group: KdbxGroup, parent?: Uuid) => {
    nodes.push({
      id: group.uuid,
      ...(parent && { parent }),
      name: group.name,
      iconId: group.iconId,
      isBin: group.uuid === bin,
      entries: group.entries.length,
    });
    for (const child of group.groups) add(child, group.uuid);
  };
  add(root);
  return nodes;
}
