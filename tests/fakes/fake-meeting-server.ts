import type {
  LoadMediaDevice,
  OfferedTrack,
  ReceiveTransport,
  SendTransport,
  TransportState,
} from '../../src/renderer/features/meetings/session/media-device.ports';
import type { TrackSource } from '../../src/renderer/features/meetings/session/room.model';
import type {
  OpenSignaling,
  ServerNotification,
  SignalingListener,
} from '../../src/renderer/features/meetings/session/signaling.ports';
import { RequestRefused } from '../../src/renderer/features/meetings/session/signaling.ports';
import type {
  ClientNotifications,
  ClientRequests,
  ServerRequests,
} from '../../src/shared/features/meetings/signaling.model';
import { FakeTrack } from './fake-track';

type Method = keyof ClientRequests;
type Answers = { [N in Method]: (data: ClientRequests[N]['data']) => unknown };
type NewConsumer = ServerRequests['newConsumer']['data'];

export const NEVER = new Promise<never>(() => {});

/** One WebSocket as the server sees it. Says hello by itself. */
class FakeConnection {
  readonly url: string;
  readonly listener: SignalingListener;
  readonly said: string[] = [];
  readonly notified: { readonly method: string; readonly data: unknown }[] = [];
  isClosed = false;

  constructor(url: string, listener: SignalingListener) {
    this.url = url;
    this.listener = listener;
  }

  tell(notification: ServerNotification): void {
    this.listener.told(notification);
  }

  /** @returns what became of the request, looked at whenever needed */
  offer(offer: Partial<NewConsumer> & Pick<NewConsumer, 'peerId' | 'consumerId'>): {
    answer?: 'accepted' | 'refused';
  } {
    const source = offer.appData?.source ?? 'audio';
    const data: NewConsumer = {
      transportId: 't',
      producerId: `producer-of-${offer.consumerId}`,
      kind: source === 'audio' ? 'audio' : 'video',
      rtpParameters: { codecs: [] },
      type: source === 'video' ? 'simulcast' : 'simple',
      producerPaused: false,
      consumerScore: { score: 10, producerScore: 10, producerScores: [10] },
      appData: { peerId: offer.peerId, source },
      ...offer,
    };
    const outcome: { answer?: 'accepted' | 'refused' } = {};
    this.listener.asked(
      { method: 'newConsumer', data },
      () => {
        outcome.answer = 'accepted';
      },
      () => {
        outcome.answer = 'refused';
      },
    );
    return outcome;
  }

  /** The server, or the way to it, ends the connection. */
  drop(code = 1006): void {
    this.isClosed = true;
    this.listener.closed(code);
  }
}

/** A producer or consumer as the client holds it. */
interface FakeProducer {
  readonly source: TrackSource;
  readonly id: string;
  track: MediaStreamTrack;
  isClosed: boolean;
}

class FakeTransport {
  readonly id: string;
  readonly direction: 'producer' | 'consumer';
  readonly stateChanged: (state: TransportState) => void;
  readonly iceRestarts: string[] = [];
  isClosed = false;

  constructor(id: string, direction: 'producer' | 'consumer', stateChanged: (state: TransportState) => void) {
    this.id = id;
    this.direction = direction;
    this.stateChanged = stateChanged;
  }
}

/**
 * The meeting server and mediasoup in one, in memory. Answers every request well unless told otherwise; each
 * connection, transport, producer and consumer of the client can be looked at.
 */
export class FakeMeetingServer {
  readonly connections: FakeConnection[] = [];
  readonly transports: FakeTransport[] = [];
  readonly producers: FakeProducer[] = [];
  readonly consumed: OfferedTrack[] = [];
  readonly consumerTracks = new Map<string, FakeTrack>();
  peers: { peerId: string; displayName: string }[] = [];
  /** How the next connections go: open at once, or end before with this code. */
  greeting: 'open' | 'silent' | number = 'open';
  /** What consuming waits for. */
  consuming: (offer: OfferedTrack) => Promise<void> = async () => {};
  loading: () => Promise<void> = async () => {};
  #count = 0;

  answers: Answers = {
    getRouterRtpCapabilities: () => ({ routerRtpCapabilities: { codecs: [] } }),
    createWebRtcTransport: ({ appData }) => ({
      transportId: this.#id(appData.direction),
      iceParameters: { usernameFragment: 'u', password: 'p' },
      iceCandidates: [],
      dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] },
    }),
    connectWebRtcTransport: () => ({}),
    join: () => ({ peers: this.peers.map((peer) => ({ ...peer, device: { flag: 'x', name: 'X' } })) }),
    produce: () => ({ producerId: this.#id('p') }),
    produceData: () => ({ dataProducerId: this.#id('d') }),
    restartIce: () => ({ iceParameters: { usernameFragment: this.#id('u'), password: 'p' } }),
    getTransportStats: () => ({ stats: [] }),
    getProducerStats: () => ({ stats: [] }),
    getConsumerStats: () => ({ stats: [] }),
  };

  /** The connection made last. */
  get connection(): FakeConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error('nobody has connected');
    return last;
  }

  transport(direction: 'producer' | 'consumer'): FakeTransport {
    const last = this.transports.filter((one) => one.direction === direction).at(-1);
    if (!last) throw new Error(`no ${direction} transport`);
    return last;
  }

  refuse(method: Method, code = 400): void {
    this.answers[method] = () => Promise.reject(new RequestRefused(method, code));
  }

  readonly openSignaling: OpenSignaling = (url, listener) => {
    const connection = new FakeConnection(url, listener);
    this.connections.push(connection);
    const { greeting } = this;
    queueMicrotask(() => {
      if (typeof greeting === 'number') connection.drop(greeting);
      else if (greeting === 'open' && !connection.isClosed) listener.opened();
    });
    return {
      request: async (method, data) => {
        connection.said.push(method);
        const answer = await (this.answers[method] as (data: unknown) => unknown)(data);
        if (connection.isClosed) throw new Error('peer closed');
        return answer as never;
      },
      notify: <N extends keyof ClientNotifications>(method: N, data: ClientNotifications[N]) => {
        if (!connection.isClosed) connection.notified.push({ method, data });
      },
      close: () => {
        connection.isClosed = true;
      },
    };
  };

  readonly loadDevice: LoadMediaDevice = async () => {
    await this.loading();
    return {
      recvRtpCapabilities: { codecs: [] },
      createSendTransport: (end, listener): SendTransport => {
        const transport = this.#transport(end.transportId, 'producer', listener.stateChanged);
        return {
          ...this.#common(transport),
          produce: async (source, track) => {
            if (track.readyState === 'ended') throw new Error('track ended');
            const kind = source === 'audio' ? 'audio' : 'video';
            const id = await listener.produce(source, kind, { codecs: [] });
            const producer: FakeProducer = { source, id, track, isClosed: false };
            this.producers.push(producer);
            return {
              id,
              replaceTrack: async (other) => {
                producer.track = other;
              },
              close: () => {
                producer.isClosed = true;
              },
            };
          },
        };
      },
      createReceiveTransport: (end, listener): ReceiveTransport => {
        const transport = this.#transport(end.transportId, 'consumer', listener.stateChanged);
        return {
          ...this.#common(transport),
          consume: async (offer) => {
            this.consumed.push(offer);
            await this.consuming(offer);
            const track = new FakeTrack(offer.kind, offer.consumerId);
            this.consumerTracks.set(offer.consumerId, track);
            return { track: track.asTrack, close: () => track.stop() };
          },
        };
      },
    };
  };

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}-${this.#count}`;
  }

  #transport(id: string, direction: 'producer' | 'consumer', stateChanged: (state: TransportState) => void) {
    const transport = new FakeTransport(id, direction, stateChanged);
    this.transports.push(transport);
    return transport;
  }

  #common(transport: FakeTransport) {
    return {
      id: transport.id,
      restartIce: async ({ usernameFragment }: { usernameFragment: string }) => {
        transport.iceRestarts.push(usernameFragment);
      },
      getStats: async () => new Map() as unknown as RTCStatsReport,
      close: () => {
        transport.isClosed = true;
      },
    };
  }
}
