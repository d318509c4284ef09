import { version } from 'mediasoup';
import type { DataProducer, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import { type Peer, Room as ProtooRoom } from 'protoo-server';
import type {
  ClientRequests,
  SignalingPeer,
  TransportDirection,
} from '../../src/shared/features/meetings/signaling.model';
import type { SignalingCloseReason } from '../../src/shared/features/meetings/signaling-close.model';
import type { RoomMedia } from './media';
import type { ChannelTag, Participant, StreamTag } from './participant';
import { PeerConsumers } from './peer-consumers';
import { linkTo, type PeerLink } from './peer-link';
import {
  type NotificationHandlers,
  type RequestHandlers,
  RequestRefused,
  serveProtoo,
} from './protoo-service';
import type { ProtooTransport } from './protoo-transport';
import { signaledCapabilities } from './signaled-media';
import type { Admission } from './tickets';

const MOST_DATA_PRODUCERS = 8;

/** What a peer needs of its room. */
export interface PeerRoom {
  readonly media: RoomMedia;
  readonly udp: boolean;
  /** How long a connection may stand without `join`, in milliseconds. */
  readonly joinWithinMs: number;
  /** Everybody else who has entered. */
  others(peer: RoomPeer): Participant[];
  /** The peer has entered: the others are told. */
  entered(peer: RoomPeer): void;
  /** A stream is there for the others. */
  produced(producer: Producer<StreamTag>): void;
  producedData(dataProducer: DataProducer<ChannelTag>): void;
  /** The peer is gone and all it held is freed. */
  left(peer: RoomPeer): void;
}

/** A person's connection to a room, from the ticket to the end of the WebSocket, with all the media it holds. */
export class RoomPeer implements Participant {
  readonly #room: PeerRoom;
  readonly #connection: ProtooTransport;
  readonly #protoo: Peer;
  readonly #joinTimer: NodeJS.Timeout;
  readonly #transports = new Map<TransportDirection, WebRtcTransport>();
  readonly #producers = new Map<string, Producer<StreamTag>>();
  readonly #dataProducers = new Map<string, DataProducer<ChannelTag>>();
  readonly link: PeerLink;
  readonly consumers: PeerConsumers;
  #self: SignalingPeer;
  #joined: { rtpCapabilities: RtpCapabilities | undefined } | undefined;

  constructor(
    room: PeerRoom,
    { peerId, displayName }: Admission,
    connection: ProtooTransport,
    log: (l: string) => void,
  ) {
    this.#room = room;
    this.#connection = connection;
    this.#self = { peerId, displayName, device: { flag: 'unknown', name: 'unknown' } };
    this.#protoo = new ProtooRoom().createPeer(peerId, connection);
    this.link = linkTo(this.#protoo);
    const inOrder = serveProtoo({
      peer: this.#protoo,
      requests: this.#requests(),
      notifications: this.#notifications(),
      overrun: () => this.end('protocol-violated'),
      log,
    });
    this.consumers = new PeerConsumers({
      link: this.link,
      inOrder,
      canConsume: (producerId, rtpCapabilities) =>
        room.media.router.canConsume({ producerId, rtpCapabilities }),
      log,
    });
    connection.whenEnded(() => this.#leave());
    this.#joinTimer = setTimeout(() => this.end('join-timed-out'), room.joinWithinMs);
    this.link.tell('mediasoupVersion', { version });
  }

  get self(): SignalingPeer {
    return this.#self;
  }

  /** Whether the others know of this peer. */
  get joined(): boolean {
    return this.#joined !== undefined;
  }

  producers(): Iterable<Producer<StreamTag>> {
    return this.#producers.values();
  }

  dataProducers(): Iterable<DataProducer<ChannelTag>> {
    return this.#dataProducers.values();
  }

  /** Ends the connection and frees what it holds. */
  end(reason: SignalingCloseReason): void {
    this.#connection.end(reason);
  }

  #leave(): void {
    clearTimeout(this.#joinTimer);
    this.#protoo.close();
    for (const transport of this.#transports.values()) transport.close();
    this.#transports.clear();
    this.#producers.clear();
    this.#dataProducers.clear();
    this.#room.left(this);
  }

  #requests(): RequestHandlers {
    return {
      getRouterRtpCapabilities: () => ({
        routerRtpCapabilities: signaledCapabilities(this.#room.media.router.rtpCapabilities),
      }),
      createWebRtcTransport: (data) => this.#createTransport(data),
      connectWebRtcTransport: async ({ transportId, dtlsParameters }) => {
        await this.#transport(transportId).connect({ dtlsParameters });
        return {};
      },
      join: (data) => this.#join(data),
      produce: (data) => this.#produce(data),
      produceData: (data) => this.#produceData(data),
      restartIce: async ({ transportId }) => ({
        iceParameters: await this.#transport(transportId).restartIce(),
      }),
      getTransportStats: async ({ transportId }) => ({
        stats: await this.#transport(transportId).getStats(),
      }),
      getProducerStats: async ({ producerId }) => ({ stats: await this.#producer(producerId).getStats() }),
      getConsumerStats: async ({ consumerId }) => ({ stats: await this.consumers.stats(consumerId) }),
    };
  }

  #notifications(): NotificationHandlers {
    return {
      closeProducer: ({ producerId }) => {
        this.#producer(producerId).close();
        this.#producers.delete(producerId);
      },
      pauseProducer: ({ producerId }) => this.#producer(producerId).pause(),
      resumeProducer: ({ producerId }) => this.#producer(producerId).resume(),
      pauseConsumer: ({ consumerId }) => this.consumers.pause(consumerId),
      resumeConsumer: ({ consumerId }) => this.consumers.resume(consumerId),
      requestConsumerKeyFrame: ({ consumerId }) => this.consumers.requestKeyFrame(consumerId),
      setConsumerPreferredLayers: ({ consumerId, ...layers }) => this.consumers.prefer(consumerId, layers),
      setConsumerPriority: ({ consumerId, priority }) => this.consumers.prioritize(consumerId, priority),
      // The name belongs to the ticket: nobody speaks under another one.
      changeDisplayName: () => {},
    };
  }

  async #createTransport({
    forceTcp,
    appData: { direction },
  }: ClientRequests['createWebRtcTransport']['data']): Promise<
    ClientRequests['createWebRtcTransport']['response']
  > {
    const { router, webRtcServer } = this.#room.media;
    const transport = await router.createWebRtcTransport({
      webRtcServer,
      enableTcp: true,
      enableUdp: this.#room.udp && !forceTcp,
      preferUdp: true,
      enableSctp: true,
    });
    if (this.link.closed) {
      transport.close();
      throw new RequestRefused(409, 'gone');
    }
    this.#transports.get(direction)?.close();
    this.#transports.set(direction, transport);
    if (direction === 'consumer') this.#receive();
    const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = transport;
    return {
      transportId: id,
      iceParameters,
      iceCandidates,
      dtlsParameters,
      ...(sctpParameters && { sctpParameters }),
    };
  }

  #join({ device, rtpCapabilities }: ClientRequests['join']['data']): ClientRequests['join']['response'] {
    if (this.#joined) throw new RequestRefused(409, 'already-joined');
    clearTimeout(this.#joinTimer);
    this.#self = { ...this.#self, device };
    this.#joined = { rtpCapabilities };
    this.#room.entered(this);
    // What is offered now takes a round trip to the worker, so the client has the answer first.
    this.#receive();
    return { peers: this.#room.others(this).map(({ self }) => self), extensions: [] };
  }

  /** Offers all there is, once the client has entered and has a transport to receive it. */
  #receive(): void {
    const transport = this.#transports.get('consumer');
    const rtpCapabilities = this.#joined?.rtpCapabilities;
    if (!transport || !rtpCapabilities) return;
    this.consumers.open(transport, rtpCapabilities);
    for (const other of this.#room.others(this)) {
      for (const producer of other.producers()) this.consumers.offer(producer);
      for (const dataProducer of other.dataProducers()) this.consumers.offerData(dataProducer);
    }
  }

  async #produce({
    transportId,
    kind,
    rtpParameters,
    appData: { source },
  }: ClientRequests['produce']['data']): Promise<ClientRequests['produce']['response']> {
    const transport = this.#sendingTransport(transportId);
    for (const producer of this.#producers.values()) {
      if (producer.appData.source === source) throw new RequestRefused(409, 'source-taken');
    }
    const appData = { peerId: this.#self.peerId, source };
    const producer = await transport.produce<StreamTag>({ kind, rtpParameters, appData });
    const producerId = producer.id;
    if (transport.closed) throw new RequestRefused(409, 'gone');
    this.#producers.set(producerId, producer);
    producer.on('transportclose', () => this.#producers.delete(producerId));
    producer.on('score', (score) => this.link.tell('producerScore', { producerId, score }));
    this.#room.produced(producer);
    return { producerId };
  }

  async #produceData({
    transportId,
    sctpStreamParameters,
    label,
    protocol,
    appData: { channel },
  }: ClientRequests['produceData']['data']): Promise<ClientRequests['produceData']['response']> {
    const transport = this.#sendingTransport(transportId);
    if (this.#dataProducers.size >= MOST_DATA_PRODUCERS) throw new RequestRefused(409, 'too-many-channels');
    const appData = { peerId: this.#self.peerId, channel };
    const dataProducer = await transport.produceData<ChannelTag>({
      sctpStreamParameters,
      label,
      protocol,
      appData,
    });
    if (transport.closed) throw new RequestRefused(409, 'gone');
    this.#dataProducers.set(dataProducer.id, dataProducer);
    dataProducer.on('transportclose', () => this.#dataProducers.delete(dataProducer.id));
    this.#room.producedData(dataProducer);
    return { dataProducerId: dataProducer.id };
  }

  #sendingTransport(transportId: string): WebRtcTransport {
    if (!this.#joined) throw new RequestRefused(409, 'not-joined');
    const transport = this.#transports.get('producer');
    if (transport?.id !== transportId) throw new RequestRefused(404, 'unknown-transport');
    return transport;
  }

  #transport(transportId: string): WebRtcTransport {
    for (const transport of this.#transports.values()) if (transport.id === transportId) return transport;
    throw new RequestRefused(404, 'unknown-transport');
  }

  #producer(producerId: string): Producer<StreamTag> {
    const producer = this.#producers.get(producerId);
    if (!producer) throw new RequestRefused(404, 'unknown-producer');
    return producer;
  }
}
