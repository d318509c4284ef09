import type { AppData, DataProducer, Producer } from 'mediasoup/types';
import type { MediaSource, SignalingPeer } from '../../src/shared/features/meetings/signaling.model';

/** What a producer is known by in its room. */
export interface StreamTag extends AppData {
  readonly peerId: string;
  readonly source: MediaSource;
}

/** What a data producer is known by in its room. */
export interface ChannelTag extends AppData {
  readonly peerId: string;
  readonly channel: string;
}

/** Somebody in a room, person or bot, as the others meet them. */
export interface Participant {
  readonly self: SignalingPeer;
  producers(): Iterable<Producer<StreamTag>>;
  dataProducers(): Iterable<DataProducer<ChannelTag>>;
}
