const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_END = 0x0a;
/** What a spreadsheet takes for the beginning of a formula. Source: OWASP, "CSV Injection". */
const FORMULA = new Set([...'=+-@\t\r'].map((character) => character.charCodeAt(0)));

/**
 * Writes a table as KeePassXC does: UTF-8, commas, every cell in quotes, lines end with `\n`.
 * Source: RFC 4180; KeePassXC `CsvExporter`.
 */
export class CsvWriter {
  #bytes = new Uint8Array(65_536);
  #length = 0;
  #isFirst = true;
  #formulas = 0;

  /** Cells that a spreadsheet would take for formulas. They stand as they are: a changed password is a wrong one. */
  get formulas(): number {
    return this.#formulas;
  }

  /** Adds a cell; bytes are UTF-8. */
  cell(value: string | Uint8Array): void {
    const utf8 = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    if (FORMULA.has(utf8[0] ?? 0)) this.#formulas++;
    this.#makeRoom(utf8.length * 2 + 3);
    if (!this.#isFirst) this.#put(COMMA);
    this.#isFirst = false;
    this.#put(QUOTE);
    for (const byte of utf8) {
      if (byte === QUOTE) this.#put(QUOTE);
      this.#put(byte);
    }
    this.#put(QUOTE);
  }

  endRow(): void {
    this.#makeRoom(1);
    this.#put(LINE_END);
    this.#isFirst = true;
  }

  /** All that was written; the writer holds nothing of it any more. */
  finish(): Uint8Array {
    const written = this.#bytes.slice(0, this.#length);
    this.#bytes.fill(0);
    this.#length = 0;
    return written;
  }

  #put(byte: number): void {
    this.#bytes[this.#length++] = byte;
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes.fill(0);
    this.#bytes = larger;
  }
}
