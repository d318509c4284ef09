/** One line per incident for the help desk: a code and what is safe to say. Never payloads, names or secrets. */
export interface Log {
  note(code: string, details?: Readonly<Record<string, string | number | boolean>>): void;
}

/** A log that writes JSON lines to the given sink. */
export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  return {
    note: (code, details = {}) => write(`${JSON.stringify({ at: now().toISOString(), code, ...details })}\n`),
  };
}
