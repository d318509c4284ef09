import type { Instant, KdbxEntry, StandardField } from '../kdbx/kdbx.model';
import { cleanText } from './clean-text.model';
import { silentValues } from './csv-columns.model';
import { type CsvColumn, columnsOf } from './csv-mapping.model';
import { type CsvRow, type CsvTable, columnLetter, readTable, wipeTable } from './csv-table.model';
import { EntryDraft } from './entry-draft.model';
import type { CsvTarget, ExchangePorts, Imported } from './exchange.model';
import { GroupPaths, splitPath } from './group-paths.model';
import { NotTakenList, reportOn } from './report.model';
import { RowMemory } from './row-memory.model';

export interface CsvImportOptions {
  /** Name of the group in which all comes to stand. */
  readonly name: string;
  /** Where the columns go, by place; absent: as `previewCsv` guesses. */
  readonly targets?: readonly CsvTarget[];
}

/**
 * Takes a table of credentials. Each row becomes an entry; whatever has no place of its own becomes a custom field, and
 * the report says so.
 * @param bytes the whole file, not changed; the caller overwrites it
 */
export function importCsv(bytes: Uint8Array, options: CsvImportOptions, ports: ExchangePorts): Imported {
  const reading = readTable(bytes);
  if (!reading.ok) return reading;
  const { table } = reading;
  try {
    return { ok: true, result: new CsvImport(table, options, ports).run() };
  } finally {
    wipeTable(table);
  }
}

const STANDARD: Partial<Record<Extract<CsvTarget, string>, StandardField>> = {
  title: 'Title',
  userName: 'UserName',
  password: 'Password',
  notes: 'Notes',
};
const DATES = ['created', 'modified', 'accessed', 'expires'] as const;

interface PlacedEntry {
  readonly entry: KdbxEntry;
  readonly where: string;
  readonly path: string[];
}

class CsvImport {
  readonly #table: CsvTable;
  readonly #options: CsvImportOptions;
  readonly #ports: ExchangePorts;
  readonly #now: Instant;
  readonly #columns: readonly CsvColumn[];
  readonly #silent: readonly (readonly string[])[];
  readonly #ignored: number[];
  readonly #notTaken = new NotTakenList();
  readonly #hasTitles: boolean;

  constructor(table: CsvTable, options: CsvImportOptions, ports: ExchangePorts) {
    this.#table = table;
    this.#options = options;
    this.#ports = ports;
    this.#now = Math.floor(ports.now() / 1000) * 1000;
    this.#columns = columnsOf(table, options.targets);
    this.#silent = table.names.map((name) => silentValues(table.profile, name));
    this.#ignored = table.names.map(() => 0);
    this.#hasTitles = this.#columns.some(({ target }) => target === 'title');
  }

  run() {
    const seen = new RowMemory();
    const placed = this.#table.rows.map((row) => {
      const made = this.#entryOf(row);
      if (!seen.isNew(row)) this.#notTaken.note(made.where, '', 'duplicate-row');
      return made;
    });
    const groups = new GroupPaths(this.#options.name, this.#ports, this.#now);
    const shared = this.#table.profile === 'csv-keepassxc' ? sharedRoot(placed) : 0;
    for (const { entry, where, path } of placed) {
      if (!groups.add(entry, path.slice(shared))) this.#notTaken.note(where, path.join('/'), 'too-deep');
    }
    this.#ignored.forEach((values, at) => {
      if (values > 0) this.#notTaken.note(`${values}×`, this.#table.names[at] ?? '', 'column-ignored');
    });
    return { group: groups.top, customIcons: [], report: reportOn(groups.top, this.#notTaken) };
  }

  #entryOf({ number, cells }: CsvRow): PlacedEntry {
    const draft = new EntryDraft(this.#ports, this.#now);
    let path: string[] = [];
    cells.forEach((cell, at) => {
      if (cell.length === 0) return;
      const column = this.#columns[at];
      const name = this.#table.names[at];
      if (!column || name === undefined) {
        draft.note(columnLetter(at), 'extra-cells');
        draft.addField(columnLetter(at), cell, true);
      } else if (this.#silent[at]?.includes(cell.toString('utf8'))) {
        return;
      } else if (column.target === 'ignore') {
        this.#ignored[at] = (this.#ignored[at] ?? 0) + 1;
      } else if (column.target === 'group') {
        path = [...path, ...this.#pathOf(cell)];
      } else {
        this.#put(draft, column.target, cell, name);
      }
    });
    if (cells.length < this.#columns.length) draft.note('', 'missing-cells');
    if (!this.#hasTitles) draft.nameByAddress();
    const label = String(number);
    const entry = draft.finish(label, this.#notTaken);
    return { entry, path, where: draft.title === '' ? label : `${label}: ${draft.title}` };
  }

  #put(draft: EntryDraft, target: Exclude<CsvTarget, 'ignore' | 'group'>, cell: Buffer, name: string): void {
    if (typeof target !== 'string') {
      draft.addField(target.field, cell, target.isProtected);
      return;
    }
    const standard = STANDARD[target];
    const date = DATES.find((one) => one === target);
    if (standard) draft.set(standard, cell, name);
    else if (date) draft.setDate(date, cell, name);
    else if (target === 'url') for (const address of this.#addresses(cell)) draft.addUrl(address);
    else if (target === 'totp') draft.setTotp(cell, name);
    else if (target === 'tags') draft.setTags(cell);
    else if (target === 'favourite') draft.setFavourite(cell, name);
    else if (target === 'icon') draft.setIcon(cell, name);
    else addLines(draft, cell);
  }

  /** Bitwarden writes all addresses of an entry into one cell, with commas between, which may stand in one as well. */
  #addresses(cell: Buffer): Buffer[] {
    if (this.#table.profile !== 'csv-bitwarden' || !cell.includes(0x2c)) return [cell];
    return cell
      .toString('utf8')
      .split(/,(?=[a-z][a-z0-9+.-]*:\/\/|(?:[\p{L}\d-]+\.)+\p{L}{2,}(?:[:/,]|$))/iu)
      .map((address) => Buffer.from(address));
  }

  #pathOf(cell: Buffer): string[] {
    const path = cleanText(cell).toString('utf8');
    const isLastPass = this.#table.profile === 'csv-lastpass';
    if (isLastPass && path === '(none)') return [];
    return splitPath(path, isLastPass ? '\\' : '/');
  }
}

/** Lines of `name: value`, as Bitwarden writes custom fields; a line without a name goes on with the one before. */
function addLines(draft: EntryDraft, cell: Buffer): void {
  const fields: { name: string; value: string }[] = [];
  for (const line of cell.toString('utf8').split(/\r?\n/)) {
    const at = line.indexOf(': ');
    const last = fields.at(-1);
    if (at >= 0) fields.push({ name: line.slice(0, at), value: line.slice(at + 2) });
    else if (last) last.value += `\n${line}`;
    else fields.push({ name: '', value: line });
  }
  for (const { name, value } of fields) {
    const clean = cleanText(Buffer.from(name)).toString('utf8').slice(0, 500);
    if (value !== '' || name !== '') draft.addField(clean || 'fields', Buffer.from(value), true);
  }
}

/** KeePassXC begins every path with the root's name: 1 where all rows begin with the same. */
function sharedRoot(placed: readonly PlacedEntry[]): 0 | 1 {
  const root = placed[0]?.path[0];
  return root !== undefined && placed.every(({ path }) => path[0] === root) ? 1 : 0;
}
