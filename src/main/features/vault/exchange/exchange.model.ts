import type { ImportTarget } from '../../../../shared/features/vault/vault-content.contract';
import type { Instant, KdbxCustomIcon, KdbxGroup, SecretText, Uuid } from '../kdbx/kdbx.model';

/** What taking something in needs from outside. */
export interface ExchangePorts {
  /** Milliseconds since the epoch; brought to whole seconds here. */
  readonly now: () => Instant;
  readonly newUuid: () => Uuid;
  /** Enciphers in memory (`createSecretText`). The bytes are UTF-8, and overwritten by us afterwards. */
  readonly protect: (utf8: Uint8Array) => SecretText;
}

/** Largest file that is taken: bytes. A city's whole keyring as CSV has a few hundred kilobytes. */
export const LARGEST_TABLE = 20_000_000;
/** Most rows of a table, its header not counted. */
export const MOST_ROWS = 100_000;
/** Most columns of a table. */
export const MOST_COLUMNS = 1_000;

/** Programs whose tables we know by their header. */
export const CSV_PROFILES = [
  'csv-chrome',
  'csv-firefox',
  'csv-bitwarden',
  'csv-keepassxc',
  'csv-keepass-1',
  'csv-1password',
  'csv-lastpass',
  'csv-dashlane',
  'csv-apple',
  'csv-unknown',
] as const;
export type CsvProfile = (typeof CSV_PROFILES)[number];

/** What a file is that we can take. */
export type ImportFormat = 'kdbx' | 'keepass-xml' | 'bitwarden-json' | CsvProfile;

/** Why a file cannot be taken at all. */
export type ExchangeProblem =
  /** KeePass 1: to be opened with KeePassXC and saved as KDBX. */
  | 'kdb-1'
  /** No table, no vault: HTML, an image, a text, JSON of something else. */
  | 'unknown-format'
  /** An encrypted export of Bitwarden: only Bitwarden reads it. */
  | 'encrypted'
  /** Nothing in it. */
  | 'no-rows'
  | 'too-large'
  /** A quotation mark is never closed, or the JSON ends in the middle. */
  | 'damaged';

/** Where a column goes. `fields` holds lines of `name: value` (Bitwarden); a bare field name is a custom field. */
export type CsvTarget = ImportTarget | 'icon' | 'accessed' | 'expires' | 'fields';

/** Why something was not taken, or not as it stood. */
export type NotTakenReason =
  /** A column that goes nowhere; `where` says how many values stand in it (`57×`). */
  | 'column-ignored'
  /** Kept as a custom field under the column's name, because it could not be read as what it is to be. */
  | 'bad-date'
  | 'bad-totp'
  | 'bad-flag'
  | 'bad-icon'
  /** Kept in a custom field of another name: that name is taken. */
  | 'name-taken'
  /** Kept as an attachment: too long for a field. */
  | 'over-long'
  /** Characters that XML cannot hold were taken out. */
  | 'control-characters'
  /** Values beyond the last column, kept in custom fields. */
  | 'extra-cells'
  /** Fewer values than columns. */
  | 'missing-cells'
  /** The same as an earlier row of the file; taken all the same. */
  | 'duplicate-row'
  /** Deeper groups than can be shown; the rest of the path stands in the last group's name. */
  | 'too-deep'
  /** A kind of record that has no counterpart (card, identity, key); kept as an entry with custom fields. */
  | 'other-kind'
  /** Something that has no place in KDBX. */
  | 'no-counterpart'
  /** Left out because asked to. */
  | 'in-recycle-bin'
  /** A setting of the source database, not of its entries. */
  | 'setting'
  /** The database holds the same already: it stands there twice now. */
  | 'already-there'
  /** The database holds the same already: left out because asked to. */
  | 'skipped-as-known'
  /** Of an export: CSV has no place for it. */
  | 'not-in-csv'
  /** Of an export: more custom fields than a table has columns for. */
  | 'too-many-columns'
  /** Of an export: the `/` in a group's name reads as two groups when it comes back. */
  | 'slash-in-group'
  /** Of an export: cells a spreadsheet would take for formulas; `where` says how many. They stand as they are. */
  | 'formula-like';

export interface NotTaken {
  /** Number of the row as a spreadsheet shows it and the title, the path of an entry, or how often (`57×`). */
  readonly where: string;
  /** Name of column, field or setting. Never a value. */
  readonly what: string;
  readonly reason: NotTakenReason;
}

/** What was taken and what was not, so that nothing is lost silently. */
export interface ImportReport {
  readonly entries: number;
  readonly groups: number;
  readonly attachments: number;
  /** The first of them. */
  readonly notTaken: readonly NotTaken[];
  readonly notTakenTotal: number;
}

/** Something read, ready to be fitted into a database. */
export interface ImportResult {
  /** One new group with all in it. */
  readonly group: KdbxGroup;
  readonly customIcons: readonly KdbxCustomIcon[];
  readonly report: ImportReport;
}

export type Imported =
  | { readonly ok: true; readonly result: ImportResult }
  | { readonly ok: false; readonly reason: ExchangeProblem };
