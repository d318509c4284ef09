import { createBridge } from '../../../../src/renderer/bridge/client';
import type { Wire } from '../../../../src/shared/ipc/wire';

function wire() {
  const calls: unknown[][] = [];
  const listeners: Parameters<Wire['listen']>[0][] = [];
  const made: Wire = {
    call: async (...args) => {
      calls.push(args);
      return 'answer';
    },
    listen: (listener) => {
      listeners.push(listener);
      return () => {};
    },
  };
  return { made, calls, tell: listeners };
}

test('a call goes out on the wire by feature and name', async () => {
  const { made, calls } = wire();
  await createBridge(made).meetings.requestTicket({ meetingRef: 'x' });
  expect(calls).toEqual([['meetings', 'requestTicket', { meetingRef: 'x' }]]);
});

test('an event reaches who listens to it, until they stop', () => {
  const { made, tell } = wire();
  const bridge = createBridge(made);
  const heard: unknown[] = [];
  const stop = bridge.network.on('changed', (status) => void heard.push(status));
  for (const say of tell) {
    say('network', 'changed', { state: 'open' });
    say('session', 'changed', { state: 'signed-out' });
  }
  stop();
  for (const say of tell) say('network', 'changed', { state: 'blocked' });
  expect(heard).toEqual([{ state: 'open' }]);
});
