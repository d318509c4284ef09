import type { KdbxDatabase } from './kdbx.model';
import type { KdbxProblem } from './kdbx-problem.model';

export function readKeePassXml(
  _bytes: Uint8Array,
): { ok: true; database: KdbxDatabase } | { ok: false; reason: KdbxProblem } {
  throw new Error('In the making');
}

export function writeKeePassXml(_database: KdbxDatabase): Uint8Array {
  throw new Error('In the making');
}
