import type { ServerRequests } from '../../../../shared/features/meetings/signaling.model';
import type { MediaConsumer, ReceiveTransport } from './media-device.ports';
import { type PictureSize, spatialLayer } from './picture-size.model';
import type { RemoteTrack, TrackSource } from './room.model';
import type { Signaling } from './signaling.ports';

/** What the server says of a track that is to be received. */
export type NewConsumer = ServerRequests['newConsumer']['data'];

interface Received {
  readonly offer: NewConsumer;
  readonly consumer: MediaConsumer;
  /** What the server was last asked for: a spatial layer, or 'paused' for a picture nobody sees. */
  asked: number | 'paused' | undefined;
}

/** Receives the others' tracks, and of their pictures only what is seen and only as large as it is seen. */
export class RemoteTracks {
  readonly #transport: ReceiveTransport;
  readonly #signaling: Signaling;
  readonly #received = new Map<string, Received>();
  readonly #sizes: PictureSizes;

  constructor(transport: ReceiveTransport, signaling: Signaling, sizes: PictureSizes) {
    this.#transport = transport;
    this.#signaling = signaling;
    this.#sizes = sizes;
  }

  /** Starts to receive. Not to be called again before it has resolved. */
  async add(offer: NewConsumer): Promise<RemoteTrack> {
    const { peerId, consumerId, producerId, kind, rtpParameters, appData } = offer;
    const streamId = `${peerId}-${appData.source === 'screensharing' ? 'screen' : 'camera'}`;
    const consumer = await this.#transport.consume({ consumerId, producerId, kind, rtpParameters, streamId });
    this.#received.set(consumerId, { offer, consumer, asked: undefined });
    return { consumerId, track: consumer.track, isPaused: offer.producerPaused };
  }

  remove(consumerId: string): void {
    this.#received.get(consumerId)?.consumer.close();
    this.#received.delete(consumerId);
  }

  removePeer(peerId: string): void {
    for (const [consumerId, { offer }] of this.#received) {
      if (offer.peerId === peerId) this.remove(consumerId);
    }
  }

  /** Asks the server for what is seen now. The server ignores it for tracks whose offer is not answered yet. */
  adjust(peerId: string): void {
    for (const received of this.#received.values()) {
      if (received.offer.peerId === peerId && received.offer.kind === 'video') this.#adjust(received);
    }
  }

  #adjust(received: Received): void {
    const { consumerId, peerId, appData, type } = received.offer;
    const size = this.#sizes.of(peerId, appData.source);
    const wanted = size ? spatialLayer(size) : 'paused';
    if (wanted === received.asked) return;
    if (wanted === 'paused') this.#signaling.notify('pauseConsumer', { consumerId });
    else {
      if (received.asked === 'paused') this.#signaling.notify('resumeConsumer', { consumerId });
      if (type === 'simulcast' || type === 'svc') {
        this.#signaling.notify('setConsumerPreferredLayers', { consumerId, spatialLayer: wanted });
      }
    }
    received.asked = wanted;
  }
}

/** How large each picture is shown. Outlives a connection: the tiles stay while the meeting comes back. */
export class PictureSizes {
  readonly #sizes = new Map<string, PictureSize>();

  of(peerId: string, source: TrackSource): PictureSize | undefined {
    return this.#sizes.get(`${source} ${peerId}`);
  }

  /** @param size undefined when the picture is not to be seen */
  set(peerId: string, source: TrackSource, size: PictureSize | undefined): void {
    if (size) this.#sizes.set(`${source} ${peerId}`, size);
    else this.#sizes.delete(`${source} ${peerId}`);
  }
}
