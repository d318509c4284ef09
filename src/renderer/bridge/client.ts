import type { AllContracts } from '../../shared/contracts';
import type { Client } from '../../shared/ipc/contract';
import type { Wire } from '../../shared/ipc/wire';

/** The features of main as the page holds them: one typed client each. */
export type Bridge = { readonly [F in keyof AllContracts]: Client<AllContracts[F]> };

type Listener = (payload: unknown) => void;

/**
 * Makes typed clients of the preload's one wire. Names are not looked up here: the types allow only what the
 * contracts say, and main's switchboard checks again.
 */
export function createBridge(wire: Wire): Bridge {
  const listeners = new Map<string, Set<Listener>>();
  wire.listen((feature, name, payload) => {
    for (const listener of listeners.get(`${feature}.${name}`) ?? []) listener(payload);
  });
  const listen = (place: string, listener: Listener) => {
    const those = listeners.get(place) ?? new Set();
    listeners.set(place, those.add(listener));
    return () => void those.delete(listener);
  };
  const client = (feature: string) =>
    new Proxy(
      {},
      {
        get: (_, name) =>
          name === 'on'
            ? (event: string, listener: Listener) => listen(`${feature}.${event}`, listener)
            : (input: unknown) => wire.call(feature, String(name), input),
      },
    );
  const clients = new Map<string, object>();
  return new Proxy({} as Bridge, {
    get: (_, feature) => {
      const name = String(feature);
      const made = clients.get(name) ?? client(name);
      clients.set(name, made);
      return made;
    },
  });
}
