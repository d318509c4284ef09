import type { CsvRow } from './csv-table.model';

/** Knows rows again without holding their content a second time. */
export class RowMemory {
  readonly #byHash = new Map<number, CsvRow[]>();

  /** Whether no row with the same cells was asked for before. */
  isNew(row: CsvRow): boolean {
    const hash = hashOf(row);
    const alike = this.#byHash.get(hash);
    if (!alike) {
      this.#byHash.set(hash, [row]);
      return true;
    }
    if (alike.some((one) => isSame(one, row))) return false;
    alike.push(row);
    return true;
  }
}

/** FNV-1a over all cells. */
function hashOf({ cells }: CsvRow): number {
  let hash = 0x811c9dc5;
  for (const cell of cells) {
    for (let at = 0; at < cell.length; at++) hash = Math.imul(hash ^ (cell[at] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ 0x100, 0x01000193);
  }
  return hash;
}

function isSame(one: CsvRow, other: CsvRow): boolean {
  return (
    one.cells.length === other.cells.length &&
    one.cells.every((cell, at) => cell.equals(other.cells[at] ?? Buffer.alloc(0)))
  );
}
