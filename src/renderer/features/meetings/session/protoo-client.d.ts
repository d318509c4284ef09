/*
 * protoo-client 4.0.8 brings no types. Only its Peer and its reading of messages are used: its own WebSocket
 * transport hides close codes, and would knock again with a ticket that is spent.
 */
declare module 'protoo-client/lib/Peer' {
  class Peer {
    constructor(transport: Peer.Transport);
    readonly closed: boolean;
    /** Rejects with an Error that has a `code` when the other side refuses. */
    request(method: string, data: unknown): Promise<unknown>;
    notify(method: string, data: unknown): Promise<void>;
    /** Rejects what is still waited for. */
    close(): void;
    on(event: 'notification', listener: (message: Peer.Message) => void): this;
    on(
      event: 'request',
      listener: (
        message: Peer.Message,
        accept: (data?: unknown) => void,
        reject: (code: number, reason: string) => void,
      ) => void,
    ): this;
  }
  namespace Peer {
    interface Message {
      readonly method: string;
      readonly data: unknown;
    }
    /** What a Peer needs of a transport; of its events only `message` is used by us. */
    interface Transport {
      readonly closed: boolean;
      on(event: string, listener: (message: object) => void): void;
      send(message: object): Promise<void>;
      close(): void;
    }
  }
  export = Peer;
}

declare module 'protoo-client/lib/Message' {
  const Message: {
    /** @returns undefined for what is no protoo message */
    parse(raw: string): object | undefined;
  };
  export = Message;
}
