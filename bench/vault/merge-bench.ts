import { VaultDatabase } from '../../src/main/features/vault/database/vault-database.model';
import type { KdbxDatabase, SecretText } from '../../src/main/features/vault/kdbx/kdbx.model';
import { newDatabase } from '../../src/main/features/vault/kdbx/new-database';
import { createSecretText, isSecretText } from '../../src/main/features/vault/kdbx/secret-text';

/** A clock that stands until it is set. Seconds after the first of the year. */
export class BenchClock {
  static readonly START = Date.UTC(2026, 0, 1);
  now = BenchClock.START;

  set(second: number): void {
    this.now = BenchClock.START + second * 1000;
  }
}

/** Uuids that are told apart by who made them. */
export function uuids(prefix: string): () => string {
  let count = 0;
  return () => prefix + (++count).toString(16).padStart(32 - prefix.length, '0');
}

/** An open vault on a machine of its own. */
export function openVault(kdbx: KdbxDatabase, clock: BenchClock, prefix: string): VaultDatabase {
  return new VaultDatabase(kdbx, {
    now: () => clock.now,
    newUuid: uuids(prefix),
    protect: (text) => createSecretText(text),
    binName: 'Papierkorb',
  });
}

/** An empty database; every one made is the same. */
export function emptyDatabase(): KdbxDatabase {
  const database = newDatabase({ name: 'Tresor', now: BenchClock.START });
  database.root.uuid = 'f'.repeat(32);
  return database;
}

/** The same database as if read from the file once more: nothing in it is shared with the first. */
export function readAgain<T>(value: T, seen?: Map<object, unknown>): T;
export function readAgain(value: unknown, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known) return known;
  const again = (part: unknown) => readAgain(part, seen);
  let copy: unknown;
  if (isSecretText(value)) copy = secretAgain(value);
  else if (value instanceof Uint8Array) copy = value.slice();
  else if (value instanceof Map) copy = new Map([...value].map(([key, part]) => [key, again(part)]));
  else if (Array.isArray(value)) copy = value.map(again);
  else copy = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, again(part)]));
  seen.set(value, copy);
  return copy;
}

function secretAgain(secret: SecretText): SecretText {
  const bytes = secret.bytes();
  const copy = createSecretText(bytes);
  bytes.fill(0);
  return copy;
}
