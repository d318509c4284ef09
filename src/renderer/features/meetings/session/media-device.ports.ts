import type {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
  SctpParameters,
} from '../../../../shared/features/meetings/media-parameters.model';
import type { TrackSource } from './room.model';

/** The server's end of a transport. */
export interface TransportEnd {
  readonly transportId: string;
  readonly iceParameters: IceParameters;
  readonly iceCandidates: IceCandidate[];
  readonly dtlsParameters: DtlsParameters;
  readonly sctpParameters?: SctpParameters;
}

/** State of a transport's connection (W3C WebRTC, RTCPeerConnectionState). */
export type TransportState = RTCPeerConnectionState;

interface TransportListener {
  /** Our end is ready; resolves when the server has taken it. */
  connect(dtlsParameters: DtlsParameters): Promise<void>;
  stateChanged(state: TransportState): void;
}

/** What a sending transport wants of signalling besides. */
export interface SendListener extends TransportListener {
  /** @returns the producer's id */
  produce(source: TrackSource, kind: MediaKind, rtpParameters: RtpParameters): Promise<string>;
}

export type ReceiveListener = TransportListener;

interface MediaTransport {
  readonly id: string;
  restartIce(iceParameters: IceParameters): Promise<void>;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

/** A track being sent. Closing it leaves the track alone: tracks belong to whoever opened the device. */
export interface MediaProducer {
  readonly id: string;
  replaceTrack(track: MediaStreamTrack): Promise<void>;
  close(): void;
}

export interface SendTransport extends MediaTransport {
  produce(source: TrackSource, track: MediaStreamTrack): Promise<MediaProducer>;
}

/** What the server says of a track it wants to send here. */
export interface OfferedTrack {
  readonly consumerId: string;
  readonly producerId: string;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  /** Tracks of one stream are played in step. */
  readonly streamId: string;
}

/** A track being received. */
export interface MediaConsumer {
  readonly track: MediaStreamTrack;
  close(): void;
}

export interface ReceiveTransport extends MediaTransport {
  consume(offer: OfferedTrack): Promise<MediaConsumer>;
}

/** What the machine can send and receive, agreed with one router. */
export interface MediaDevice {
  readonly recvRtpCapabilities: RtpCapabilities;
  createSendTransport(end: TransportEnd, listener: SendListener): SendTransport;
  createReceiveTransport(end: TransportEnd, listener: ReceiveListener): ReceiveTransport;
}

/** @throws when this machine and the router have nothing in common */
export type LoadMediaDevice = (routerRtpCapabilities: RtpCapabilities) => Promise<MediaDevice>;
