import { randomUUID } from 'node:crypto';
import type { Instant, KdbxDatabase, KdbxEntry, KdbxGroup, KdbxTimes, Uuid, XmlElement } from './kdbx.model';
import { DEFAULT_KDF } from './kdbx.model';
import { isSecretText } from './secret-text';

/** KeePass's icon numbers. */
const FOLDER_ICON = 48;
const BIN_ICON = 43;
/** KeePassXC's values for a new database. */
const HISTORY_ITEMS = 10;
const HISTORY_BYTES = 6 * 1024 * 1024;
const MAINTENANCE_DAYS = 365;

/** A new random uuid. */
export function newUuid(): Uuid {
  return randomUUID().replaceAll('-', '');
}

const timesAt = (now: Instant): KdbxTimes => ({
  created: now,
  modified: now,
  accessed: now,
  expiry: now,
  expires: false,
  usageCount: 0,
  locationChanged: now,
  unknown: [],
});

const groupNamed = (name: string, iconId: number, now: Instant): KdbxGroup => ({
  uuid: newUuid(),
  name,
  notes: '',
  iconId,
  times: timesAt(now),
  isExpanded: true,
  defaultAutoTypeSequence: '',
  enableAutoType: null,
  enableSearching: null,
  tags: [],
  customData: [],
  entries: [],
  groups: [],
  unknown: [],
});

/** What a new database starts with. */
export interface NewDatabase {
  /** Name of the database and of its outermost group. */
  readonly name: string;
  readonly now: Instant;
  /** Which program wrote it; "Quadrat" unless told. */
  readonly generator?: string;
  /** Where given, it starts with a recycle bin of this name; otherwise whoever deletes first makes one. */
  readonly recycleBinName?: string;
}

/** An empty database as KeePassXC makes one, but with KDBX 4.1, ChaCha20 and our KDF. */
export function newDatabase({ name, now, generator = 'Quadrat', recycleBinName }: NewDatabase): KdbxDatabase {
  const instant = Math.floor(now / 1000) * 1000;
  const root = groupNamed(name, FOLDER_ICON, instant);
  const bin = recycleBinName === undefined ? undefined : groupNamed(recycleBinName, BIN_ICON, instant);
  if (bin) {
    bin.enableAutoType = false;
    bin.enableSearching = false;
    root.groups.push(bin);
  }
  return {
    file: {
      cipher: 'chacha20',
      compressed: true,
      kdf: DEFAULT_KDF,
      publicCustomData: new Map(),
      leastVersion: '4.1',
    },
    meta: {
      generator,
      settingsChanged: instant,
      name,
      nameChanged: instant,
      description: '',
      descriptionChanged: instant,
      defaultUserName: '',
      defaultUserNameChanged: instant,
      maintenanceHistoryDays: MAINTENANCE_DAYS,
      color: '',
      masterKeyChanged: instant,
      masterKeyChangeRec: -1,
      masterKeyChangeForce: -1,
      protect: { title: false, userName: false, password: true, url: false, notes: false },
      customIcons: [],
      recycleBinEnabled: true,
      ...(bin && { recycleBin: bin.uuid }),
      recycleBinChanged: instant,
      entryTemplatesGroupChanged: instant,
      historyMaxItems: HISTORY_ITEMS,
      historyMaxSize: HISTORY_BYTES,
      customData: [],
      unknown: [],
    },
    root,
    deleted: [],
    unknown: { file: [], root: [] },
  };
}

function wipeUnknown(elements: readonly XmlElement[]): void {
  for (const element of elements) {
    for (const child of element.children) {
      if (isSecretText(child)) child.wipe();
      else if (typeof child !== 'string') wipeUnknown([child]);
    }
  }
}

function wipeEntry(entry: KdbxEntry): void {
  for (const value of entry.fields.values()) if (isSecretText(value)) value.wipe();
  for (const attachment of entry.attachments.values()) attachment.content.fill(0);
  wipeUnknown(entry.unknown);
  entry.history.forEach(wipeEntry);
}

function wipeGroup(group: KdbxGroup): void {
  group.entries.forEach(wipeEntry);
  group.groups.forEach(wipeGroup);
  wipeUnknown(group.unknown);
}

/**
 * Overwrites every secret text and attachment of a database. What stands in memory as plain text (titles, user names,
 * notes) cannot be overwritten: it goes with the process.
 */
export function wipeDatabase(database: KdbxDatabase): void {
  wipeGroup(database.root);
  wipeUnknown(database.meta.unknown);
  wipeUnknown(database.unknown.file);
  wipeUnknown(database.unknown.root);
}
