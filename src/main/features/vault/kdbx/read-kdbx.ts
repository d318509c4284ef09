import type { CompositeKey } from './composite-key';
import type { KdbxDatabase } from './kdbx.model';
import type { KdbxProblem } from './kdbx-problem.model';
import type { TransformedKey } from './transformed-key';

/** An opened file, or why it is not. */
export type KdbxRead =
  | { ok: true; database: KdbxDatabase; version: '3.1' | '4.0' | '4.1'; transformed: TransformedKey }
  | { ok: false; reason: KdbxProblem };

export async function readKdbx(
  _file: Uint8Array,
  _key: CompositeKey,
  _options: { signal?: AbortSignal } = {},
): Promise<KdbxRead> {
  throw new Error('In the making');
}
