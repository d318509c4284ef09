import type { Peer } from 'protoo-server';
import type { ServerNotifications, ServerRequests } from '../../src/shared/features/meetings/signaling.model';

/** What the server can say to one client, typed by name. */
export interface PeerLink {
  readonly closed: boolean;
  /** Resolves when the client has answered; rejects when it refused, did not answer in time, or is gone. */
  ask<N extends keyof ServerRequests>(name: N, data: ServerRequests[N]['data']): Promise<void>;
  /** Nothing happens when the client is gone. */
  tell<N extends keyof ServerNotifications>(name: N, data: ServerNotifications[N]): void;
}

/** Types a protoo peer. */
export function linkTo(peer: Peer): PeerLink {
  return {
    get closed() {
      return peer.closed;
    },
    async ask(name, data) {
      await peer.request(name, data);
    },
    tell(name, data) {
      if (!peer.closed) peer.notify(name, data).catch(() => {});
    },
  };
}
