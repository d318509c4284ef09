import { serialize } from 'node:v8';
import { MessageChannel } from 'node:worker_threads';
import type {
  KeeperCalls,
  KeeperMessage,
  KeeperState,
} from '../../../../../src/main/features/vault/keeper/keeper.contract';
import {
  connectKeeper,
  endAtParent,
  KeeperFailure,
  KeeperGone,
  serveKeeper,
  type WireEnd,
} from '../../../../../src/main/features/vault/keeper/keeper-wire';

/** A keeper at the other end of a real channel, on which everything is cloned as between processes. */
function connect(calls: Partial<KeeperCalls>) {
  const { port1, port2 } = new MessageChannel();
  const end = (port: typeof port1): WireEnd => ({
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', listener),
    ended: (listener) => void port.once('close', listener),
  });
  const { tell } = serveKeeper(end(port2), calls as KeeperCalls);
  const line = connectKeeper(end(port1));
  return { ...line, tell, port1, port2, hangUp: () => port2.close() };
}

const secret = (text: string) => Uint8Array.from(Buffer.from(text));
const done = { ok: true } as const;

test('answers come back to whoever asked, in whatever order they are done', async () => {
  let finish = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const wire = connect({
    removeGroup: async () => {
      await slow;
      return { ok: false, reason: 'root-group' };
    },
    emptyBin: async () => done,
  });
  const first = wire.calls.removeGroup({ id: 'a' });
  expect(await wire.calls.emptyBin(undefined)).toEqual(done);
  finish();
  expect(await first).toEqual({ ok: false, reason: 'root-group' });
  wire.hangUp();
});

test('a bug over there arrives as a code, with nothing of what it was about', async () => {
  const wire = connect({
    rateSecret: async () => {
      throw new RangeError('the password is hunter2');
    },
  });
  const failure = await wire.calls
    .rateSecret({ secret: secret('hunter2'), context: [] })
    .catch((error) => error);
  expect(failure).toBeInstanceOf(KeeperFailure);
  expect(failure.code).toBe('rateSecret:RangeError');
  expect(JSON.stringify([failure.message, failure.code])).not.toContain('hunter2');
  wire.hangUp();
});

test('an answer that cannot be sent is a failure, and not a silence', async () => {
  const wire = connect({ emptyBin: async () => ({ ok: true, trap: () => {} }) as never });
  await expect(wire.calls.emptyBin(undefined)).rejects.toBeInstanceOf(KeeperFailure);
  wire.hangUp();
});

test('what waits for an answer when the process ends is told so, and what comes later too', async () => {
  const wire = connect({ undo: () => new Promise(() => {}) });
  const waiting = wire.calls.undo(undefined).catch((error) => error);
  wire.hangUp();
  expect(await waiting).toBeInstanceOf(KeeperGone);
  await wire.closed;
  await expect(wire.calls.undo(undefined)).rejects.toBeInstanceOf(KeeperGone);
});

test('secrets are overwritten on both sides: in what was asked and in what was answered', async () => {
  const seen: Uint8Array[] = [];
  const wire = connect({
    changeKey: async ({ current, password }) => {
      seen.push(current, password);
      expect(Buffer.from(password).toString()).toBe('new one');
      return { ok: true };
    },
    reveal: async () => {
      const answer = secret('Kiesweg');
      seen.push(answer);
      return { ok: true, secret: answer };
    },
  });
  const asked = { current: secret('old one'), password: secret('new one'), keyFile: 'keep' } as const;
  const changing = wire.calls.changeKey(asked);
  expect([...asked.current, ...asked.password].every((byte) => byte === 0)).toBe(true);
  await changing;
  const revealed = await wire.calls.reveal({ id: 'a', field: 'Password' });
  expect(revealed.ok && Buffer.from(revealed.secret).toString()).toBe('Kiesweg');
  expect(seen).toHaveLength(3);
  for (const bytes of seen) expect(bytes.every((byte) => byte === 0)).toBe(true);
  wire.hangUp();
});

test('what is asked of a process that is gone is overwritten all the same', async () => {
  const wire = connect({});
  wire.hangUp();
  await wire.closed;
  const asked = secret('hunter2');
  await wire.calls.rateSecret({ secret: asked, context: [] }).catch(() => {});
  expect(asked.every((byte) => byte === 0)).toBe(true);
});

test('no memory that others share is sent along with a secret', async () => {
  const pool = Buffer.alloc(64, 'x');
  pool.write('hunter2', 8);
  const sizes: number[] = [];
  const wire = connect({
    rateSecret: async ({ secret: got }) => {
      sizes.push(got.buffer.byteLength);
      return { score: 0, guessesLog10: 0, offlineSeconds: 0, suggestions: [Buffer.from(got).toString()] };
    },
    // Buffer.from takes from Node's pool of 8 KiB.
    reveal: async () => ({ ok: true, secret: Buffer.from('Kiesweg') as Uint8Array<ArrayBuffer> }),
  });
  const rated = await wire.calls.rateSecret({ secret: pool.subarray(8, 15), context: [] });
  expect(rated.suggestions).toEqual(['hunter2']);
  const revealed = await wire.calls.reveal({ id: 'a', field: 'Password' });
  if (revealed.ok) sizes.push(revealed.secret.buffer.byteLength);
  expect(sizes).toEqual([7, 7]);
  expect(pool.toString()).toBe(`${'x'.repeat(8)}${'\0'.repeat(7)}${'x'.repeat(49)}`);
  wire.hangUp();
});

test('on the way no secret stands in the clear, and the halves it travels in are overwritten', async () => {
  const onTheWay: string[] = [];
  const halves: Uint8Array[] = [];
  /** A line that keeps copies of what it carries, as the memory of a real one may. */
  const listeners: ((message: KeeperMessage) => void)[] = [];
  const end = (own: 0 | 1): WireEnd => ({
    post: (message) => {
      onTheWay.push(serialize(message).toString('latin1'));
      const copy = structuredClone(message);
      collect(message, halves);
      collect(copy, halves);
      queueMicrotask(() => listeners[1 - own]?.(copy));
    },
    listen: (listener) => {
      listeners[own] = listener;
    },
    ended: () => {},
  });
  const long = 'x'.repeat(70_000);
  serveKeeper(end(1), {
    rateSecret: async ({ secret: got }) => ({
      ...{ score: 0, guessesLog10: 0, offlineSeconds: got.length },
      suggestions: [Buffer.from(got).toString() === long ? 'as it was' : 'damaged'],
    }),
    reveal: async () => ({ ok: true, secret: secret('Kiesweg-Ampel-7') }),
  } as Partial<KeeperCalls> as KeeperCalls);
  const { calls } = connectKeeper(end(0));
  const rated = await calls.rateSecret({ secret: secret(long), context: [] });
  expect(rated).toMatchObject({ offlineSeconds: 70_000, suggestions: ['as it was'] });
  const revealed = await calls.reveal({ id: 'a', field: 'Password' });
  expect(revealed.ok && Buffer.from(revealed.secret).toString()).toBe('Kiesweg-Ampel-7');
  expect(onTheWay.join()).not.toContain('Kiesweg');
  expect(onTheWay.join()).not.toContain('xxxxxxxx');
  expect(halves).toHaveLength(8);
  for (const half of halves) expect(half.every((byte) => byte === 0)).toBe(true);
});

test('only what is a call is put through', async () => {
  const wire = connect({ constructor: async () => ({ ok: true }) } as never);
  const answers: KeeperMessage[] = [];
  wire.port1.on('message', (message: KeeperMessage) => answers.push(message));
  wire.port1.postMessage({ kind: 'call', id: 99, name: 'constructor', input: undefined });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answers).toEqual([{ kind: 'failure', id: 99, code: 'constructor:TypeError' }]);
  wire.hangUp();
});

test('events reach those who listen', async () => {
  const wire = connect({});
  const heard = new Promise<KeeperState>((resolve) => wire.on('changed', resolve));
  const state: KeeperState = {
    ...{ name: 'Privat', save: { state: 'saving' }, revision: 7, entries: 3, conflicts: 0 },
    ...{ isFileGone: false, escrow: 'off' },
  };
  wire.tell('changed', state);
  expect(await heard).toEqual(state);
  wire.hangUp();
});

test('a utility process finds its end at Electron’s parent port', async () => {
  const posted: unknown[] = [];
  let receive: (event: { data: unknown }) => void = () => {};
  const end = endAtParent({
    postMessage: (message) => void posted.push(message),
    on: (_, listener) => {
      receive = listener;
    },
  });
  serveKeeper(end, { emptyBin: async () => done } as Partial<KeeperCalls> as KeeperCalls);
  receive({ data: { kind: 'call', id: 1, name: 'emptyBin', input: undefined } });
  await new Promise(setImmediate);
  expect(posted).toEqual([{ kind: 'answer', id: 1, output: done }]);
});

function collect(value: unknown, into: Uint8Array[]): void {
  if (value instanceof Uint8Array) into.push(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collect(part, into);
}
