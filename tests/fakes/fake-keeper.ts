import type {
  KeeperCalls,
  KeeperKey,
  KeeperMessage,
  KeeperOpened,
  KeeperState,
} from '../../src/main/features/vault/keeper/keeper.contract';
import {
  connectKeeper,
  KeeperGone,
  serveKeeper,
  type TellMain,
} from '../../src/main/features/vault/keeper/keeper-wire';
import type { Keepers, RunningKeeper } from '../../src/main/features/vault/vault.ports';

/** A vault file of the fake disk. */
export interface FakeVaultFile {
  name: string;
  password: string;
  keyFile?: string;
  /** Grows with every change of the key: a sealed key of an earlier one opens nothing. */
  keyVersion: number;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Keepers that run in this process, each behind a real wire whose messages are copied as between processes. */
export class FakeKeepers implements Keepers {
  readonly started: FakeKeeper[] = [];
  readonly disk = new Map<string, FakeVaultFile>();
  /** Until it settles no keeper opens anything: a key derivation that takes its time. */
  derivation: Promise<unknown> = Promise.resolve();
  /** What the next vaults to be opened answer instead of opening. */
  refusal: KeeperOpened | undefined;
  /** Calls that a test answers itself. */
  answers: { -readonly [K in keyof KeeperCalls]?: KeeperCalls[K] } = {};
  cannotStart = false;

  async start(): Promise<RunningKeeper> {
    if (this.cannotStart) throw new KeeperGone();
    const keeper = new FakeKeeper(this);
    this.started.push(keeper);
    return keeper.line;
  }

  /** Those whose process has not ended. */
  get running(): FakeKeeper[] {
    return this.started.filter(({ isRunning }) => isRunning);
  }

  get last(): FakeKeeper {
    const last = this.started.at(-1);
    if (!last) throw new Error('no keeper was started');
    return last;
  }
}

/** One process. */
export class FakeKeeper {
  readonly line: RunningKeeper;
  /** Names and inputs of the calls, with secrets as text. */
  readonly heard: { readonly name: string; readonly input: unknown }[] = [];
  isRunning = true;
  /** A process that does not answer `lock`. */
  hangsOnLock = false;
  /** A process that cannot even be killed. */
  cannotEnd = false;
  hasRescued = false;
  readonly #room: FakeKeepers;
  readonly #tell: TellMain;
  #crash: () => void = () => {};
  #open: FakeVaultFile | undefined;

  constructor(room: FakeKeepers) {
    this.#room = room;
    const [main, keeper] = wire((end) => {
      this.#crash = end;
    });
    this.line = {
      ...connectKeeper(main),
      end: () => {
        if (this.cannotEnd) return;
        this.isRunning = false;
        this.#crash();
      },
    };
    this.#tell = serveKeeper(keeper, this.#calls()).tell;
  }

  /** The process ends by itself. */
  crash(): void {
    this.isRunning = false;
    this.#crash();
  }

  tell(state: Partial<KeeperState>): void {
    this.#tell('changed', {
      name: this.#open?.name ?? '',
      save: { state: 'saved', at: 1 },
      ...{ revision: 1, entries: 3, conflicts: 0, isFileGone: false, escrow: 'off' },
      ...state,
    });
  }

  #calls(): KeeperCalls {
    const own: Partial<KeeperCalls> = {
      create: async ({ path, name, password, keyFile }) => {
        this.#room.disk.set(path, {
          ...{ name, password: text(password), keyVersion: 1 },
          ...(keyFile ? { keyFile: keyFile.path } : {}),
        });
        return this.#opened(path);
      },
      open: async ({ path, key }) => {
        await this.#room.derivation;
        if (this.#room.refusal) return this.#room.refusal;
        const file = this.#room.disk.get(path);
        if (!file) return { ok: false, reason: 'not-found' };
        const fits = key.kind === 'known' ? fitsKnown(file, key) : fitsQuick(file, key);
        return fits ? this.#opened(path) : { ok: false, reason: 'wrong-key' };
      },
      lock: async () => {
        if (this.hangsOnLock) await new Promise(() => {});
        return { hasRescued: this.hasRescued };
      },
      changeKey: async ({ current, password, keyFile }) => {
        const file = this.#open;
        if (!file || file.password !== text(current)) return { ok: false, reason: 'wrong-key' };
        file.password = text(password);
        file.keyVersion += 1;
        if (keyFile === 'none') delete file.keyFile;
        else if (keyFile !== 'keep') file.keyFile = keyFile.path;
        return { ok: true };
      },
      sealKey: async ({ random }) => {
        if (!this.#open) return { ok: false, reason: 'locked' };
        return { ok: true, sealed: Buffer.from(`${this.#open.keyVersion} ${hex(random)}`) };
      },
      noteQuickUnlock: async () => {},
      rateSecret: async ({ secret }) => ({
        score: Math.min(4, Math.floor(secret.length / 5)),
        ...{ guessesLog10: 3, offlineSeconds: 1, suggestions: [] },
      }),
    };
    return new Proxy({} as KeeperCalls, {
      get: (_, name: keyof KeeperCalls) => async (input: unknown) => {
        this.heard.push({ name, input: legible(input) });
        const answer = this.#room.answers[name] ?? own[name];
        if (!answer) throw new Error(`the fake keeper does not know ${name}`);
        return (answer as (one: unknown) => Promise<unknown>)(input);
      },
    });
  }

  #opened(path: string): KeeperOpened {
    this.#open = this.#room.disk.get(path);
    this.tell({});
    return { ok: true };
  }
}

function fitsKnown(file: FakeVaultFile, key: Extract<KeeperKey, { kind: 'known' }>): boolean {
  return file.password === text(key.password) && file.keyFile === key.keyFile;
}

function fitsQuick(file: FakeVaultFile, key: Extract<KeeperKey, { kind: 'quick' }>): boolean {
  return text(key.sealed) === `${file.keyVersion} ${hex(key.random)}`;
}

/** With byte arrays as text: they are overwritten soon. */
function legible(value: unknown): unknown {
  if (value instanceof Uint8Array) return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(legible);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, legible(part)]));
}

/** Two ends that copy what is posted at once and deliver it a little later, until the line is cut. */
function wire(takeCut: (cut: () => void) => void) {
  const listeners: ((message: KeeperMessage) => void)[][] = [[], []];
  const endings: (() => void)[] = [];
  let isCut = false;
  takeCut(() => {
    if (isCut) return;
    isCut = true;
    for (const ending of endings) ending();
  });
  const end = (own: 0 | 1) => ({
    post(message: KeeperMessage) {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (!isCut) for (const listener of listeners[1 - own] ?? []) listener(copy);
      });
    },
    listen: (listener: (message: KeeperMessage) => void) => void listeners[own]?.push(listener),
    ended: (listener: () => void) => void endings.push(listener),
  });
  return [end(0), end(1)] as const;
}
