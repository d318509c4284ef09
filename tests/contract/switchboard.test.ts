import { z } from 'zod';
import { RefusedCall, Switchboard } from '../../src/main/ipc/switchboard';
import { createLog } from '../../src/main/platform/log';
import { call, event } from '../../src/shared/ipc/contract';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../src/shared/ipc/wire';

const contract = {
  add: call(z.strictObject({ a: z.number(), b: z.number() }), z.number()),
  changed: event(z.strictObject({ sum: z.number() })),
};

const OWN_FRAME = { url: 'app://quadrat/index.html', parent: null };

function board(handlers: { add: (input: { a: number; b: number }) => number | Promise<number> }) {
  let put: ((event: unknown, ...args: unknown[]) => Promise<unknown>) | undefined;
  const sent: unknown[][] = [];
  const lines: string[] = [];
  const line = {
    ipc: {
      handle: (channel: string, listener: typeof put) => {
        expect(channel).toBe(CALL_CHANNEL);
        put = listener;
      },
    },
    isDestroyed: () => false,
    send: (...args: unknown[]) => void sent.push(args),
  };
  const switchboard = new Switchboard(
    line as never,
    createLog((text) => void lines.push(text)),
  );
  const emit = switchboard.connect('sums', contract, handlers as never);
  const ask = (frame: unknown, ...args: unknown[]) =>
    (put as NonNullable<typeof put>)({ senderFrame: frame }, ...args);
  return { ask, emit, sent, lines };
}

const adds = { add: ({ a, b }: { a: number; b: number }) => a + b };

test('puts a call through and answers', async () => {
  await expect(board(adds).ask(OWN_FRAME, 'sums', 'add', { a: 1, b: 2 })).resolves.toBe(3);
});

test('tells an event on the event channel, and only what the contract knows', () => {
  const { emit, sent } = board(adds);
  emit('changed', { sum: 3 });
  expect(sent).toEqual([[EVENT_CHANNEL, 'sums', 'changed', { sum: 3 }]]);
  expect(() => emit('changed', { sum: 3, secret: 'x' } as never)).toThrow();
});

test.each([
  ['a page of the web', { url: 'https://example.invalid/', parent: null }],
  ['a page that only begins like ours', { url: 'app://quadrat.example/', parent: null }],
  ['a page with credentials in its address', { url: 'app://x@quadrat/', parent: null }],
  ['a frame inside our page', { url: 'app://quadrat/index.html', parent: {} }],
  ['a frame that is gone', null],
])('refuses %s', async (_, frame) => {
  const { ask } = board(adds);
  await expect(ask(frame, 'sums', 'add', { a: 1, b: 2 })).rejects.toMatchObject({
    refusal: 'foreign-sender',
  });
});

test.each([
  ['an unknown feature', 'nothing', 'add'],
  ['an unknown call', 'sums', 'subtract'],
  ['an event as a call', 'sums', 'changed'],
  ['a name from the prototype', 'sums', 'constructor'],
])('refuses %s', async (_, feature, name) => {
  await expect(board(adds).ask(OWN_FRAME, feature, name, {})).rejects.toMatchObject({
    refusal: 'unknown-call',
  });
});

test('refuses input and output that the contract does not say', async () => {
  const { ask } = board({ add: () => 'three' as never });
  await expect(ask(OWN_FRAME, 'sums', 'add', { a: 1 })).rejects.toMatchObject({ refusal: 'malformed-input' });
  await expect(ask(OWN_FRAME, 'sums', 'add', { a: 1, b: 2 })).rejects.toMatchObject({
    refusal: 'malformed-output',
  });
});

test('a failing handler reaches the page as a refusal without its message', async () => {
  const { ask, lines } = board({
    add: () => {
      throw new Error('token=very-secret');
    },
  });
  const refused = await ask(OWN_FRAME, 'sums', 'add', { a: 1, b: 2 }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RefusedCall);
  expect(String(refused)).toBe('RefusedCall: call refused: handler-failed');
  expect(lines.join()).toContain('handler-failed');
  expect(lines.join()).not.toContain('very-secret');
});

test('a refusal is logged without the payload', async () => {
  const { ask, lines } = board(adds);
  await ask(OWN_FRAME, 'sums', 'add', { a: 'very-secret', b: 2 }).catch(() => {});
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('very-secret');
});
