import Message from 'protoo-client/lib/Message';
import Peer from 'protoo-client/lib/Peer';
import {
  type OpenSignaling,
  RequestRefused,
  type ServerNotification,
  type ServerRequest,
} from './signaling.ports';

const SUBPROTOCOL = 'protoo';
const NOT_TAKEN = 501;

/** Carries a Peer's messages over one WebSocket; that the socket opens and closes is heard of elsewhere. */
function transportOver(socket: WebSocket): Peer.Transport {
  return {
    closed: false,
    on(event, listener) {
      if (event !== 'message') return;
      socket.addEventListener('message', ({ data }) => {
        const message = typeof data === 'string' ? Message.parse(data) : undefined;
        if (message) listener(message);
      });
    },
    async send(message) {
      socket.send(JSON.stringify(message));
    },
    close: () => socket.close(),
  };
}

function asRefusal(method: string, error: unknown): unknown {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
    ? new RequestRefused(method, error.code)
    : error;
}

/** Signalling by protoo over a WebSocket. What the server says is taken at its word: it is the city's own. */
export const openProtooSignaling: OpenSignaling = (url, listener) => {
  const socket = new WebSocket(url, SUBPROTOCOL);
  const peer = new Peer(transportOver(socket));
  socket.addEventListener('open', () => !peer.closed && listener.opened());
  socket.addEventListener('close', ({ code }) => {
    if (peer.closed) return;
    peer.close();
    listener.closed(code);
  });
  peer.on('notification', (message) => listener.told(message as ServerNotification));
  peer.on('request', (message, accept, reject) =>
    listener.asked(
      message as ServerRequest,
      () => accept(),
      () => reject(NOT_TAKEN, 'not-taken'),
    ),
  );
  return {
    async request(method, data) {
      try {
        // The answer's shape is that of the request's name, as the protocol says.
        return (await peer.request(method, data)) as never;
      } catch (error) {
        throw asRefusal(method, error);
      }
    },
    notify: (method, data) => void peer.notify(method, data).catch(() => {}),
    close: () => peer.close(),
  };
};
