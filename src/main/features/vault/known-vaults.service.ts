import type { ChosenPath, Remembered, VaultMemory, VaultRecord } from './vault.ports';

/**
 * The vaults this machine knows, by person: whoever signs in sees their own. With nobody signed in those of the
 * person who was here last are shown, for in an outage nobody can sign in and everybody needs their vault. What was
 * made before anybody had ever signed in goes to the first who does.
 */
export class KnownVaults {
  readonly #memory: Remembered<VaultMemory>;
  readonly #newId: () => string;
  #isSignedIn = false;

  /** @param newId makes names for vaults: letters, digits and hyphens, never used before */
  constructor(memory: Remembered<VaultMemory>, newId: () => string) {
    this.#memory = memory;
    this.#newId = newId;
  }

  /** The person's vaults, the one opened last first. */
  mine(): readonly VaultRecord[] {
    const { vaults, person } = this.#memory.read();
    return vaults.filter(({ owner }) => owner === person).sort((a, b) => b.lastOpened - a.lastOpened);
  }

  /** All vaults, of whomever: for what the city asks of every one. */
  all(): readonly VaultRecord[] {
    return this.#memory.read().vaults;
  }

  /** One of the person's own. */
  find(id: string): VaultRecord | undefined {
    return this.mine().find((one) => one.id === id);
  }

  /** The record of a file that the person chose: the known one or a new one, not yet kept. */
  at(file: ChosenPath): VaultRecord {
    return this.mine().find(({ path }) => path === file.path) ?? this.fresh(file);
  }

  /** A record for a new vault, not yet kept. */
  fresh({ path, name, folder }: ChosenPath): VaultRecord {
    return {
      id: this.#newId(),
      owner: this.#memory.read().person,
      name: name.replace(/\.kdbx$/i, ''),
      ...{ path, fileName: name, folder },
      quick: 'off',
      lastOpened: 0,
      hasRescued: false,
    };
  }

  /** Keeps a record as the person's own, in the place of an earlier one of the same vault. */
  keep(record: VaultRecord): void {
    const others = this.all().filter(({ id }) => id !== record.id);
    this.#change({ vaults: [...others, { ...record, owner: this.#memory.read().person }] });
  }

  /** Changes what is kept of a vault; nothing if it is not known any more. */
  change(id: string, changes: Partial<VaultRecord>): void {
    const vaults = this.all().map((one) => (one.id === id ? { ...one, ...changes } : one));
    this.#change({ vaults });
  }

  remove(id: string): void {
    this.#change({ vaults: this.all().filter((one) => one.id !== id) });
  }

  /** The person has signed out: until they are back, or have given the password, no key from a keychain opens. */
  get hasLeft(): boolean {
    return this.#memory.read().hasLeft;
  }

  /** Whoever sits here has given the password. */
  proved(): void {
    if (this.hasLeft) this.#change({ hasLeft: false });
  }

  /** Keys that could not be taken out of the keychain yet. */
  get leftInKeychain(): readonly string[] {
    return this.#memory.read().leftInKeychain;
  }

  /** Notes whether a vault's key is still to be taken out of the keychain. */
  noteLeft(id: string, isLeft: boolean): void {
    const others = this.leftInKeychain.filter((one) => one !== id);
    if (isLeft || others.length < this.leftInKeychain.length) {
      this.#change({ leftInKeychain: isLeft ? [...others, id] : others });
    }
  }

  /**
   * Takes note of who is signed in.
   * @param subject undefined when nobody is
   * @returns whether what is open is to be locked
   */
  personChanged(subject: string | undefined): boolean {
    const { person, vaults } = this.#memory.read();
    const wasSignedIn = this.#isSignedIn;
    this.#isSignedIn = subject !== undefined;
    if (subject === undefined) {
      if (wasSignedIn) this.#change({ hasLeft: true });
      return wasSignedIn;
    }
    const adopted = vaults.map((one) => (one.owner === null ? { ...one, owner: subject } : one));
    this.#change({ vaults: adopted, person: subject, hasLeft: false });
    return person !== null && person !== subject;
  }

  #change(changes: Partial<VaultMemory>): void {
    void this.#memory.write({ ...this.#memory.read(), ...changes });
  }
}
