import type { FieldValue, Instant, KdbxAutoType, KdbxGroup, SecretText, Uuid } from '../kdbx/kdbx.model';

/** What changing a vault needs from outside. */
export interface DatabasePorts {
  /** Milliseconds since the epoch; brought to whole seconds here, as the file knows no finer ones. */
  readonly now: () => Instant;
  readonly newUuid: () => Uuid;
  /** Enciphers a text in memory (`createSecretText`). */
  readonly protect: (text: string) => SecretText;
  /** Name of a recycle bin that has to be made, in the person's language. */
  readonly binName: string;
}

/** Why something could not be done. */
export type Refusal =
  | 'unknown-entry'
  | 'unknown-group'
  | 'unknown-field'
  | 'unknown-version'
  | 'unknown-attachment'
  /** A field, or an attachment, of that name is there already, or the name is none. */
  | 'duplicate-name'
  /** A group cannot stand in itself or in one of its own groups. */
  | 'into-itself'
  /** Not to be moved or removed. */
  | 'root-group'
  /** What is meant is not in the recycle bin, or is the recycle bin itself. */
  | 'not-allowed'
  | 'nothing-to-undo';

export type Refused = { readonly ok: false; readonly reason: Refusal };
export type Done = { readonly ok: true } | Refused;
/** Something new, by its uuid. */
export type Made = { readonly ok: true; readonly uuid: Uuid } | Refused;

export const DONE: Done = { ok: true };
/** A refusal as a value. */
export const refuse = (reason: Refusal): Refused => ({ ok: false, reason });

/** What was done, for the words beside Undo and Redo. */
export type Action =
  | 'add'
  | 'edit'
  | 'duplicate'
  | 'move'
  | 'bin'
  | 'delete'
  | 'restore'
  | 'empty-bin'
  | 'favourite'
  | 'restore-version'
  | 'delete-version'
  | 'add-group'
  | 'edit-group'
  | 'move-group'
  | 'bin-group'
  | 'delete-group'
  | 'restore-group'
  | 'add-attachment'
  | 'rename-attachment'
  | 'remove-attachment'
  | 'rename-tag'
  | 'remove-tag'
  | 'import'
  | 'settings';

/** What can be undone or redone. The title is that of the first of `count` entries or groups. */
export interface Undoable {
  readonly action: Action;
  readonly title: string;
  readonly count: number;
}

/** One thing done to a field. */
export type FieldChange =
  /** Sets what is given; a field that is not there is made, empty where no value is given. */
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly value?: FieldValue;
      /** Absent: as it is; in a new field as the value comes, or as `MemoryProtection` says of a standard one. */
      readonly protect?: boolean;
    }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  /** A standard field is made empty: every entry has them. */
  | { readonly kind: 'remove'; readonly name: string };

/** What to change in an entry. What is absent stays; null takes away. */
export interface EntryChange {
  /** In order of doing. */
  readonly fields?: readonly FieldChange[];
  /** All tags but the favourite's. */
  readonly tags?: readonly string[];
  readonly favourite?: boolean;
  /** null: never. */
  readonly expiry?: Instant | null;
  /** A number sets the built-in icon and takes an own one away. */
  readonly iconId?: number;
  readonly customIcon?: Uuid | null;
  readonly foregroundColor?: string;
  readonly backgroundColor?: string;
  readonly overrideUrl?: string;
  readonly qualityCheck?: boolean;
  readonly autoType?: Partial<KdbxAutoType>;
}

/** What to change in a group. What is absent stays; null takes away, or means as the parent group. */
export interface GroupChange {
  readonly name?: string;
  readonly notes?: string;
  readonly iconId?: number;
  readonly customIcon?: Uuid | null;
  readonly tags?: readonly string[];
  readonly expiry?: Instant | null;
  readonly enableAutoType?: boolean | null;
  readonly enableSearching?: boolean | null;
  readonly defaultAutoTypeSequence?: string;
}

/** A group without what stands in it. */
export type GroupParts = Omit<KdbxGroup, 'entries' | 'groups'>;

/** What a change touched, for whoever keeps something beside the database: an index, a list, a file. */
export interface DatabaseChange {
  /** Entries that are new, different, elsewhere or gone. */
  readonly entries: ReadonlySet<Uuid>;
  /** Groups that are new, different, elsewhere or gone: also what stands in them reads differently then. */
  readonly groups: ReadonlySet<Uuid>;
  /** Nothing to save for: only a use was recorded, which goes along with the next save. */
  readonly isSoft: boolean;
}
