import { timingSafeEqual } from 'node:crypto';
import type { CompositeKey } from '../kdbx/composite-key';
import type { KdbxDatabase, KdbxGroup } from '../kdbx/kdbx.model';
import { wipeDatabase } from '../kdbx/new-database';
import { readKdbx } from '../kdbx/read-kdbx';
import { type TransformedKey, transformKey } from '../kdbx/transformed-key';
import { writeKdbx } from '../kdbx/write-kdbx';
import type { VaultCodec } from './keeper.ports';

/** The codec under the key of the open vault, which it holds until it is wiped. */
export class KeyedCodec implements VaultCodec {
  #key: CompositeKey;
  #transformed: TransformedKey;

  /** Takes both keys over. */
  constructor(key: CompositeKey, transformed: TransformedKey) {
    this.#key = key;
    this.#transformed = transformed;
  }

  /** The key before the KDF: for sealing and for deriving other keys. Stays this codec's to wipe. */
  get key(): CompositeKey {
    return this.#key;
  }

  /** Whether it is the key that opens the vault now. */
  isKey(key: CompositeKey): boolean {
    const [one, other] = [this.#key.bytes(), key.bytes()];
    const isSame = timingSafeEqual(one, other);
    one.fill(0);
    other.fill(0);
    return isSame;
  }

  /** Changes the key: what is encoded from now on opens with the new one alone. */
  async rekey(key: CompositeKey, database: KdbxDatabase): Promise<void> {
    const transformed = await transformKey(key, database.file.kdf);
    this.wipe();
    this.#key = key;
    this.#transformed = transformed;
  }

  async encode(database: KdbxDatabase): Promise<Uint8Array> {
    if (!this.#transformed.fits(database.file.kdf)) {
      const transformed = await transformKey(this.#key, database.file.kdf);
      this.#transformed.wipe();
      this.#transformed = transformed;
    }
    return writeKdbx(database, this.#transformed);
  }

  async decode(bytes: Uint8Array): Promise<KdbxDatabase | undefined> {
    const read = await readKdbx(bytes, this.#key);
    if (!read.ok) return undefined;
    read.transformed.wipe();
    return read.database;
  }

  async holds(bytes: Uint8Array, database: KdbxDatabase): Promise<boolean> {
    const written = await this.decode(bytes);
    if (!written) return false;
    const isSame = sizeOf(written.root) === sizeOf(database.root);
    wipeDatabase(written);
    return isSame;
  }

  wipe(): void {
    this.#key.wipe();
    this.#transformed.wipe();
  }
}

/** How much stands in a group: groups, entries, versions, fields and attachments with the length of each. */
function sizeOf(group: KdbxGroup): string {
  let groups = 0;
  let versions = 0;
  let fields = 0;
  let length = 0;
  const count = (one: KdbxGroup): void => {
    groups += 1;
    for (const entry of one.entries) {
      for (const version of [entry, ...entry.history]) {
        versions += 1;
        for (const value of version.fields.values()) {
          fields += 1;
          length += typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength;
        }
        for (const { content } of version.attachments.values()) length += content.length;
      }
    }
    one.groups.forEach(count);
  };
  count(group);
  return [groups, versions, fields, length].join();
}
