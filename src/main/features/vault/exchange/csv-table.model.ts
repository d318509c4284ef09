import { CsvError, parse } from 'csv-parse/sync';
import { cleanText } from './clean-text.model';
import { countKnown, profileOf } from './csv-columns.model';
import {
  type CsvProfile,
  type ExchangeProblem,
  LARGEST_TABLE,
  MOST_COLUMNS,
  MOST_ROWS,
} from './exchange.model';
import { decodeText, type TextEncoding } from './text-decoding.model';

export interface CsvRow {
  /** As a spreadsheet numbers it: the header is row 1. */
  readonly number: number;
  /** UTF-8. Copies of their own: whoever is done overwrites them. */
  readonly cells: readonly Buffer[];
}

/** A table as it stands in the file. */
export interface CsvTable {
  readonly profile: CsvProfile;
  readonly encoding: TextEncoding;
  readonly hasHeader: boolean;
  /** By the header; without one, or where it is empty, the letters of a spreadsheet. */
  readonly names: readonly string[];
  readonly rows: readonly CsvRow[];
}

export type TableReading =
  | { readonly ok: true; readonly table: CsvTable }
  | { readonly ok: false; readonly reason: ExchangeProblem };

/** How a table is written. */
export interface CsvStyle {
  readonly delimiter: string;
  readonly profile: CsvProfile;
  readonly hasHeader: boolean;
  /** Length of the line `sep=;` that Excel wants, in bytes. */
  readonly start: number;
}

/** Bytes looked at to tell how a table is written. */
const HEAD = 65_536;
const DELIMITERS = [',', ';', '\t'];
/** A text has next to no control characters. */
const MOST_CONTROLS = 0.02;

/** Whether this is text at all. */
export function isText(utf8: Uint8Array): boolean {
  const head = utf8.subarray(0, HEAD);
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  return controls <= 8 || controls / head.length < MOST_CONTROLS;
}

/**
 * How a table is written, told by its first row: the delimiter by which most names are known, or else most columns
 * come out. `undefined` where there is only one column: that is no table of credentials.
 */
export function styleOf(utf8: Uint8Array): CsvStyle | undefined {
  const line = Buffer.from(utf8.subarray(0, 16)).toString('latin1');
  const said = /^sep=(.)\r?\n/i.exec(line);
  const start = said?.[0].length ?? 0;
  let best: CsvStyle | undefined;
  let bestScore = 0;
  for (const delimiter of said?.[1] ? [said[1]] : DELIMITERS) {
    const names = firstRow(utf8.subarray(start, start + HEAD), delimiter);
    if (names.length < 2) continue;
    const known = countKnown(names);
    const score = known * MOST_COLUMNS + names.length;
    if (score <= bestScore) continue;
    bestScore = score;
    // A row of data taken for a header would be lost, and its password shown as a name.
    const hasHeader = known >= Math.min(2, names.length - 1);
    best = { delimiter, start, hasHeader, profile: hasHeader ? profileOf(names) : 'csv-unknown' };
  }
  return best;
}

/** Reads a whole table. */
export function readTable(bytes: Uint8Array): TableReading {
  if (bytes.length > LARGEST_TABLE) return { ok: false, reason: 'too-large' };
  const { utf8, encoding } = decodeText(bytes);
  if (utf8.length === 0) return { ok: false, reason: 'no-rows' };
  const style = isText(utf8) ? styleOf(utf8) : undefined;
  if (!style) return { ok: false, reason: 'unknown-format' };
  const text = utf8.subarray(style.start);
  const escapedBy = style.profile === 'csv-keepass-1' && hasBackslashes(text) ? '\\' : '"';
  let read: Buffer[][];
  try {
    read = parseRows(text, style.delimiter, { escapedBy, to: MOST_ROWS + 2 });
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, reason: 'damaged' };
    throw error;
  }
  const shift = style.start > 0 ? 2 : 1;
  const all = read.map((cells, at) => ({ number: at + shift, cells }));
  const rows = all
    .slice(style.hasHeader ? 1 : 0)
    .filter(({ cells }) => cells.some((cell) => cell.length > 0));
  if (rows.length === 0) return { ok: false, reason: 'no-rows' };
  const header = style.hasHeader ? (read[0] ?? []).map(nameOf) : [];
  const width = style.hasHeader
    ? header.length
    : Math.max(...rows.slice(0, 100).map(({ cells }) => cells.length));
  if (rows.length > MOST_ROWS || width > MOST_COLUMNS) return { ok: false, reason: 'too-large' };
  const names = Array.from({ length: width }, (_, at) => header[at] || columnLetter(at));
  return { ok: true, table: { profile: style.profile, encoding, hasHeader: style.hasHeader, names, rows } };
}

/** Overwrites a table's content. */
export function wipeTable({ rows }: CsvTable): void {
  for (const { cells } of rows) for (const cell of cells) cell.fill(0);
}

/** Name of a column in a spreadsheet: A to Z, AA, AB… */
export function columnLetter(at: number): string {
  const before = Math.floor(at / 26);
  return (before > 0 ? columnLetter(before - 1) : '') + String.fromCharCode(65 + (at % 26));
}

const nameOf = (cell: Buffer): string => cleanText(cell).toString('utf8').trim();

function firstRow(head: Uint8Array, delimiter: string): string[] {
  try {
    return (parseRows(head, delimiter, { escapedBy: '"', to: 1 })[0] ?? []).map(nameOf);
  } catch {
    return [];
  }
}

/** Cells as bytes, so that secrets never become strings. */
function parseRows(
  text: Uint8Array,
  delimiter: string,
  { escapedBy, to }: { escapedBy: string; to: number },
): Buffer[][] {
  const input = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const rows: unknown = parse(input, {
    delimiter,
    escape: escapedBy,
    to,
    encoding: null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  });
  return rows as Buffer[][];
}

/**
 * Whether quotes are escaped as KeePass 1 does: `\"` and `\\`. Then no backslash stands alone.
 * Source: KeePass help, "File format: CSV".
 */
function hasBackslashes(text: Uint8Array): boolean {
  let has = false;
  for (let at = text.indexOf(0x5c); at >= 0; at = text.indexOf(0x5c, at + 2)) {
    const next = text[at + 1];
    if (next !== 0x5c && next !== 0x22) return false;
    has = true;
  }
  return has;
}
