import { createLiveStore } from '../../../../src/renderer/bridge/live.store';

function main() {
  let answer: (value: string) => void = () => {};
  let tell: (value: string) => void = () => {};
  const store = createLiveStore<string>(
    () => new Promise((resolve) => (answer = resolve)),
    (listener) => {
      tell = listener;
    },
  );
  return { store, answer: async (value: string) => answer(value), tell: (value: string) => tell(value) };
}

test('knows nothing, then what main answers, then what main tells', async () => {
  const { store, answer, tell } = main();
  expect(store.getState().value).toBeUndefined();
  await answer('first');
  expect(store.getState().value).toBe('first');
  tell('second');
  expect(store.getState().value).toBe('second');
});

test('what is told during the question is newer than the answer', async () => {
  const { store, answer, tell } = main();
  tell('newer');
  await answer('older');
  expect(store.getState().value).toBe('newer');
});
