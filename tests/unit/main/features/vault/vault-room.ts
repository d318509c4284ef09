import { joinVault, type VaultFeature } from '../../../../../src/main/features/vault/join-vault.service';
import type {
  ChosenPath,
  DialogPurpose,
  Keychain,
  PutText,
  Surroundings,
  VaultMemory,
} from '../../../../../src/main/features/vault/vault.ports';
import type { SomePreferences } from '../../../../../src/main/features/vault/vault-preferences.service';
import type { VaultContract } from '../../../../../src/shared/features/vault/vault.contract';
import { vaultContract } from '../../../../../src/shared/features/vault/vault.contract';
import type { VaultLimits, VaultStatus } from '../../../../../src/shared/features/vault/vault.model';
import type { Emit } from '../../../../../src/shared/ipc/contract';
import { FakeClock } from '../../../../fakes/fake-clock';
import { FakeKeepers } from '../../../../fakes/fake-keeper';
import { FakeLog } from '../../../../fakes/fake-log';

/** A keychain whose mood a test decides. */
export class FakeKeychain {
  readonly kept = new Map<string, string>();
  mood: 'serves' | 'refuses' | 'hangs' = 'serves';

  /** Accounts for which a place was made, in order. */
  readonly places: string[] = [];

  readonly at = (account: string): Keychain => {
    this.places.push(account);
    return {
      load: () => this.#do(() => ({ secret: this.kept.get(account) })),
      save: (secret) => this.#do(() => void this.kept.set(account, secret)),
      remove: () => this.#do(() => void this.kept.delete(account)),
    };
  };

  async #do<A extends object>(act: () => A | undefined): Promise<{ ok: true } & A> {
    if (this.mood === 'hangs') await new Promise(() => {});
    if (this.mood === 'refuses') return { ok: false } as never;
    return { ok: true, ...act() } as { ok: true } & A;
  }
}

/** A clipboard that others may write to as well. */
export class FakeClipboard {
  content = '';
  refuses = false;

  async put(secret: Uint8Array): Promise<PutText | undefined> {
    const text = Buffer.from(secret).toString('utf8');
    secret.fill(0);
    if (this.refuses) return undefined;
    this.content = text;
    return {
      clear: async () => {
        await new Promise(setImmediate);
        if (this.content === text) this.content = '';
      },
    };
  }
}

export const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
export const place = (name: string): ChosenPath => ({
  path: `/home/amira/${name}`,
  name,
  folder: '/home/amira',
});

type Incident = Parameters<Parameters<Surroundings['listen']>[0]>[0];

/** The vault's side in main with everything around it in the hands of a test. */
export class VaultRoom {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  readonly keepers = new FakeKeepers();
  readonly keychain = new FakeKeychain();
  readonly clipboard = new FakeClipboard();
  readonly told: { readonly name: keyof VaultContract; readonly payload: unknown }[] = [];
  limits: VaultLimits = { quickUnlock: true, weakestMasterScore: 0, auditDays: 365 };
  memory: VaultMemory = { vaults: [], person: null, hasLeft: false, leftInKeychain: [] };
  chosenPreferences: SomePreferences = {};
  idleSeconds = 0;
  isProtected = false;
  /** What the person chooses in the next dialog; undefined for nothing. */
  choice: ChosenPath | undefined;
  several: readonly string[] = [];
  readonly dialogs: { readonly purpose: DialogPurpose; readonly name: string | undefined }[] = [];
  readonly written = new Map<string, string>();
  printed: 'done' | 'cancelled' | 'no-printer' = 'done';
  shown: string | undefined;
  #incident: (incident: Incident) => void = () => {};
  #ids = 0;
  #randoms = 0;
  vault: VaultFeature = this.join();

  /** Starts the client anew on the same machine. */
  join(): VaultFeature {
    const emit: Emit<VaultContract> = (name, payload) => {
      const event = vaultContract[name as keyof VaultContract];
      if (event.kind !== 'event') throw new TypeError(`${String(name)} is not an event`);
      this.told.push({ name: name as keyof VaultContract, payload: event.payload.parse(payload) });
    };
    this.vault = joinVault({
      ...{ clock: this.clock, clipboard: this.clipboard, emit, keepers: this.keepers, notes: this.log },
      dialogs: {
        choose: async (purpose, name) => {
          this.dialogs.push({ purpose, name });
          return this.choice;
        },
        chooseSeveral: async () => this.several,
        suggest: async () => place('Tresor.kdbx'),
      },
      files: {
        write: async (path, content) => {
          this.written.set(path, Buffer.from(content).toString());
          return { ok: true };
        },
        show: (path) => {
          this.shown = path;
        },
      },
      keychain: this.keychain.at,
      limits: () => this.limits,
      memory: {
        read: () => this.memory,
        write: async (value) => {
          this.memory = value;
        },
      },
      newId: () => {
        this.#ids += 1;
        return `id-${this.#ids}`;
      },
      preferences: {
        read: () => this.chosenPreferences,
        write: async (value) => {
          this.chosenPreferences = value;
        },
      },
      random: () => {
        this.#randoms += 1;
        return new Uint8Array(32).fill(this.#randoms);
      },
      screen: {
        protect: (on) => {
          this.isProtected = on;
        },
      },
      sheets: { print: async () => this.printed, pdf: async () => bytes('%PDF-') },
      surroundings: {
        idleSeconds: () => this.idleSeconds,
        listen: (listener) => {
          this.#incident = listener;
        },
      },
    });
    return this.vault;
  }

  get handlers() {
    return this.vault.handlers;
  }

  /** As the page gets it. */
  async status(): Promise<VaultStatus> {
    return vaultContract.status.output.parse(await this.handlers.status(undefined));
  }

  /** Statuses told so far, in order, in a word each. */
  get states(): string[] {
    return this.told.flatMap(({ name, payload }) =>
      name === 'changed' ? [(payload as VaultStatus).state] : [],
    );
  }

  happens(incident: Incident): void {
    this.#incident(incident);
  }

  /** Lets everything that is due come to its end. */
  settle(): Promise<void> {
    return this.clock.pass(0);
  }

  /** As if the person had chosen it in a dialog. */
  async choose(file: ChosenPath, purpose: 'open-vault' | 'key-file' | 'new-vault' | 'import' = 'open-vault') {
    this.choice = file;
    const chosen = await this.handlers.chooseFile({ purpose });
    if (!chosen) throw new Error('nothing was chosen');
    return chosen.id;
  }

  /** Makes a vault and leaves it open. Answers its id. */
  async create(name = 'Privat', options: { quickUnlock?: boolean; password?: string } = {}): Promise<string> {
    const file = await this.choose(place(`${name}.kdbx`), 'new-vault');
    const { password = 'Kiesweg-Ampel-7', quickUnlock = false } = options;
    const opened = await this.handlers.create({
      ...{ file, name, quickUnlock, password: bytes(password) },
      keyFile: { kind: 'none' },
    });
    if (!opened.ok) throw new Error(opened.reason);
    await this.settle();
    const status = await this.status();
    if (status.state !== 'open') throw new Error(status.state);
    return status.vault.id;
  }

  unlock(id: string, password = 'Kiesweg-Ampel-7') {
    return this.handlers.unlock({ vault: { known: id }, password: bytes(password) });
  }
}
