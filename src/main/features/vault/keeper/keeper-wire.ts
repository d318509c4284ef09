import type { KeeperCalls, KeeperEvents, KeeperMessage } from './keeper.contract';

/**
 * One end of the line between main and keeper. What is posted is copied (structured clone) before `post` returns.
 * Fits Electron's `parentPort` and `utilityProcess`, and Node's `MessagePort`, with a few words each.
 */
export interface WireEnd {
  post(message: KeeperMessage): void;
  listen(listener: (message: KeeperMessage) => void): void;
  /** Calls back when the other side is gone for good. */
  ended(listener: () => void): void;
}

/** The process at the other end is gone: what was asked of it is not answered any more. */
export class KeeperGone extends Error {
  constructor() {
    super('the vault’s process has ended');
    this.name = 'KeeperGone';
  }
}

/** A bug in the keeper. Carries where it was, never what was in it. */
export class KeeperFailure extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the vault’s process failed: ${code}`);
    this.name = 'KeeperFailure';
    this.code = code;
  }
}

/** Every call there is: what stands nowhere here is not put through. */
const CALLS: Readonly<Record<keyof KeeperCalls, true>> = {
  start: true,
  create: true,
  open: true,
  lock: true,
  changeKey: true,
  sealKey: true,
  noteQuickUnlock: true,
  rateSecret: true,
  reveal: true,
  takeForClipboard: true,
  addAttachments: true,
  saveAttachment: true,
  previewImport: true,
  importFile: true,
  exportVault: true,
  exportAudit: true,
  findCredentials: true,
  takeCredentials: true,
  outline: true,
  list: true,
  entry: true,
  totp: true,
  addEntry: true,
  changeEntry: true,
  duplicateEntry: true,
  moveEntries: true,
  removeEntries: true,
  restoreEntries: true,
  emptyBin: true,
  setFavourite: true,
  restoreVersion: true,
  removeVersion: true,
  addGroup: true,
  renameGroup: true,
  moveGroup: true,
  removeGroup: true,
  restoreGroup: true,
  renameAttachment: true,
  removeAttachment: true,
  undo: true,
  redo: true,
  generate: true,
  health: true,
  conflicts: true,
  settleConflict: true,
  save: true,
  backups: true,
  restoreBackup: true,
  audit: true,
  escrow: true,
  setEscrow: true,
};

type AnyCall = (input: unknown) => Promise<unknown>;

/** How the keeper tells its events. */
export type TellMain = <K extends keyof KeeperEvents>(name: K, payload: KeeperEvents[K]) => void;

/**
 * The keeper's side: answers main's calls, each as it is done. Byte arrays in what a call is given, and in what it
 * answers, are overwritten as soon as the answer is on its way: a call that keeps bytes keeps a copy, and answers
 * with one.
 */
export function serveKeeper(end: WireEnd, calls: KeeperCalls): { readonly tell: TellMain } {
  const table = calls as unknown as Readonly<Record<string, AnyCall>>;
  end.listen((message) => {
    if (message.kind === 'call') void answer(message.id, message.name, unmasked(message.input));
  });

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    let output: unknown;
    try {
      if (!Object.hasOwn(CALLS, name)) throw new TypeError('no such call');
      // On the table itself: the calls may be the methods of an object.
      output = await table[name]?.(input);
      send(end, { kind: 'answer', id, output: masked(output) });
    } catch (error) {
      end.post({ kind: 'failure', id, code: `${name}:${error instanceof Error ? error.name : 'unknown'}` });
    } finally {
      overwrite(input);
      overwrite(output);
    }
  }

  return { tell: (name, payload) => end.post({ kind: 'event', name, payload }) };
}

/** The keeper as main holds it. */
export interface KeeperLine {
  /**
   * Each rejects with {@link KeeperGone} when the process ends before it has answered, and with
   * {@link KeeperFailure} on a bug. Byte arrays in what they are given are overwritten once they are sent.
   */
  readonly calls: KeeperCalls;
  /** Listens to an event for as long as the keeper lives. */
  on<K extends keyof KeeperEvents>(name: K, listener: (payload: KeeperEvents[K]) => void): void;
  /** Settles when the keeper is gone. */
  readonly closed: Promise<void>;
}

/** Main's side. */
export function connectKeeper(end: WireEnd): KeeperLine {
  const waiting = new Map<number, { resolve(output: unknown): void; reject(error: Error): void }>();
  const listeners: { readonly name: string; hear(payload: unknown): void }[] = [];
  let count = 0;
  let isGone = false;

  end.listen((message) => {
    if (message.kind === 'event') {
      for (const { name, hear } of listeners) if (name === message.name) hear(message.payload);
    } else if (message.kind !== 'call') {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'answer') call?.resolve(unmasked(message.output));
      else call?.reject(new KeeperFailure(message.code));
    }
  });
  const closed = new Promise<void>((resolve) =>
    end.ended(() => {
      isGone = true;
      for (const { reject } of waiting.values()) reject(new KeeperGone());
      waiting.clear();
      resolve();
    }),
  );

  function ask(name: keyof KeeperCalls, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      try {
        if (isGone) throw new KeeperGone();
        count += 1;
        send(end, { kind: 'call', id: count, name, input: masked(input) });
        waiting.set(count, { resolve, reject });
      } catch (error) {
        reject(error instanceof KeeperGone ? error : new KeeperFailure(`${name}:not-sent`));
      } finally {
        overwrite(input);
      }
    });
  }

  const names = Object.keys(CALLS) as (keyof KeeperCalls)[];
  const calls = Object.fromEntries(names.map((name) => [name, (input: unknown) => ask(name, input)]));
  return {
    calls: calls as unknown as KeeperCalls,
    on: (name, listener) => listeners.push({ name, hear: listener as (payload: unknown) => void }),
    closed,
  };
}

/** Posts a message; what of it was made for the way is overwritten. */
function send(end: WireEnd, message: KeeperMessage): void {
  try {
    end.post(message);
  } finally {
    overwrite(message);
  }
}

/** Overwrites every byte array in a message. */
export function overwrite(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) overwrite(part);
}

/** Under this name byte arrays travel: in two halves of which neither tells anything. */
const HALVES = '\0halves';

/** Most bytes that the source of random numbers gives at once. */
const RANDOM_AT_ONCE = 65_536;

/**
 * The same value as it travels. Whatever carries messages keeps copies of them in memory that nobody can overwrite;
 * so every byte array is masked with random bytes for the way. What is structured-cloned has its memory to itself:
 * otherwise the pool behind Node's small buffers, which many share, would be copied along.
 */
function masked(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    const [veil, mask] = [ownBytes(value.length), ownBytes(value.length)];
    for (let start = 0; start < mask.length; start += RANDOM_AT_ONCE) {
      crypto.getRandomValues(mask.subarray(start, start + RANDOM_AT_ONCE));
    }
    for (const [at, byte] of value.entries()) veil[at] = byte ^ (mask[at] ?? 0);
    return { [HALVES]: [veil, mask] };
  }
  return mapParts(value, masked);
}

/** What {@link masked} stands for; the halves are overwritten. */
function unmasked(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && HALVES in value) {
    const [veil, mask] = value[HALVES] as [Uint8Array, Uint8Array];
    const bytes = ownBytes(veil.length);
    for (const [at, byte] of veil.entries()) bytes[at] = byte ^ (mask[at] ?? 0);
    overwrite(value);
    return bytes;
  }
  return mapParts(value, unmasked);
}

function mapParts(value: unknown, map: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, map(part)]));
}

/**
 * Bytes with memory to themselves. Never `new Uint8Array(length)`: small ones V8 keeps among its objects, and moves
 * them from there when they are sent or collected, leaving what they held behind.
 */
export function ownBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** The part of Electron's `process.parentPort` that is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** The keeper's end in a utility process. It is never told that main is gone: it is ended with it. */
export function endAtParent(port: ParentPort): WireEnd {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', ({ data }) => listener(data as KeeperMessage)),
    ended: () => {},
  };
}
