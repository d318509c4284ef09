import type { Consumer, DataProducer, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import type { ConsumerLayers } from '../../src/shared/features/meetings/signaling.model';
import type { ChannelTag, StreamTag } from './participant';
import type { PeerLink } from './peer-link';
import { RequestRefused } from './protoo-service';
import { signaledParameters } from './signaled-media';

export interface PeerConsumersOptions {
  readonly link: PeerLink;
  /** Carries out a task in order with the messages of the client. */
  readonly inOrder: (task: () => Promise<void>) => void;
  readonly canConsume: (producerId: string, rtpCapabilities: RtpCapabilities) => boolean;
  readonly log: (line: string) => void;
}

interface Held {
  readonly consumer: Consumer<StreamTag>;
  /** Whether the client wants it paused; without it the consumer runs as soon as the client has answered. */
  pausedByClient: boolean;
}

/** What one client receives. Everything ends with the transport it comes over. */
export class PeerConsumers {
  readonly #options: PeerConsumersOptions;
  readonly #held = new Map<string, Held>();
  #way: { transport: WebRtcTransport; rtpCapabilities: RtpCapabilities } | undefined;
  #lastStream: Promise<void> = Promise.resolve();
  #lastChannel: Promise<void> = Promise.resolve();

  constructor(options: PeerConsumersOptions) {
    this.#options = options;
  }

  /** From now on the client can receive, over this transport. */
  open(transport: WebRtcTransport, rtpCapabilities: RtpCapabilities): void {
    this.#way = { transport, rtpCapabilities };
  }

  /**
   * Offers a stream to the client, after the streams that were offered before: mediasoup-client can take in one at a
   * time only.
   */
  offer(producer: Producer<StreamTag>): void {
    this.#lastStream = this.#lastStream.then(() => this.#settled(this.#consume(producer)));
  }

  /** Offers a data channel, after the ones before; a client that knows none keeps no stream waiting by that. */
  offerData(dataProducer: DataProducer<ChannelTag>): void {
    this.#lastChannel = this.#lastChannel.then(() => this.#settled(this.#consumeData(dataProducer)));
  }

  async pause(consumerId: string): Promise<void> {
    const held = this.#find(consumerId);
    held.pausedByClient = true;
    await held.consumer.pause();
  }

  async resume(consumerId: string): Promise<void> {
    const held = this.#find(consumerId);
    held.pausedByClient = false;
    await held.consumer.resume();
  }

  async prefer(consumerId: string, layers: ConsumerLayers): Promise<void> {
    await this.#find(consumerId).consumer.setPreferredLayers(layers);
  }

  async prioritize(consumerId: string, priority: number): Promise<void> {
    await this.#find(consumerId).consumer.setPriority(priority);
  }

  async requestKeyFrame(consumerId: string): Promise<void> {
    await this.#find(consumerId).consumer.requestKeyFrame();
  }

  async stats(consumerId: string): Promise<Record<string, unknown>[]> {
    return this.#find(consumerId).consumer.getStats();
  }

  #find(consumerId: string): Held {
    const held = this.#held.get(consumerId);
    if (!held) throw new RequestRefused(404, 'unknown-consumer');
    return held;
  }

  async #settled(offer: Promise<void>): Promise<void> {
    const { link, log } = this.#options;
    await offer.catch((error: unknown) => {
      if (!link.closed) log(`not received: ${String(error)}`);
    });
  }

  async #consume(producer: Producer<StreamTag>): Promise<void> {
    const { link, inOrder, canConsume } = this.#options;
    if (!this.#way || link.closed || producer.closed) return;
    const { transport, rtpCapabilities } = this.#way;
    if (transport.closed || !canConsume(producer.id, rtpCapabilities)) return;
    const { peerId, source } = producer.appData;
    const consumer = await transport.consume<StreamTag>({
      producerId: producer.id,
      rtpCapabilities,
      paused: true,
      enableRtx: true,
      ignoreDtx: true,
      appData: { peerId, source },
    });
    const held: Held = { consumer, pausedByClient: false };
    this.#hold(held);
    try {
      await link.ask('newConsumer', {
        peerId,
        transportId: transport.id,
        consumerId: consumer.id,
        producerId: producer.id,
        kind: consumer.kind,
        rtpParameters: signaledParameters(consumer.rtpParameters),
        type: consumer.type,
        producerPaused: consumer.producerPaused,
        consumerScore: consumer.score,
        appData: { peerId, source },
      });
    } catch (error) {
      if (!consumer.closed) {
        consumer.close();
        this.#held.delete(consumer.id);
        link.tell('consumerClosed', { consumerId: consumer.id });
      }
      throw error;
    }
    // In order, so that a pause the client sent before its answer is known here.
    inOrder(async () => {
      if (!consumer.closed && !held.pausedByClient) await consumer.resume();
    });
  }

  #hold(held: Held): void {
    const { link } = this.#options;
    const { consumer } = held;
    const consumerId = consumer.id;
    this.#held.set(consumerId, held);
    consumer.on('transportclose', () => this.#held.delete(consumerId));
    consumer.on('producerclose', () => {
      this.#held.delete(consumerId);
      link.tell('consumerClosed', { consumerId });
    });
    consumer.on('producerpause', () => link.tell('consumerPaused', { consumerId }));
    consumer.on('producerresume', () => link.tell('consumerResumed', { consumerId }));
    consumer.on('score', (score) => link.tell('consumerScore', { consumerId, score }));
    consumer.on('layerschange', (layers) =>
      link.tell('consumerLayersChanged', { consumerId, ...(layers && { layers }) }),
    );
  }

  async #consumeData(dataProducer: DataProducer<ChannelTag>): Promise<void> {
    const { link } = this.#options;
    const transport = this.#way?.transport;
    if (!transport || transport.closed || link.closed || dataProducer.closed) return;
    const { peerId, channel } = dataProducer.appData;
    const dataConsumer = await transport.consumeData({ dataProducerId: dataProducer.id });
    const { id: dataConsumerId, sctpStreamParameters, label, protocol } = dataConsumer;
    if (!sctpStreamParameters) return dataConsumer.close();
    dataConsumer.on('dataproducerclose', () => link.tell('dataConsumerClosed', { dataConsumerId }));
    try {
      await link.ask('newDataConsumer', {
        peerId,
        transportId: transport.id,
        dataConsumerId,
        dataProducerId: dataProducer.id,
        sctpStreamParameters,
        label,
        protocol,
        appData: { peerId, channel },
      });
    } catch (error) {
      dataConsumer.close();
      throw error;
    }
  }
}
