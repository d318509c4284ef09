import { createStore, type StoreApi } from 'zustand/vanilla';

/** A value that main holds and the page follows: undefined until main has answered the first time. */
export interface Live<T> {
  readonly value: T | undefined;
}

/**
 * Follows a value of main: asks for it once, then takes every change that is told.
 * A change that is told while the question is on its way is newer than the answer, and stays.
 */
export function createLiveStore<T>(
  read: () => Promise<T>,
  listen: (listener: (value: T) => void) => void,
): StoreApi<Live<T>> {
  const store = createStore<Live<T>>(() => ({ value: undefined }));
  listen((value) => store.setState({ value }));
  void read().then((value) => {
    if (store.getState().value === undefined) store.setState({ value });
  });
  return store;
}
