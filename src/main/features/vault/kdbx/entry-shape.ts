import { gunzipSync } from 'node:zlib';
import {
  always,
  asText,
  COSTLY,
  type Leaf,
  type LeafSetter,
  type Nested,
  NONE,
  nested,
  optional,
  type Reading,
  type Shape,
} from './element-shape';
import { readFlag, readInstant, readTags, readUuid, readWhole } from './field-formats';
import {
  type FieldValue,
  type KdbxAutoType,
  type KdbxAutoTypeAssociation,
  type KdbxBinary,
  type KdbxCustomDataItem,
  type KdbxEntry,
  type KdbxTimes,
  STANDARD_FIELDS,
} from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';
import { newUuid } from './new-database';
import { createSecretText } from './secret-text';

/** Times as they are before their element is read. */
export const newTimes = (): KdbxTimes => ({
  created: 0,
  modified: 0,
  accessed: 0,
  expiry: 0,
  expires: false,
  usageCount: 0,
  locationChanged: 0,
  unknown: [],
});

/** `Times` of a group or an entry. */
export const timesShape: Shape<KdbxTimes> = {
  leaves: new Map<string, LeafSetter<KdbxTimes>>([
    ['LastModificationTime', always('modified', readInstant)],
    ['CreationTime', always('created', readInstant)],
    ['LastAccessTime', always('accessed', readInstant)],
    ['ExpiryTime', always('expiry', readInstant)],
    ['Expires', always('expires', readFlag)],
    ['UsageCount', always('usageCount', readWhole)],
    ['LocationChanged', always('locationChanged', readInstant)],
  ]),
  nested: NONE,
  unknown: (times) => times.unknown,
};

const itemShape: Shape<KdbxCustomDataItem> = {
  leaves: new Map<string, LeafSetter<KdbxCustomDataItem>>([
    ['Key', always('key', asText)],
    ['Value', always('value', asText)],
    ['LastModificationTime', optional('modified', readInstant)],
  ]),
  nested: NONE,
  unknown: (item) => item.unknown,
};

/** `CustomData` of the database, a group or an entry. */
export const customDataShape: Shape<KdbxCustomDataItem[]> = {
  leaves: NONE,
  nested: new Map([
    [
      'Item',
      nested(itemShape, (items: KdbxCustomDataItem[]) => {
        const item: KdbxCustomDataItem = { key: '', value: '', unknown: [] };
        items.push(item);
        return item;
      }),
    ],
  ]),
};

/** A `String` or `Binary` on its way into its entry. */
interface NamedValue<V> {
  readonly entry: KdbxEntry;
  name: string;
  value: V | undefined;
}

/** Numbers tried one by one before a name is numbered beyond all others: thousands of one name must not take long. */
const TRIED = 9;

/** The name, or the name with a number where there is one of that name: KeePassXC refuses a file with two. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  const [, stem = name, extension = ''] = /^(.+?)(\.\w{1,8})?$/s.exec(name) ?? [];
  for (let number = 2; ; number++) {
    const next = `${stem} (${number <= TRIED ? number : taken.size + number})${extension}`;
    if (!taken.has(next)) return next;
  }
}

const isFilled = (value: FieldValue | undefined) =>
  typeof value === 'string' ? value.length > 0 : value !== undefined && value.byteLength > 0;
const isStandard = (name: string) => (STANDARD_FIELDS as readonly string[]).includes(name);

const stringShape: Shape<NamedValue<FieldValue>> = {
  leaves: new Map([
    ['Key', always('name', asText)],
    [
      'Value',
      (string, { text, secret, attributes }) => {
        const isSecret = readFlag(attributes?.['ProtectInMemory'] ?? '') === true;
        string.value = secret ?? (isSecret ? createSecretText(text) : text);
      },
    ],
  ]),
  nested: NONE,
  key: (string) => string.name,
  end(string) {
    if (string.name === '' && string.value === undefined) return;
    const { fields } = string.entry;
    // A standard field is there from the start: while it is empty it is not the first of two.
    const isFree = isStandard(string.name) && !isFilled(fields.get(string.name));
    if (!isFree) string.name = freeName(string.name, fields);
    fields.set(string.name, string.value ?? '');
  },
};

/** The bytes of an attachment that stands in the XML itself. */
export function inlineBinary({ text, secret, attributes }: Leaf, reading: Reading): KdbxBinary {
  const bytes = secret ? secret.bytes() : Buffer.from(text, 'base64');
  const isProtected = secret !== undefined || readFlag(attributes?.['ProtectInMemory'] ?? '') === true;
  if (readFlag(attributes?.['Compressed'] ?? '') !== true || bytes.length === 0) {
    return { isProtected, content: bytes };
  }
  try {
    const content = gunzipSync(bytes, { maxOutputLength: Math.max(1, reading.bytesLeft) });
    reading.bytesLeft -= content.length;
    return { isProtected, content };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new KdbxFailure(isTooLarge ? 'too-large' : 'damaged');
  }
}

const binaryShape: Shape<NamedValue<{ to: string } | KdbxBinary>> = {
  leaves: new Map([
    ['Key', always('name', asText)],
    [
      'Value',
      (binary, leaf, reading) => {
        const to = leaf.attributes?.['Ref'];
        binary.value = to === undefined ? inlineBinary(leaf, reading) : { to };
      },
    ],
  ]),
  nested: NONE,
  key: (binary) => binary.name,
  end(binary, reading) {
    const { entry, value } = binary;
    if (binary.name === '' && value === undefined) return;
    const name = freeName(binary.name, entry.attachments);
    binary.name = name;
    // Holds the place in the order until the reference is followed.
    entry.attachments.set(name, EMPTY);
    if (value && 'to' in value) reading.references.push({ entry, name, to: value.to });
    else if (value) entry.attachments.set(name, value);
  },
};

/** What an attachment is whose content the file does not have. */
const EMPTY: KdbxBinary = { isProtected: true, content: new Uint8Array(0) };

const associationShape: Shape<KdbxAutoTypeAssociation> = {
  leaves: new Map<string, LeafSetter<KdbxAutoTypeAssociation>>([
    ['Window', always('window', asText)],
    ['KeystrokeSequence', always('sequence', asText)],
  ]),
  nested: NONE,
  unknown: (association) => association.unknown,
};

const autoTypeShape: Shape<KdbxAutoType> = {
  leaves: new Map<string, LeafSetter<KdbxAutoType>>([
    ['Enabled', always('enabled', readFlag)],
    ['DataTransferObfuscation', always('dataTransferObfuscation', readWhole)],
    ['DefaultSequence', always('defaultSequence', asText)],
  ]),
  nested: new Map([
    [
      'Association',
      nested(associationShape, (autoType: KdbxAutoType) => {
        const association: KdbxAutoTypeAssociation = { window: '', sequence: '', unknown: [] };
        autoType.associations.push(association);
        return association;
      }),
    ],
  ]),
  unknown: (autoType) => autoType.unknown,
};

/** An entry as it is before its element is read. */
export const newEntry = (): KdbxEntry => ({
  uuid: '',
  iconId: 0,
  foregroundColor: '',
  backgroundColor: '',
  overrideUrl: '',
  qualityCheck: true,
  tags: [],
  times: newTimes(),
  fields: new Map([
    ['Title', ''],
    ['UserName', ''],
    ['Password', ''],
    ['URL', ''],
    ['Notes', ''],
  ]),
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
});

const historyNested = new Map<string, Nested<KdbxEntry>>();

/** `History`: the earlier versions go to the entry around. */
const historyShape: Shape<KdbxEntry> = { leaves: NONE, nested: historyNested };

/** `Entry`, in a group or as an earlier version of another. */
export const entryShape: Shape<KdbxEntry> = {
  leaves: new Map<string, LeafSetter<KdbxEntry>>([
    ['UUID', always('uuid', readUuid)],
    ['IconID', always('iconId', readWhole)],
    ['CustomIconUUID', optional('customIcon', readUuid)],
    ['ForegroundColor', always('foregroundColor', asText)],
    ['BackgroundColor', always('backgroundColor', asText)],
    ['OverrideURL', always('overrideUrl', asText)],
    ['QualityCheck', always('qualityCheck', readFlag)],
    ['Tags', always('tags', readTags)],
    ['PreviousParentGroup', optional('previousParent', readUuid)],
  ]),
  nested: new Map([
    ['Times', nested(timesShape, (entry: KdbxEntry) => entry.times)],
    ['String', nested(stringShape, (entry: KdbxEntry) => ({ entry, name: '', value: undefined }))],
    ['Binary', nested(binaryShape, (entry: KdbxEntry) => ({ entry, name: '', value: undefined }))],
    ['AutoType', nested(autoTypeShape, (entry: KdbxEntry) => entry.autoType)],
    ['CustomData', nested(customDataShape, (entry: KdbxEntry) => entry.customData)],
    ['History', nested(historyShape, (entry: KdbxEntry) => entry)],
  ]),
  unknown: (entry) => entry.unknown,
  cost: COSTLY,
  end(entry) {
    entry.uuid ||= newUuid();
    // Versions of versions, which no program writes, become versions.
    if (entry.history.some((version) => version.history.length > 0)) {
      entry.history = entry.history.flatMap((version) => [...version.history.splice(0), version]);
    }
  },
};

historyNested.set(
  'Entry',
  nested(entryShape, (entry: KdbxEntry) => {
    const version = newEntry();
    entry.history.push(version);
    return version;
  }),
);
