// biome-ignore-start lint/style/noRestrictedImports: this is the file that takes them away from all others.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
// biome-ignore-end lint/style/noRestrictedImports: see above
import type { Log } from '../platform/log';

/** Thrown in place of a connection that Node would have made past the gateway. */
export class TrafficHeld extends Error {
  constructor(means: string) {
    super(`Node networking is not used in this client (${means}): all traffic goes through the city session`);
    this.name = 'TrafficHeld';
  }
}

function isLocalPipe(args: readonly unknown[]): boolean {
  // Node normalises the arguments of net.connect into one array before it calls the prototype.
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'string') return Number.isNaN(Number(first));
  return (
    typeof first === 'object' && first !== null && typeof (first as { path?: unknown }).path === 'string'
  );
}

/**
 * Takes Node's own networking away from this process: TCP, TLS, HTTP, UDP, DNS, global `fetch` and `WebSocket`.
 * Local pipes stay. It is a guard against our own mistakes and those of libraries; a native module is held only
 * by the operating system.
 */
export function guardNodeNetwork(log: Log): void {
  const hold = (means: string): never => {
    log.note('NET-901', { means });
    throw new TrafficHeld(means);
  };
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: Parameters<typeof connect>) {
    return isLocalPipe(args) ? connect.apply(this, args) : hold('tcp');
  } as typeof connect;
  Object.assign(dgram.Socket.prototype, {
    bind: () => hold('udp'),
    connect: () => hold('udp'),
    send: () => hold('udp'),
  });
  const resolvers: object[] = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype];
  for (const place of resolvers) {
    for (const name of Object.getOwnPropertyNames(place).filter((key) =>
      /^(lookup|resolve|reverse)/.test(key),
    )) {
      Object.defineProperty(place, name, { value: () => hold('dns'), writable: false });
    }
  }
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) {
    Object.defineProperty(globalThis, name, { value: () => hold(name), configurable: true });
  }
  syncBuiltinESMExports();
}
