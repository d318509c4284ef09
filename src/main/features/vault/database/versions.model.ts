import type { FieldValue, Instant, KdbxEntry, KdbxMeta } from '../kdbx/kdbx.model';
import { same } from './three-way.model';

/** What a version is made of, beside its fields, each under the name by which a change of it is told. */
export const VERSION_PARTS: readonly (readonly [name: string, part: (entry: KdbxEntry) => unknown])[] = [
  ['tags', ({ tags }) => tags],
  ['attachments', ({ attachments }) => attachments],
  ['icon', ({ iconId, customIcon }) => customIcon ?? iconId],
  ['expiry', ({ times }) => (times.expires ? times.expiry : undefined)],
  [
    'colours',
    ({ foregroundColor, backgroundColor }) => [`text ${foregroundColor}`, `back ${backgroundColor}`],
  ],
  ['override-url', ({ overrideUrl }) => overrideUrl],
  ['quality-check', ({ qualityCheck }) => qualityCheck],
  ['auto-type', ({ autoType }) => autoType],
  ['custom-data', ({ customData }) => customData],
  ['unknown', ({ unknown }) => unknown],
];

/** Names of the fields and parts in which two versions of an entry differ; times of use and of moving do not count. */
export function changedParts(one: KdbxEntry, other: KdbxEntry): string[] {
  if (one === other) return [];
  const names = new Set([...one.fields.keys(), ...other.fields.keys()]);
  return [
    ...[...names].filter((name) => !same(one.fields.get(name), other.fields.get(name))),
    ...VERSION_PARTS.filter(([, part]) => !same(part(one), part(other))).map(([name]) => name),
  ];
}

/** Whether two versions hold the same, whenever they were made. */
export function sameContent(one: KdbxEntry, other: KdbxEntry): boolean {
  return changedParts(one, other).length === 0;
}

/** Whether it is the same version: the same content, changed at the same time. */
export function sameVersion(one: KdbxEntry, other: KdbxEntry): boolean {
  return one.times.modified === other.times.modified && sameContent(one, other);
}

/** Whether two entries have the same versions in their histories. */
export function sameHistory(one: KdbxEntry, other: KdbxEntry): boolean {
  if (one.history.length !== other.history.length) return false;
  return one.history.every((version, index) => {
    const counterpart = other.history[index];
    return counterpart !== undefined && sameVersion(version, counterpart);
  });
}

/** An entry as it goes into a history: it has none of its own. */
export function asVersion(entry: KdbxEntry): KdbxEntry {
  return entry.history.length === 0 ? entry : { ...entry, history: [] };
}

/**
 * A history with one version more, kept within what the file allows (`HistoryMaxItems`, `HistoryMaxSize`); the oldest
 * go first. -1 in either means all.
 */
export function withVersion(
  history: readonly KdbxEntry[],
  version: KdbxEntry,
  limits: Pick<KdbxMeta, 'historyMaxItems' | 'historyMaxSize'>,
): KdbxEntry[] {
  const kept = [...history, asVersion(version)];
  if (limits.historyMaxItems >= 0) kept.splice(0, kept.length - limits.historyMaxItems);
  if (limits.historyMaxSize >= 0) {
    let size = kept.reduce((sum, one) => sum + sizeOf(one), 0);
    while (size > limits.historyMaxSize) {
      const oldest = kept.shift();
      if (!oldest) break;
      size -= sizeOf(oldest);
    }
  }
  return kept;
}

/**
 * Bytes a version counts for, as KeePass reckons: names and values of its fields, its attachments, tags and what else
 * is text, and 128 for the rest.
 */
function sizeOf(entry: KdbxEntry): number {
  let size = 128 + entry.overrideUrl.length + entry.tags.reduce((sum, tag) => sum + tag.length, 0);
  for (const [name, value] of entry.fields) size += name.length + lengthOf(value);
  for (const [name, { content }] of entry.attachments) size += name.length + content.length;
  for (const { window, sequence } of entry.autoType.associations) size += window.length + sequence.length;
  for (const { key, value } of entry.customData) size += key.length + value.length;
  return size;
}

function lengthOf(value: FieldValue): number {
  return typeof value === 'string' ? value.length : value.byteLength;
}

/**
 * An entry changed now, its version until now kept in its history. It is never older than what it replaces, even where
 * another machine's clock was ahead of this one's.
 */
export function newVersion(
  entry: KdbxEntry,
  change: Partial<KdbxEntry>,
  now: Instant,
  limits: Pick<KdbxMeta, 'historyMaxItems' | 'historyMaxSize'>,
): KdbxEntry {
  const times = change.times ?? entry.times;
  const modified = Math.max(now, entry.times.modified);
  const version: KdbxEntry = {
    ...entry,
    ...change,
    times: { ...times, modified, accessed: Math.max(now, times.accessed) },
    history: withVersion(entry.history, entry, limits),
  };
  if (version.customIcon === undefined) delete version.customIcon;
  return version;
}
