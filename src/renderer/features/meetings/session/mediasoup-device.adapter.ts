import { Device } from 'mediasoup-client';
import type {
  Consumer,
  Producer,
  ProducerOptions,
  Transport,
  TransportOptions,
} from 'mediasoup-client/types';
import type {
  DtlsParameters,
  RtpParameters,
} from '../../../../shared/features/meetings/media-parameters.model';
import type {
  LoadMediaDevice,
  MediaProducer,
  ReceiveListener,
  ReceiveTransport,
  SendTransport,
  TransportEnd,
} from './media-device.ports';
import { CAMERA_ENCODINGS } from './picture-size.model';
import type { TrackSource } from './room.model';

/** What a sent track is marked with, for our own `produce` listener. */
type Mark = { readonly source: TrackSource };

/** One set of layers for the screen: text must stay sharp. Bit rate in bits per second. */
const SCREEN_ENCODINGS = [{ maxBitrate: 2_500_000, scalabilityMode: 'L1T3' }];

/** Kilobits per second. */
const START_BITRATE = 800;

function producerOptions(source: TrackSource, track: MediaStreamTrack): ProducerOptions<Mark> {
  const common = {
    track,
    // Tracks belong to whoever opened the device, mute included.
    stopTracks: false,
    disableTrackOnPause: false,
    appData: { source },
  };
  switch (source) {
    case 'audio':
      return { ...common, codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
    case 'video':
      return {
        ...common,
        encodings: [...CAMERA_ENCODINGS],
        codecOptions: { videoGoogleStartBitrate: START_BITRATE },
      };
    case 'screensharing':
      // A stream of its own: it is not to be played in step with the microphone.
      return { ...common, streamId: 'screen', encodings: SCREEN_ENCODINGS };
  }
}

function options({ transportId, ...end }: TransportEnd): TransportOptions {
  return { id: transportId, ...end };
}

function listen(transport: Transport, listener: ReceiveListener): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    listener.connect(dtlsParameters as DtlsParameters).then(done, failed);
  });
  transport.on('connectionstatechange', (state) => listener.stateChanged(state));
}

function base(transport: Transport) {
  return {
    id: transport.id,
    restartIce: (iceParameters: TransportEnd['iceParameters']) => transport.restartIce({ iceParameters }),
    getStats: () => transport.getStats(),
    close: () => transport.close(),
  };
}

function producerOf(producer: Producer<Mark>): MediaProducer {
  return {
    id: producer.id,
    replaceTrack: (track) => producer.replaceTrack({ track }),
    close: () => producer.close(),
  };
}

function consumerOf(consumer: Consumer): { track: MediaStreamTrack; close(): void } {
  return { track: consumer.track, close: () => consumer.close() };
}

/** Loads mediasoup-client for the codecs of one router. */
export const loadMediasoupDevice: LoadMediaDevice = async (routerRtpCapabilities) => {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  return {
    recvRtpCapabilities: device.recvRtpCapabilities,
    createSendTransport(end, listener): SendTransport {
      const transport = device.createSendTransport(options(end));
      listen(transport, listener);
      transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
        const { source } = appData as Mark;
        listener.produce(source, kind, rtpParameters as RtpParameters).then((id) => done({ id }), failed);
      });
      return {
        ...base(transport),
        produce: async (source, track) => producerOf(await transport.produce(producerOptions(source, track))),
      };
    },
    createReceiveTransport(end, listener): ReceiveTransport {
      const transport = device.createRecvTransport(options(end));
      listen(transport, listener);
      return {
        ...base(transport),
        consume: async ({ consumerId, ...offer }) =>
          consumerOf(await transport.consume({ id: consumerId, ...offer })),
      };
    },
  };
};
