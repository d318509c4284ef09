import { columnsOf } from './csv-mapping.model';
import { type CsvTable, readTable, wipeTable } from './csv-table.model';
import type { CsvProfile, CsvTarget, ExchangeProblem } from './exchange.model';

/** Values shown of each column. */
const SHOWN = 3;
/** Characters shown of each value. */
const SHOWN_CHARACTERS = 80;
/** Stands for a secret, whatever its length. */
const MASK = '••••••••';

/** What a person should know before the table is taken. */
export type CsvWarning =
  /** The first row is no header: it is taken as an entry. */
  | 'no-header'
  /** Neither UTF-8 nor UTF-16: umlauts may be wrong. */
  | 'guessed-encoding'
  /** Some rows have more or fewer values than there are columns. */
  | 'uneven-rows'
  | 'no-title'
  | 'no-password';

export interface PreviewedColumn {
  readonly name: string;
  /** First different values; secrets as dots. */
  readonly sample: readonly string[];
  readonly target: CsvTarget;
}

export type CsvPreview =
  | {
      readonly ok: true;
      readonly format: CsvProfile;
      /** Rows without the header. */
      readonly rows: number;
      readonly columns: readonly PreviewedColumn[];
      readonly warnings: readonly CsvWarning[];
    }
  | { readonly ok: false; readonly reason: ExchangeProblem };

/**
 * What stands in a table and where it would go, without taking anything.
 * @param targets where the person wants the columns to go, by place; absent: our guess
 */
export function previewCsv(bytes: Uint8Array, targets?: readonly CsvTarget[]): CsvPreview {
  const reading = readTable(bytes);
  if (!reading.ok) return reading;
  const { table } = reading;
  const columns = columnsOf(table, targets).map(({ target, isSecret }, at) => ({
    name: table.names[at] ?? '',
    sample: sampleOf(table, at, isSecret),
    target,
  }));
  const warnings = warningsOn(table, columns);
  wipeTable(table);
  return { ok: true, format: table.profile, rows: table.rows.length, columns, warnings };
}

function sampleOf({ rows }: CsvTable, at: number, isSecret: boolean): string[] {
  const sample = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[at];
    if (!cell || cell.length === 0) continue;
    if (isSecret) return [MASK];
    const text = cell.toString('utf8', 0, SHOWN_CHARACTERS * 4);
    sample.add(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
    if (sample.size >= SHOWN) break;
  }
  return [...sample];
}

function warningsOn(table: CsvTable, columns: readonly PreviewedColumn[]): CsvWarning[] {
  const goes = (target: CsvTarget) => columns.some((column) => column.target === target);
  const warnings: [CsvWarning, boolean][] = [
    ['no-header', !table.hasHeader],
    ['guessed-encoding', table.encoding === 'windows-1252'],
    ['uneven-rows', table.rows.some(({ cells }) => cells.length !== columns.length)],
    ['no-title', !goes('title') && !goes('url')],
    ['no-password', !goes('password')],
  ];
  return warnings.filter(([, isSo]) => isSo).map(([warning]) => warning);
}
