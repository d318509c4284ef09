import type { KnownVault, Opened, SecretBytes } from '../../../shared/features/vault/vault.model';
import type { KeeperCalls, KeeperKey } from './keeper/keeper.contract';
import { ownBytes } from './keeper/keeper-wire';
import type { KnownVaults } from './known-vaults.service';
import type { Keychain, VaultRecord } from './vault.ports';

/** A quick key that was found, or why there is none. */
type QuickKey =
  | { readonly ok: true; readonly key: KeeperKey }
  | {
      readonly ok: false;
      readonly reason:
        | 'forbidden-by-policy'
        | 'keychain-empty'
        | 'keychain-unavailable'
        | 'keychain-outdated';
    };

/**
 * Opening by a key in the operating system's keychain. The keychain holds 32 random bytes, the disk the vault's key
 * sealed with them: neither opens anything alone. Where the keychain does not serve, there is the password; nothing
 * is ever kept in the clear instead.
 */
export class QuickUnlock {
  readonly #known: KnownVaults;
  readonly #keychain: (vault: string) => Keychain;
  readonly #random: () => SecretBytes;
  readonly #isAllowed: () => boolean;
  /** One for each vault for good: what is asked of it one after the other it does one after the other. */
  readonly #places = new Map<string, Keychain>();

  constructor(ports: {
    readonly known: KnownVaults;
    /** The place of one vault in the keychain. */
    readonly keychain: (vault: string) => Keychain;
    /** Makes 32 random bytes. */
    readonly random: () => SecretBytes;
    /** What the city says now. */
    readonly isAllowed: () => boolean;
  }) {
    this.#known = ports.known;
    this.#keychain = ports.keychain;
    this.#random = ports.random;
    this.#isAllowed = ports.isAllowed;
  }

  /** What the page shows. */
  statusOf(record: VaultRecord): KnownVault['quickUnlock'] {
    if (!this.#isAllowed()) return 'forbidden';
    if (record.quick === 'on') return this.#known.hasLeft ? 'off' : 'ready';
    return record.quick === 'outdated' ? 'lost' : record.quick;
  }

  /** Fetches the key. An empty keychain is remembered: the page says so until it is set up anew. */
  async find(record: VaultRecord): Promise<QuickKey> {
    if (!this.#isAllowed()) return { ok: false, reason: 'forbidden-by-policy' };
    if (record.quick === 'outdated') return { ok: false, reason: 'keychain-outdated' };
    const { sealed } = record;
    if (record.quick !== 'on' || !sealed || this.#known.hasLeft) {
      return { ok: false, reason: 'keychain-empty' };
    }
    const kept = await this.#at(record.id).load();
    if (!kept.ok) return { ok: false, reason: 'keychain-unavailable' };
    if (!kept.secret) {
      this.#known.change(record.id, { quick: 'lost', sealed: undefined });
      return { ok: false, reason: 'keychain-empty' };
    }
    return { ok: true, key: { kind: 'quick', random: bytesOf(kept.secret), sealed: bytesOf(sealed) } };
  }

  /** The key in the keychain does not open the vault any more: its master password was changed elsewhere. */
  async outdated(id: string): Promise<void> {
    this.#known.change(id, { quick: 'outdated', sealed: undefined });
    await this.#takeOut(id);
  }

  /** Seals the open vault's key with a new random key and brings that into the keychain. */
  async setUp(id: string, calls: KeeperCalls): Promise<Opened> {
    if (!this.#isAllowed()) return { ok: false, reason: 'forbidden-by-policy' };
    const random = this.#random();
    const secret = Buffer.from(random).toString('base64');
    const sealing = await calls.sealKey({ random });
    if (!sealing.ok) return { ok: false, reason: 'keeper-gone' };
    const sealed = Buffer.from(sealing.sealed).toString('base64');
    const saved = await this.#at(id).save(secret);
    if (!saved.ok) {
      await this.revoke(id);
      return { ok: false, reason: 'keychain-unavailable' };
    }
    this.#known.noteLeft(id, false);
    this.#known.change(id, { quick: 'on', sealed });
    return { ok: true };
  }

  /**
   * Removes both halves. The sealed one goes at once: with it gone the other opens nothing.
   * @returns whether the keychain holds nothing of the vault any more; if not, it is tried again later
   */
  async revoke(id: string): Promise<boolean> {
    this.#known.change(id, { quick: 'off', sealed: undefined });
    return this.#takeOut(id);
  }

  /** Removes what the city does not allow any more, and what could not be removed before. */
  async tidy(): Promise<void> {
    if (!this.#isAllowed()) {
      for (const { id, quick } of this.#known.all()) if (quick !== 'off') await this.revoke(id);
    }
    for (const id of this.#known.leftInKeychain) await this.#takeOut(id);
  }

  #at(id: string): Keychain {
    const place = this.#places.get(id) ?? this.#keychain(id);
    this.#places.set(id, place);
    return place;
  }

  async #takeOut(id: string): Promise<boolean> {
    const { ok } = await this.#at(id).remove();
    this.#known.noteLeft(id, !ok);
    return ok;
  }
}

/** From Base64, in memory of its own. */
function bytesOf(text: string): SecretBytes {
  const pooled = Buffer.from(text, 'base64');
  const bytes = ownBytes(pooled.length);
  bytes.set(pooled);
  pooled.fill(0);
  return bytes;
}
