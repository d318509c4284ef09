/**
 * A KDBX database in memory, as the file means it. Everything the file holds has its place here, also what Quadrat
 * does not show: what has no field of its own stands in `unknown`, and is written back.
 * Source: the KDBX 4.1 description of KeePass, and what KeePassXC writes.
 */

/** 32 lower-case hexadecimal digits; in the file 16 bytes in Base64. */
export type Uuid = string;

/** Milliseconds since the epoch, always whole seconds: the file knows no finer ones. */
export type Instant = number;

/**
 * An XML element that we have no name for, kept as it was read. Attributes of elements that we do know stand beside,
 * under a name no element can have: `@` holds those of the element around, `@Name` those of its child `Name`.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string | SecretText)[];
}

/** A text that stands in memory only enciphered, and can be overwritten. */
export interface SecretText {
  /** Length of its UTF-8 bytes. */
  readonly byteLength: number;
  /** Its UTF-8 bytes in the clear, a new copy each time, which whoever asked overwrites. */
  bytes(): Uint8Array;
  /** Its text in the clear. A string cannot be overwritten: wanted only where nothing else will do. */
  text(): string;
  /** Whether both hold the same, told without holding either as a string. */
  equals(other: SecretText): boolean;
  /** Overwrites it; it is empty from then on. */
  wipe(): void;
}

/** What a field holds. A secret is what the file marks `Protected="True"`. */
export type FieldValue = string | SecretText;

/** Names of the fields every entry has. */
export const STANDARD_FIELDS = ['Title', 'UserName', 'Password', 'URL', 'Notes'] as const;
export type StandardField = (typeof STANDARD_FIELDS)[number];

/** `Times` of a group or an entry. */
export interface KdbxTimes {
  created: Instant;
  modified: Instant;
  accessed: Instant;
  /** Meant only where `expires` is true. */
  expiry: Instant;
  expires: boolean;
  usageCount: number;
  locationChanged: Instant;
  unknown: XmlElement[];
}

/** One `Item` of `CustomData`. */
export interface KdbxCustomDataItem {
  key: string;
  value: string;
  /** `LastModificationTime` (KDBX 4.1). */
  modified?: Instant;
  unknown: XmlElement[];
}

/** An attachment's content. Entries and their history share one where the content is the same. */
export interface KdbxBinary {
  /** Flag 0x01 of the inner header. */
  readonly isProtected: boolean;
  /** In the clear; overwritten when the vault is locked. */
  readonly content: Uint8Array;
}

/** `Association` of `AutoType`. */
export interface KdbxAutoTypeAssociation {
  window: string;
  sequence: string;
  unknown: XmlElement[];
}

/** `AutoType` of an entry. */
export interface KdbxAutoType {
  enabled: boolean;
  dataTransferObfuscation: number;
  defaultSequence: string;
  associations: KdbxAutoTypeAssociation[];
  unknown: XmlElement[];
}

/** `Entry`. */
export interface KdbxEntry {
  uuid: Uuid;
  iconId: number;
  customIcon?: Uuid;
  foregroundColor: string;
  backgroundColor: string;
  overrideUrl: string;
  /** `QualityCheck` (KDBX 4.1): false where the person does not want to hear of a weak password. */
  qualityCheck: boolean;
  tags: string[];
  /** `PreviousParentGroup` (KDBX 4.1). */
  previousParent?: Uuid;
  times: KdbxTimes;
  /** In the file's order; the standard fields first. */
  fields: Map<string, FieldValue>;
  /** By file name. */
  attachments: Map<string, KdbxBinary>;
  autoType: KdbxAutoType;
  customData: KdbxCustomDataItem[];
  /** Earlier versions, oldest first; theirs is empty. */
  history: KdbxEntry[];
  unknown: XmlElement[];
}

/** `Group`. */
export interface KdbxGroup {
  uuid: Uuid;
  name: string;
  notes: string;
  iconId: number;
  customIcon?: Uuid;
  times: KdbxTimes;
  isExpanded: boolean;
  defaultAutoTypeSequence: string;
  /** null: as the parent group. */
  enableAutoType: boolean | null;
  /** null: as the parent group. */
  enableSearching: boolean | null;
  lastTopVisibleEntry?: Uuid;
  previousParent?: Uuid;
  tags: string[];
  customData: KdbxCustomDataItem[];
  entries: KdbxEntry[];
  groups: KdbxGroup[];
  unknown: XmlElement[];
}

/** `DeletedObject`: something that is gone for good, so that a merge does not bring it back. */
export interface KdbxDeletedObject {
  uuid: Uuid;
  deletedAt: Instant;
}

/** `Icon` of `CustomIcons`. */
export interface KdbxCustomIcon {
  uuid: Uuid;
  /** An image file's bytes, PNG as a rule. */
  image: Uint8Array;
  name?: string;
  modified?: Instant;
  unknown: XmlElement[];
}

/** `Meta`. */
export interface KdbxMeta {
  generator: string;
  settingsChanged?: Instant;
  name: string;
  nameChanged?: Instant;
  description: string;
  descriptionChanged?: Instant;
  defaultUserName: string;
  defaultUserNameChanged?: Instant;
  maintenanceHistoryDays: number;
  color: string;
  masterKeyChanged?: Instant;
  /** Days, -1 for never. */
  masterKeyChangeRec: number;
  /** Days, -1 for never. */
  masterKeyChangeForce: number;
  masterKeyChangeForceOnce?: boolean;
  /** Which standard fields are protected in a new entry. */
  protect: Record<'title' | 'userName' | 'password' | 'url' | 'notes', boolean>;
  customIcons: KdbxCustomIcon[];
  recycleBinEnabled: boolean;
  recycleBin?: Uuid;
  recycleBinChanged?: Instant;
  entryTemplatesGroup?: Uuid;
  entryTemplatesGroupChanged?: Instant;
  lastSelectedGroup?: Uuid;
  lastTopVisibleGroup?: Uuid;
  /** Versions kept per entry, -1 for all. */
  historyMaxItems: number;
  /** Bytes kept per entry, -1 for all. */
  historyMaxSize: number;
  customData: KdbxCustomDataItem[];
  unknown: XmlElement[];
}

/** Ciphers a file may be written with. */
export type KdbxCipher = 'aes-256' | 'chacha20';

/** How the key is made slow to guess. Memory in KiB. */
export type KdbxKdf =
  | {
      readonly kind: 'argon2d' | 'argon2id';
      readonly memoryKib: number;
      readonly iterations: number;
      readonly parallelism: number;
    }
  | { readonly kind: 'aes'; readonly rounds: number };

/** An entry of a variant dictionary (outer header). */
export type KdbxVariant =
  | { readonly type: 'uint32' | 'int32'; readonly value: number }
  | { readonly type: 'uint64' | 'int64'; readonly value: bigint }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array };

/** What the outer header says and a save keeps. */
export interface KdbxFileSettings {
  cipher: KdbxCipher;
  compressed: boolean;
  kdf: KdbxKdf;
  publicCustomData: Map<string, KdbxVariant>;
  /** Version the file had: no save goes below it, and one that uses a feature of 4.1 is 4.1. Unless told, 4.0. */
  leastVersion?: '4.0' | '4.1';
}

/** A whole database. */
export interface KdbxDatabase {
  file: KdbxFileSettings;
  meta: KdbxMeta;
  root: KdbxGroup;
  deleted: KdbxDeletedObject[];
  /** Elements of `KeePassFile` and of `Root` we have no name for. */
  unknown: { file: XmlElement[]; root: XmlElement[] };
}

/** KDF of a new vault. */
export const DEFAULT_KDF: KdbxKdf = { kind: 'argon2id', memoryKib: 65_536, iterations: 3, parallelism: 4 };
