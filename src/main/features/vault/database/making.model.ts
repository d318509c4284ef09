import type { Instant, KdbxDatabase, KdbxEntry, KdbxGroup, KdbxTimes, Uuid } from '../kdbx/kdbx.model';
import { STANDARD_FIELDS } from '../kdbx/kdbx.model';
import type { GroupParts } from './operations.model';

/** KeePass' icon numbers. */
export const ICON = { key: 0, folder: 48, bin: 43 } as const;

function newTimes(now: Instant): KdbxTimes {
  return {
    created: now,
    modified: now,
    accessed: now,
    expiry: now,
    expires: false,
    usageCount: 0,
    locationChanged: now,
    unknown: [],
  };
}

/** An entry with nothing in it. */
export function newEntry(uuid: Uuid, now: Instant): KdbxEntry {
  return {
    uuid,
    iconId: ICON.key,
    foregroundColor: '',
    backgroundColor: '',
    overrideUrl: '',
    qualityCheck: true,
    tags: [],
    times: newTimes(now),
    fields: new Map(STANDARD_FIELDS.map((name) => [name, ''])),
    attachments: new Map(),
    autoType: {
      enabled: true,
      dataTransferObfuscation: 0,
      defaultSequence: '',
      associations: [],
      unknown: [],
    },
    customData: [],
    history: [],
    unknown: [],
  };
}

/** A group, which for everything else does as the group around it. */
export function newGroup(uuid: Uuid, name: string, now: Instant): GroupParts {
  return {
    uuid,
    name,
    notes: '',
    iconId: ICON.folder,
    times: newTimes(now),
    isExpanded: true,
    defaultAutoTypeSequence: '',
    enableAutoType: null,
    enableSearching: null,
    tags: [],
    customData: [],
    unknown: [],
  };
}

/** The recycle bin as KeePass makes it: not searched, and nothing typed from it. */
export function newBin(uuid: Uuid, name: string, now: Instant): GroupParts {
  return { ...newGroup(uuid, name, now), iconId: ICON.bin, enableAutoType: false, enableSearching: false };
}

/** A second entry with the same content: new, never used, without the history of the first. */
export function duplicateOf(entry: KdbxEntry, uuid: Uuid, now: Instant): KdbxEntry {
  const { previousParent: _, ...rest } = entry;
  const { expiry, expires, unknown } = entry.times;
  return { ...rest, uuid, history: [], times: { ...newTimes(now), expiry, expires, unknown } };
}

/**
 * The database as it is now, to be compared with later. Cheap: entries are never changed in place, so only the tree
 * around them is copied.
 */
export function snapshotOf(kdbx: KdbxDatabase): KdbxDatabase {
  return {
    file: { ...kdbx.file, publicCustomData: new Map(kdbx.file.publicCustomData) },
    meta: { ...kdbx.meta, customIcons: [...kdbx.meta.customIcons], customData: [...kdbx.meta.customData] },
    root: snapshotOfGroup(kdbx.root),
    deleted: [...kdbx.deleted],
    unknown: kdbx.unknown,
  };
}

function snapshotOfGroup(group: KdbxGroup): KdbxGroup {
  return { ...group, entries: [...group.entries], groups: group.groups.map(snapshotOfGroup) };
}
