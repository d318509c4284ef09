import {
  always,
  asText,
  COSTLY,
  type LeafSetter,
  type Nested,
  NONE,
  nested,
  optional,
  type Shape,
} from './element-shape';
import { customDataShape, entryShape, inlineBinary, newEntry, newTimes, timesShape } from './entry-shape';
import { readFlag, readInstant, readTags, readTriState, readUuid, readWhole } from './field-formats';
import type {
  KdbxCustomIcon,
  KdbxDatabase,
  KdbxDeletedObject,
  KdbxFileSettings,
  KdbxGroup,
  KdbxMeta,
} from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';
import { newUuid } from './new-database';

/** KeePassXC's values where the file says nothing. */
const FOLDER_ICON = 48;
const HISTORY_ITEMS = 10;
const HISTORY_BYTES = 6 * 1024 * 1024;
const MAINTENANCE_DAYS = 365;

const newGroup = (): KdbxGroup => ({
  uuid: '',
  name: '',
  notes: '',
  iconId: FOLDER_ICON,
  times: newTimes(),
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

const newMeta = (): KdbxMeta => ({
  generator: '',
  name: '',
  description: '',
  defaultUserName: '',
  maintenanceHistoryDays: MAINTENANCE_DAYS,
  color: '',
  masterKeyChangeRec: -1,
  masterKeyChangeForce: -1,
  protect: { title: false, userName: false, password: true, url: false, notes: false },
  customIcons: [],
  recycleBinEnabled: true,
  historyMaxItems: HISTORY_ITEMS,
  historyMaxSize: HISTORY_BYTES,
  customData: [],
  unknown: [],
});

const groupNested = new Map<string, Nested<KdbxGroup>>([
  ['Times', nested(timesShape, (group: KdbxGroup) => group.times)],
  ['CustomData', nested(customDataShape, (group: KdbxGroup) => group.customData)],
  [
    'Entry',
    nested(entryShape, (group: KdbxGroup) => {
      const entry = newEntry();
      group.entries.push(entry);
      return entry;
    }),
  ],
]);

const groupShape: Shape<KdbxGroup> = {
  leaves: new Map<string, LeafSetter<KdbxGroup>>([
    ['UUID', always('uuid', readUuid)],
    ['Name', always('name', asText)],
    ['Notes', always('notes', asText)],
    ['IconID', always('iconId', readWhole)],
    ['CustomIconUUID', optional('customIcon', readUuid)],
    ['IsExpanded', always('isExpanded', readFlag)],
    ['DefaultAutoTypeSequence', always('defaultAutoTypeSequence', asText)],
    ['EnableAutoType', always('enableAutoType', readTriState)],
    ['EnableSearching', always('enableSearching', readTriState)],
    ['LastTopVisibleEntry', optional('lastTopVisibleEntry', readUuid)],
    ['PreviousParentGroup', optional('previousParent', readUuid)],
    ['Tags', always('tags', readTags)],
  ]),
  nested: groupNested,
  unknown: (group) => group.unknown,
  cost: COSTLY,
  end(group) {
    group.uuid ||= newUuid();
  },
};

groupNested.set(
  'Group',
  nested(groupShape, (parent: KdbxGroup) => {
    const group = newGroup();
    parent.groups.push(group);
    return group;
  }),
);

const iconShape: Shape<KdbxCustomIcon> = {
  leaves: new Map<string, LeafSetter<KdbxCustomIcon>>([
    ['UUID', always('uuid', readUuid)],
    ['Data', always('image', (text): Uint8Array => Buffer.from(text, 'base64'))],
    ['Name', optional('name', asText)],
    ['LastModificationTime', optional('modified', readInstant)],
  ]),
  nested: NONE,
  unknown: (icon) => icon.unknown,
  end(icon) {
    icon.uuid ||= newUuid();
  },
};

const iconsShape: Shape<KdbxCustomIcon[]> = {
  leaves: NONE,
  nested: new Map([
    [
      'Icon',
      nested(iconShape, (icons: KdbxCustomIcon[]) => {
        const icon: KdbxCustomIcon = { uuid: '', image: new Uint8Array(0), unknown: [] };
        icons.push(icon);
        return icon;
      }),
    ],
  ]),
};

const protectionShape: Shape<KdbxMeta['protect']> = {
  leaves: new Map<string, LeafSetter<KdbxMeta['protect']>>([
    ['ProtectTitle', always('title', readFlag)],
    ['ProtectUserName', always('userName', readFlag)],
    ['ProtectPassword', always('password', readFlag)],
    ['ProtectURL', always('url', readFlag)],
    ['ProtectNotes', always('notes', readFlag)],
  ]),
  nested: NONE,
};

/** KDBX 3.1: the pool of attachments, which KDBX 4 has in its inner header. */
const binariesShape: Shape<KdbxMeta> = {
  leaves: new Map([
    [
      'Binary',
      (_, leaf, reading) => {
        const id = leaf.attributes?.['ID'];
        if (id !== undefined && !reading.binaries.has(id))
          reading.binaries.set(id, inlineBinary(leaf, reading));
      },
    ],
  ]),
  nested: NONE,
};

const metaShape: Shape<KdbxMeta> = {
  leaves: new Map<string, LeafSetter<KdbxMeta>>([
    ['Generator', always('generator', asText)],
    [
      'HeaderHash',
      (_, leaf, reading) => {
        if (leaf.text) reading.headerHash = Buffer.from(leaf.text, 'base64');
      },
    ],
    ['SettingsChanged', optional('settingsChanged', readInstant)],
    ['DatabaseName', always('name', asText)],
    ['DatabaseNameChanged', optional('nameChanged', readInstant)],
    ['DatabaseDescription', always('description', asText)],
    ['DatabaseDescriptionChanged', optional('descriptionChanged', readInstant)],
    ['DefaultUserName', always('defaultUserName', asText)],
    ['DefaultUserNameChanged', optional('defaultUserNameChanged', readInstant)],
    ['MaintenanceHistoryDays', always('maintenanceHistoryDays', readWhole)],
    ['Color', always('color', asText)],
    ['MasterKeyChanged', optional('masterKeyChanged', readInstant)],
    ['MasterKeyChangeRec', always('masterKeyChangeRec', readWhole)],
    ['MasterKeyChangeForce', always('masterKeyChangeForce', readWhole)],
    ['MasterKeyChangeForceOnce', optional('masterKeyChangeForceOnce', readFlag)],
    ['RecycleBinEnabled', always('recycleBinEnabled', readFlag)],
    ['RecycleBinUUID', optional('recycleBin', readUuid)],
    ['RecycleBinChanged', optional('recycleBinChanged', readInstant)],
    ['EntryTemplatesGroup', optional('entryTemplatesGroup', readUuid)],
    ['EntryTemplatesGroupChanged', optional('entryTemplatesGroupChanged', readInstant)],
    ['LastSelectedGroup', optional('lastSelectedGroup', readUuid)],
    ['LastTopVisibleGroup', optional('lastTopVisibleGroup', readUuid)],
    ['HistoryMaxItems', always('historyMaxItems', readWhole)],
    ['HistoryMaxSize', always('historyMaxSize', readWhole)],
  ]),
  nested: new Map<string, Nested<KdbxMeta>>([
    ['MemoryProtection', nested(protectionShape, (meta: KdbxMeta) => meta.protect)],
    ['CustomIcons', nested(iconsShape, (meta: KdbxMeta) => meta.customIcons)],
    ['Binaries', nested(binariesShape, (meta: KdbxMeta) => meta)],
    ['CustomData', nested(customDataShape, (meta: KdbxMeta) => meta.customData)],
  ]),
  unknown: (meta) => meta.unknown,
};

const deletedObjectShape: Shape<KdbxDeletedObject> = {
  leaves: new Map<string, LeafSetter<KdbxDeletedObject>>([
    ['UUID', always('uuid', readUuid)],
    ['DeletionTime', always('deletedAt', readInstant)],
  ]),
  nested: NONE,
  key: (deleted) => deleted.uuid,
};

const deletedObjectsShape: Shape<KdbxDeletedObject[]> = {
  leaves: NONE,
  nested: new Map([
    [
      'DeletedObject',
      nested(deletedObjectShape, (objects: KdbxDeletedObject[]) => {
        const deleted: KdbxDeletedObject = { uuid: '', deletedAt: 0 };
        objects.push(deleted);
        return deleted;
      }),
    ],
  ]),
};

/** A database that is being read: `root` is missing until its element begins. */
export interface Draft {
  readonly database: Omit<KdbxDatabase, 'root'>;
  root?: KdbxGroup;
}

const rootShape: Shape<Draft> = {
  leaves: NONE,
  nested: new Map<string, Nested<Draft>>([
    [
      'Group',
      nested(groupShape, (draft: Draft) => {
        if (draft.root) throw new KdbxFailure('bad-xml');
        draft.root = newGroup();
        return draft.root;
      }),
    ],
    ['DeletedObjects', nested(deletedObjectsShape, (draft: Draft) => draft.database.deleted)],
  ]),
  unknown: (draft) => draft.database.unknown.root,
};

const fileShape: Shape<Draft> = {
  leaves: NONE,
  nested: new Map<string, Nested<Draft>>([
    ['Meta', nested(metaShape, (draft: Draft) => draft.database.meta)],
    ['Root', nested(rootShape, (draft: Draft) => draft)],
  ]),
  unknown: (draft) => draft.database.unknown.file,
};

/** The document: `KeePassFile` and nothing else. */
export const documentShape: Shape<Draft> = {
  leaves: NONE,
  nested: new Map([['KeePassFile', nested(fileShape, (draft: Draft) => draft)]]),
  unknown: () => {
    throw new KdbxFailure('bad-xml');
  },
};

export const newDraft = (file: KdbxFileSettings): Draft => ({
  database: { file, meta: newMeta(), deleted: [], unknown: { file: [], root: [] } },
});
