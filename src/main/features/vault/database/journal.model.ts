import type { Undoable } from './operations.model';
import type { Step } from './steps.model';

/** How many changes can be undone. */
export const UNDO_DEPTH = 100;

/** A change as the person made it, of one step or many. */
export interface JournalRecord {
  readonly what: Undoable;
  readonly steps: readonly Step[];
  /** It stands in a file: others may have it already. */
  isSaved: boolean;
}

/** What can be undone and what can be redone. */
export class Journal {
  readonly #done: JournalRecord[] = [];
  readonly #undone: JournalRecord[] = [];

  get undoable(): Undoable | undefined {
    return this.#done.at(-1)?.what;
  }

  get redoable(): Undoable | undefined {
    return this.#undone.at(-1)?.what;
  }

  /** Keeps a change. What was undone before it cannot be redone any more. */
  keep(what: Undoable, steps: readonly Step[]): void {
    this.#undone.length = 0;
    this.#done.push({ what, steps, isSaved: false });
    if (this.#done.length > UNDO_DEPTH) this.#done.shift();
  }

  /** The change to undo now; it can be redone from then on. */
  takeUndo(): JournalRecord | undefined {
    const record = this.#done.pop();
    if (record) this.#undone.push(record);
    return record;
  }

  /** The change to redo now; it can be undone from then on. */
  takeRedo(): JournalRecord | undefined {
    const record = this.#undone.pop();
    if (record) this.#done.push(record);
    return record;
  }

  noteSaved(): void {
    for (const record of this.#records()) record.isSaved = true;
  }

  /** Forgets everything. */
  clear(): void {
    this.#done.length = 0;
    this.#undone.length = 0;
  }

  *steps(): Generator<Step> {
    for (const { steps } of this.#records()) yield* steps;
  }

  *#records(): Generator<JournalRecord> {
    yield* this.#done;
    yield* this.#undone;
  }
}
