import { createHash } from 'node:crypto';
import {
  writeFlag,
  writeInstant,
  writeIsoInstant,
  writeTags,
  writeTriState,
  writeUuid,
} from './field-formats';
import type {
  FieldValue,
  Instant,
  KdbxBinary,
  KdbxCustomDataItem,
  KdbxDatabase,
  KdbxEntry,
  KdbxGroup,
  KdbxMeta,
  KdbxTimes,
  StandardField,
} from './kdbx.model';
import type { KeyStream } from './key-stream';
import { createSecretText, isSecretText } from './secret-text';
import { XmlWriter } from './xml-writer';

const PROTECTION: Record<StandardField, keyof KdbxMeta['protect']> = {
  Title: 'title',
  UserName: 'userName',
  Password: 'password',
  URL: 'url',
  Notes: 'notes',
};

/** The attachments of a database, each content once, in the order in which entries name them. */
export class BinaryPool {
  readonly binaries: KdbxBinary[] = [];
  readonly #numbers = new Map<KdbxBinary, number>();
  readonly #byContent = new Map<string, number>();

  constructor(root: KdbxGroup) {
    this.#addGroup(root);
  }

  numberOf(binary: KdbxBinary): number {
    return this.#numbers.get(binary) ?? this.#add(binary);
  }

  #addGroup(group: KdbxGroup): void {
    for (const entry of group.entries) {
      for (const version of [entry, ...entry.history]) {
        for (const binary of version.attachments.values()) this.numberOf(binary);
      }
    }
    for (const child of group.groups) this.#addGroup(child);
  }

  #add(binary: KdbxBinary): number {
    const content = `${binary.isProtected} ${createHash('sha256').update(binary.content).digest('base64')}`;
    const known = this.#byContent.get(content);
    const number = known ?? this.binaries.push(binary) - 1;
    this.#byContent.set(content, number);
    this.#numbers.set(binary, number);
    return number;
  }
}

/** What a document is written for: into a KDBX 4 file, or in the clear for people and other programs. */
export type DocumentForm =
  | { readonly kind: 'kdbx'; readonly stream: KeyStream }
  /** As `keepassxc-cli export -f xml` writes it: dates as ISO 8601, attachments in the document. */
  | { readonly kind: 'export' };

/** Writes the XML of a database piece by piece, elements in KeePassXC's order. */
export class DatabaseWriter {
  readonly #database: KdbxDatabase;
  readonly #pool: BinaryPool;
  readonly #isExport: boolean;
  readonly #xml: XmlWriter;
  readonly #date: (instant: Instant) => string;

  constructor(database: KdbxDatabase, pool: BinaryPool, form: DocumentForm) {
    this.#database = database;
    this.#pool = pool;
    this.#isExport = form.kind === 'export';
    this.#date = this.#isExport ? writeIsoInstant : writeInstant;
    this.#xml =
      form.kind === 'kdbx'
        ? new XmlWriter({ stream: form.stream, indents: false })
        : new XmlWriter({ indents: true });
  }

  /** The document's bytes. To be run through once: secrets are enciphered as they are written. */
  *pieces(): Generator<Buffer> {
    const { meta, root, deleted, unknown } = this.#database;
    const xml = this.#xml;
    xml.open('KeePassFile', unknown.file);
    this.#meta(meta);
    xml.open('Root', unknown.root);
    yield* this.#group(root);
    xml.openKept('DeletedObjects');
    for (const { uuid, deletedAt } of deleted) {
      xml.openKept('DeletedObject', uuid);
      xml.leaf('UUID', writeUuid(uuid));
      this.#instant('DeletionTime', deletedAt);
      xml.close();
    }
    xml.close();
    xml.close();
    xml.close();
    yield xml.take();
  }

  #instant(name: string, instant: Instant | undefined): void {
    if (instant !== undefined) this.#xml.leaf(name, this.#date(instant));
  }

  #meta(meta: KdbxMeta): void {
    const xml = this.#xml;
    xml.open('Meta', meta.unknown);
    xml.leaf('Generator', meta.generator);
    xml.leaf('DatabaseName', meta.name);
    this.#instant('DatabaseNameChanged', meta.nameChanged);
    xml.leaf('DatabaseDescription', meta.description);
    this.#instant('DatabaseDescriptionChanged', meta.descriptionChanged);
    xml.leaf('DefaultUserName', meta.defaultUserName);
    this.#instant('DefaultUserNameChanged', meta.defaultUserNameChanged);
    xml.leaf('MaintenanceHistoryDays', String(meta.maintenanceHistoryDays));
    xml.leaf('Color', meta.color);
    this.#instant('MasterKeyChanged', meta.masterKeyChanged);
    xml.leaf('MasterKeyChangeRec', String(meta.masterKeyChangeRec));
    xml.leaf('MasterKeyChangeForce', String(meta.masterKeyChangeForce));
    if (meta.masterKeyChangeForceOnce !== undefined) {
      xml.leaf('MasterKeyChangeForceOnce', writeFlag(meta.masterKeyChangeForceOnce));
    }
    xml.openKept('MemoryProtection');
    xml.leaf('ProtectTitle', writeFlag(meta.protect.title));
    xml.leaf('ProtectUserName', writeFlag(meta.protect.userName));
    xml.leaf('ProtectPassword', writeFlag(meta.protect.password));
    xml.leaf('ProtectURL', writeFlag(meta.protect.url));
    xml.leaf('ProtectNotes', writeFlag(meta.protect.notes));
    xml.close();
    this.#icons(meta);
    xml.leaf('RecycleBinEnabled', writeFlag(meta.recycleBinEnabled));
    xml.leaf('RecycleBinUUID', writeUuid(meta.recycleBin));
    this.#instant('RecycleBinChanged', meta.recycleBinChanged);
    xml.leaf('EntryTemplatesGroup', writeUuid(meta.entryTemplatesGroup));
    this.#instant('EntryTemplatesGroupChanged', meta.entryTemplatesGroupChanged);
    xml.leaf('LastSelectedGroup', writeUuid(meta.lastSelectedGroup));
    xml.leaf('LastTopVisibleGroup', writeUuid(meta.lastTopVisibleGroup));
    xml.leaf('HistoryMaxItems', String(meta.historyMaxItems));
    xml.leaf('HistoryMaxSize', String(meta.historyMaxSize));
    this.#instant('SettingsChanged', meta.settingsChanged);
    if (this.#isExport) this.#binaries();
    this.#customData(meta.customData);
    xml.close();
  }

  #icons(meta: KdbxMeta): void {
    const xml = this.#xml;
    xml.openKept('CustomIcons');
    for (const icon of meta.customIcons) {
      xml.open('Icon', icon.unknown);
      xml.leaf('UUID', writeUuid(icon.uuid));
      if (icon.name !== undefined) xml.leaf('Name', icon.name);
      this.#instant('LastModificationTime', icon.modified);
      xml.leaf('Data', Buffer.from(icon.image).toString('base64'));
      xml.close();
    }
    xml.close();
  }

  #binaries(): void {
    this.#xml.openKept('Binaries');
    for (const [id, { isProtected, content }] of this.#pool.binaries.entries()) {
      const attributes = { ID: String(id), ...(isProtected && { ProtectInMemory: 'True' }) };
      this.#xml.leaf('Binary', Buffer.from(content).toString('base64'), attributes);
    }
    this.#xml.close();
  }

  #customData(items: readonly KdbxCustomDataItem[]): void {
    if (items.length === 0) return;
    const xml = this.#xml;
    xml.openKept('CustomData');
    for (const item of items) {
      xml.open('Item', item.unknown);
      xml.leaf('Key', item.key);
      xml.leaf('Value', item.value);
      this.#instant('LastModificationTime', item.modified);
      xml.close();
    }
    xml.close();
  }

  #times(times: KdbxTimes): void {
    const xml = this.#xml;
    xml.open('Times', times.unknown);
    this.#instant('LastModificationTime', times.modified);
    this.#instant('CreationTime', times.created);
    this.#instant('LastAccessTime', times.accessed);
    this.#instant('ExpiryTime', times.expiry);
    xml.leaf('Expires', writeFlag(times.expires));
    xml.leaf('UsageCount', String(times.usageCount));
    this.#instant('LocationChanged', times.locationChanged);
    xml.close();
  }

  *#group(group: KdbxGroup): Generator<Buffer> {
    const xml = this.#xml;
    xml.open('Group', group.unknown);
    xml.leaf('UUID', writeUuid(group.uuid));
    xml.leaf('Name', group.name);
    xml.leaf('Notes', group.notes);
    if (group.tags.length > 0) xml.leaf('Tags', writeTags(group.tags));
    xml.leaf('IconID', String(group.iconId));
    if (group.customIcon) xml.leaf('CustomIconUUID', writeUuid(group.customIcon));
    this.#times(group.times);
    xml.leaf('IsExpanded', writeFlag(group.isExpanded));
    xml.leaf('DefaultAutoTypeSequence', group.defaultAutoTypeSequence);
    xml.leaf('EnableAutoType', writeTriState(group.enableAutoType));
    xml.leaf('EnableSearching', writeTriState(group.enableSearching));
    xml.leaf('LastTopVisibleEntry', writeUuid(group.lastTopVisibleEntry));
    this.#customData(group.customData);
    if (group.previousParent) xml.leaf('PreviousParentGroup', writeUuid(group.previousParent));
    for (const entry of group.entries) {
      this.#entry(entry);
      if (xml.isFull) yield xml.take();
    }
    for (const child of group.groups) yield* this.#group(child);
    xml.close();
  }

  #entry(entry: KdbxEntry): void {
    const xml = this.#xml;
    xml.open('Entry', entry.unknown);
    xml.leaf('UUID', writeUuid(entry.uuid));
    xml.leaf('IconID', String(entry.iconId));
    if (entry.customIcon) xml.leaf('CustomIconUUID', writeUuid(entry.customIcon));
    xml.leaf('ForegroundColor', entry.foregroundColor);
    xml.leaf('BackgroundColor', entry.backgroundColor);
    xml.leaf('OverrideURL', entry.overrideUrl);
    xml.leaf('Tags', writeTags(entry.tags));
    this.#times(entry.times);
    if (!entry.qualityCheck) xml.leaf('QualityCheck', writeFlag(false));
    if (entry.previousParent) xml.leaf('PreviousParentGroup', writeUuid(entry.previousParent));
    for (const [name, value] of entry.fields) this.#field(name, value);
    for (const [name, binary] of entry.attachments) {
      xml.openKept('Binary', name);
      xml.leaf('Key', name);
      xml.leaf('Value', '', { Ref: String(this.#pool.numberOf(binary)) });
      xml.close();
    }
    this.#autoType(entry);
    this.#customData(entry.customData);
    if (entry.history.length > 0) {
      xml.openKept('History');
      for (const version of entry.history) this.#entry(version);
      xml.close();
    }
    xml.close();
  }

  /** A standard field is protected also where the database says that fields of its name are. */
  #field(name: string, value: FieldValue): void {
    const xml = this.#xml;
    xml.openKept('String', name);
    xml.leaf('Key', name);
    if (isSecretText(value)) xml.secret('Value', value);
    else if (this.#database.meta.protect[PROTECTION[name as StandardField]]) {
      const secret = createSecretText(value);
      xml.secret('Value', secret);
      secret.wipe();
    } else xml.leaf('Value', value);
    xml.close();
  }

  #autoType({ autoType }: KdbxEntry): void {
    const xml = this.#xml;
    xml.open('AutoType', autoType.unknown);
    xml.leaf('Enabled', writeFlag(autoType.enabled));
    xml.leaf('DataTransferObfuscation', String(autoType.dataTransferObfuscation));
    xml.leaf('DefaultSequence', autoType.defaultSequence);
    for (const association of autoType.associations) {
      xml.open('Association', association.unknown);
      xml.leaf('Window', association.window);
      xml.leaf('KeystrokeSequence', association.sequence);
      xml.close();
    }
    xml.close();
  }
}
