import type { CompositeKey } from './composite-key';
import type { KdbxDatabase } from './kdbx.model';
import type { TransformedKey } from './transformed-key';

export async function writeKdbx(
  _database: KdbxDatabase,
  _key: CompositeKey | TransformedKey,
): Promise<Uint8Array> {
  throw new Error('In the making');
}
