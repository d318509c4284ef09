import type { FieldValue, Instant, KdbxDatabase, KdbxEntry, KdbxGroup } from '../kdbx/kdbx.model';
import { STANDARD_FIELDS } from '../kdbx/kdbx.model';
import { OTP_FIELD } from '../totp/totp-fields.model';
import { parseTotpInput } from '../totp/totp-input.model';
import { OPEN_FIELD_PREFIX, PROTECTED_FIELD_PREFIX } from './csv-columns.model';
import { CsvWriter } from './csv-writer.model';
import { MOST_COLUMNS, type NotTaken } from './exchange.model';
import { NotTakenList } from './report.model';

export interface CsvExport {
  /** The file, all secrets in the clear: the caller overwrites it when it is written. */
  readonly bytes: Uint8Array;
  readonly report: {
    readonly entries: number;
    /** `what` is a part of an entry (`history`, `attachments`…) or of a group (`empty-group`, `group-notes`). */
    readonly notTaken: readonly NotTaken[];
    readonly notTakenTotal: number;
  };
}

/** Columns of KeePassXC's own export, in its order. */
const COLUMNS = [
  'Group',
  'Title',
  'Username',
  'Password',
  'URL',
  'Notes',
  'TOTP',
  'Icon',
  'Last Modified',
  'Created',
] as const;
/** What KeePassXC leaves out; `Tags` its import knows. */
const MORE_COLUMNS = ['Tags', 'Expires'] as const;
/** The years 1 to 9999: what four digits can say. */
const FIRST_DATE = Date.parse('0001-01-01T00:00:00Z');
const LAST_DATE = Date.parse('9999-12-31T23:59:59Z');
const MOST_FIELDS = MOST_COLUMNS - COLUMNS.length - MORE_COLUMNS.length;

/**
 * Writes all entries as a table that KeePassXC reads, and `importCsv` without loss: custom fields follow in columns
 * named `Field: …` and `Protected: …`. What lies in the recycle bin is left out, and reported.
 *
 * Cells that begin with `=`, `+`, `-` or `@` are written as they are. A spreadsheet might take them for formulas, but
 * any mark that prevents this becomes part of the password when another program reads the table. The report counts
 * them, and whoever exports is warned.
 */
export function exportCsv(database: KdbxDatabase): CsvExport {
  return new CsvExporter(database).run();
}

interface Line {
  readonly entry: KdbxEntry;
  /** Names of the groups from the root on. */
  readonly path: readonly string[];
  readonly where: string;
}

class CsvExporter {
  readonly #database: KdbxDatabase;
  readonly #notTaken = new NotTakenList();
  readonly #writer = new CsvWriter();

  constructor(database: KdbxDatabase) {
    this.#database = database;
  }

  run(): CsvExport {
    const { root } = this.#database;
    const lines: Line[] = [];
    // The root's name is only a label here, and must not read as two groups.
    this.#gather(root, [root.name.replaceAll('/', ' ').trim() || 'Root'], lines);
    const fields = this.#fieldColumns(lines);
    for (const name of [...COLUMNS, ...MORE_COLUMNS, ...fields.keys()]) this.#writer.cell(name);
    this.#writer.endRow();
    for (const line of lines) this.#writeLine(line, [...fields.keys()]);
    if (this.#writer.formulas > 0) this.#notTaken.note(`${this.#writer.formulas}×`, '', 'formula-like');
    const { listed, total } = this.#notTaken;
    return {
      bytes: this.#writer.finish(),
      report: { entries: lines.length, notTaken: listed, notTakenTotal: total },
    };
  }

  #gather(group: KdbxGroup, path: readonly string[], lines: Line[], isInBin = false): void {
    const { meta } = this.#database;
    const isLeft = isInBin || (meta.recycleBinEnabled && group.uuid === meta.recycleBin);
    const place = path.slice(1).join('/');
    if (!isLeft) this.#noteGroup(group, place, path.at(-1) ?? '');
    for (const entry of group.entries) {
      const where = [...path.slice(1), textOf(entry.fields.get('Title'))].join('/');
      if (isLeft) this.#notTaken.note(where, '', 'in-recycle-bin');
      else lines.push({ entry, path, where });
    }
    for (const child of group.groups) this.#gather(child, [...path, child.name], lines, isLeft);
  }

  #noteGroup(group: KdbxGroup, place: string, name: string): void {
    if (name.includes('/')) this.#notTaken.note(place, '', 'slash-in-group');
    const parts: [string, boolean][] = [
      ['empty-group', group.entries.length + group.groups.length === 0],
      ['group-notes', group.notes !== ''],
      ['group-icon', group.customIcon !== undefined],
      ['group-tags', group.tags.length > 0],
      ['custom-data', group.customData.length + group.unknown.length > 0],
    ];
    for (const [part, isThere] of parts) if (isThere) this.#notTaken.note(place, part, 'not-in-csv');
  }

  /** A column for each custom field; the most used ones where there are more than a table can have. */
  #fieldColumns(lines: readonly Line[]): Map<string, number> {
    const used = new Map<string, number>();
    for (const { entry } of lines) {
      for (const column of columnsOf(entry).keys()) used.set(column, (used.get(column) ?? 0) + 1);
    }
    if (used.size <= MOST_FIELDS) return used;
    const kept = [...used].sort(([, one], [, other]) => other - one).slice(0, MOST_FIELDS);
    const fields = new Map(kept);
    for (const { entry, where } of lines) {
      for (const column of columnsOf(entry).keys()) {
        if (!fields.has(column)) this.#notTaken.note(where, column, 'too-many-columns');
      }
    }
    return fields;
  }

  #writeLine({ entry, path, where }: Line, fields: readonly string[]): void {
    const { times, tags } = entry;
    this.#writer.cell(path.join('/'));
    for (const name of ['Title', 'UserName', 'Password', 'URL', 'Notes'] as const)
      this.#write(entry.fields.get(name));
    this.#write(hasReadableTotp(entry) ? entry.fields.get(OTP_FIELD) : undefined);
    this.#writer.cell(String(entry.iconId));
    this.#writer.cell(isoDate(times.modified));
    this.#writer.cell(isoDate(times.created));
    this.#writer.cell(tags.join(';'));
    this.#writer.cell(times.expires ? isoDate(times.expiry) : '');
    const own = columnsOf(entry);
    for (const column of fields) this.#write(own.get(column));
    this.#writer.endRow();
    for (const part of partsWithoutColumn(entry)) this.#notTaken.note(where, part, 'not-in-csv');
  }

  #write(value: FieldValue | undefined): void {
    if (value === undefined || typeof value === 'string') {
      this.#writer.cell(value ?? '');
      return;
    }
    const clear = value.bytes();
    this.#writer.cell(clear);
    clear.fill(0);
  }
}

/** Custom fields of an entry by their columns. */
function columnsOf(entry: KdbxEntry): Map<string, FieldValue> {
  const columns = new Map<string, FieldValue>();
  const totp = hasReadableTotp(entry) ? OTP_FIELD : undefined;
  for (const [name, value] of entry.fields) {
    if (name === totp || STANDARD_FIELDS.some((standard) => standard === name)) continue;
    columns.set((typeof value === 'string' ? OPEN_FIELD_PREFIX : PROTECTED_FIELD_PREFIX) + name, value);
  }
  return columns;
}

/** Whether the field for one-time codes comes back from the column for them. */
function hasReadableTotp({ fields }: KdbxEntry): boolean {
  const value = fields.get(OTP_FIELD);
  if (value === undefined) return false;
  const clear = typeof value === 'string' ? Buffer.from(value) : value.bytes();
  const read = parseTotpInput(clear, { title: '', userName: '' });
  clear.fill(0);
  if (read.ok) read.value.fill(0);
  return read.ok;
}

function partsWithoutColumn(entry: KdbxEntry): string[] {
  const { autoType } = entry;
  const parts: [string, boolean][] = [
    ['attachments', entry.attachments.size > 0],
    ['history', entry.history.length > 0],
    ['custom-icon', entry.customIcon !== undefined],
    ['colours', entry.foregroundColor + entry.backgroundColor !== ''],
    ['override-url', entry.overrideUrl !== ''],
    ['auto-type', !autoType.enabled || autoType.defaultSequence !== '' || autoType.associations.length > 0],
    ['quality-check', !entry.qualityCheck],
    ['custom-data', entry.customData.length + entry.unknown.length > 0],
  ];
  return parts.filter(([, isThere]) => isThere).map(([part]) => part);
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** As KeePassXC writes dates: UTC to the second; empty for what is no date of a calendar. */
function isoDate(instant: Instant): string {
  if (!(instant >= FIRST_DATE && instant <= LAST_DATE)) return '';
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
