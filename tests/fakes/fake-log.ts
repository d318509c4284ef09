import type { Log } from '../../src/main/platform/log';

/** A log that keeps its notes. */
export class FakeLog implements Log {
  readonly notes: { readonly code: string; readonly details: Readonly<Record<string, unknown>> }[] = [];

  note(code: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.notes.push({ code, details });
  }

  /** The codes noted so far, in order. */
  get codes(): string[] {
    return this.notes.map(({ code }) => code);
  }
}
