import { fieldTarget, isSecretName, targetsByName } from './csv-columns.model';
import type { CsvTable } from './csv-table.model';
import type { CsvTarget } from './exchange.model';

/** Values looked at to guess what a column holds. */
const LOOKED_AT = 50;

/** Where a column goes, and whether what stands in it is to be shown. */
export interface CsvColumn {
  readonly target: CsvTarget;
  /** By its name, its content or its target. */
  readonly isSecret: boolean;
}

/**
 * Where the columns go: as the person said, or else by their names, or else by what stands in them. A column we know
 * nothing of becomes a custom field, an empty one goes nowhere.
 * @param said by column; may be shorter than the table is wide
 */
export function columnsOf(table: CsvTable, said: readonly CsvTarget[] = []): CsvColumn[] {
  const named = table.hasHeader ? targetsByName(table.profile, table.names) : [];
  const taken = new Set<CsvTarget>(named.filter((target) => target !== undefined));
  return table.names.map((name, at) => {
    const byName = named[at];
    const values = byName === undefined || byName === 'ignore' ? firstValues(table, at) : [];
    const looksSecret = looksLikeSecrets(values);
    const guessed = byName ?? targetByContent(name, values, { looksSecret, isOpen: table.hasHeader }, taken);
    const target = said[at] ?? guessed;
    return {
      target,
      isSecret: looksSecret || isSecretTarget(guessed) || isSecretTarget(target) || isSecretName(name),
    };
  });
}

function targetByContent(
  name: string,
  values: readonly string[],
  { looksSecret, isOpen }: { looksSecret: boolean; isOpen: boolean },
  taken: Set<CsvTarget>,
): CsvTarget {
  if (values.length === 0) return 'ignore';
  // With a header the names decide: a column of addresses under another name than an address has is a field.
  const guess = isOpen ? undefined : kindOf(values, looksSecret);
  if (guess && !taken.has(guess)) {
    taken.add(guess);
    return guess;
  }
  return fieldTarget(name, looksSecret || isSecretName(name));
}

/** What a column without a name seems to hold. */
function kindOf(values: readonly string[], looksSecret: boolean): CsvTarget | undefined {
  if (values.every((value) => /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value))) return 'url';
  if (values.every((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))) return 'userName';
  if (looksSecret) return 'password';
  return values.every((value) => value.length <= 100 && /\p{L}/u.test(value)) ? 'title' : undefined;
}

function isSecretTarget(target: CsvTarget): boolean {
  if (typeof target !== 'string') return target.isProtected;
  return target === 'password' || target === 'totp' || target === 'fields';
}

/** Whether one of these could be a password: one word with characters of several kinds, and nothing of daily life. */
function looksLikeSecrets(values: readonly string[]): boolean {
  return values.some((value) => {
    if (value.length < 4 || /\s/.test(value)) return false;
    if (/^([a-z][a-z0-9+.-]*:\/\/|www\.)/i.test(value) || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value))
      return false;
    if (/^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(value)) return false;
    if (/^[\d.:+TZ-]+$/.test(value) && /^\d{4}-\d\d-\d\d|^\d\d?\.\d\d?\.\d{4}/.test(value)) return false;
    const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(value)).length;
    return kinds >= 3 || (kinds === 2 && !/^\p{Lu}\p{Ll}+$/u.test(value));
  });
}

/** First values of a column that are not empty; of the whole table only until there are enough. */
function firstValues({ rows }: CsvTable, at: number): string[] {
  const values: string[] = [];
  for (const { cells } of rows) {
    const cell = cells[at];
    if (!cell || cell.length === 0) continue;
    values.push(cell.toString('utf8', 0, 1_000));
    if (values.length >= LOOKED_AT) break;
  }
  return values;
}
