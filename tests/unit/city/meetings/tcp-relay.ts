import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire between a client and the server that can be cut or go dead. */
export interface TcpRelay {
  readonly port: number;
  /** Resets all connections, as when a process is killed. */
  cut(): void;
  /** Carries nothing any more without ending anything, as when a cable is pulled. */
  freeze(): void;
  stop(): Promise<void>;
}

/** Starts a relay to a port of this machine. */
export async function startTcpRelay(target: number): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    freeze: () => {
      for (const socket of sockets) socket.pause();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
