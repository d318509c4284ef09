import { z } from 'zod';
import {
  dtlsParametersSchema,
  iceCandidateSchema,
  iceParametersSchema,
  mediaKindSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  sctpParametersSchema,
  sctpStreamParametersSchema,
} from './media-parameters.model';

/*
 * What client and meeting server say to each other over protoo (WebSocket subprotocol `protoo`): names and shapes of
 * the mediasoup demo's signalling, so that the client also works against that server. Unknown fields are dropped,
 * so that either side may know more than the other. Why a connection ends: signaling-close.model.ts.
 */

const id = z.string().min(1).max(64);
const displayName = z.string().trim().min(1).max(100);
const nothing = z.object({});

/** What a client runs on, as mediasoup-client names it. */
export const deviceSchema = z.object({
  flag: z.string().max(32),
  name: z.string().max(100),
  version: z.string().max(64).exactOptional(),
});
export type SignalingDevice = z.output<typeof deviceSchema>;

/** One participant as the others see it. */
export const peerSchema = z.object({ peerId: id, displayName, device: deviceSchema });
export type SignalingPeer = z.output<typeof peerSchema>;

/** What a stream shows. */
export const mediaSourceSchema = z.enum(['audio', 'video', 'screensharing']);
export type MediaSource = z.output<typeof mediaSourceSchema>;

/** From the client's side: `producer` sends, `consumer` receives. */
export const transportDirectionSchema = z.enum(['producer', 'consumer']);
export type TransportDirection = z.output<typeof transportDirectionSchema>;

/** Name of what a data channel is for, such as `chat`. */
const channel = z.string().regex(/^[a-z][a-z-]{0,31}$/);

/** 0 to 10, 10 the best; `producerScores` per simulcast stream. */
const consumerScore = z.object({
  score: z.number(),
  producerScore: z.number(),
  producerScores: z.array(z.number()).max(16),
});
export type ConsumerScore = z.output<typeof consumerScore>;

/** Layers count from 0, the smallest. */
const layer = z.int().min(0).max(7);
const consumerLayers = z.object({ spatialLayer: layer, temporalLayer: layer.exactOptional() });
export type ConsumerLayers = z.output<typeof consumerLayers>;

/** mediasoup's statistics as they come; their fields are not part of this protocol. */
const stats = z.object({ stats: z.array(z.record(z.string(), z.unknown())) });

/** Requests the client sends. An unknown name or bad data is rejected with code 400, a request out of turn with 409. */
export const clientRequestSchemas = {
  getRouterRtpCapabilities: {
    data: nothing,
    response: z.object({ routerRtpCapabilities: rtpCapabilitiesSchema }),
  },
  /** One per direction; a second one of the same direction takes the place of the first. */
  createWebRtcTransport: {
    data: z.object({ forceTcp: z.boolean(), appData: z.object({ direction: transportDirectionSchema }) }),
    response: z.object({
      transportId: id,
      iceParameters: iceParametersSchema,
      iceCandidates: z.array(iceCandidateSchema),
      dtlsParameters: dtlsParametersSchema,
      sctpParameters: sctpParametersSchema.exactOptional(),
    }),
  },
  connectWebRtcTransport: {
    data: z.object({ transportId: id, dtlsParameters: dtlsParametersSchema }),
    response: nothing,
  },
  /**
   * Enters the room; create the consumer transport before. Without `rtpCapabilities` nothing is received. A server
   * with tickets takes the name from the ticket. `extensions` names what the server can do beyond the mediasoup
   * demo; a server that does not send it has none.
   */
  join: {
    data: z.object({
      displayName,
      device: deviceSchema,
      rtpCapabilities: rtpCapabilitiesSchema.exactOptional(),
    }),
    response: z.object({
      peers: z.array(peerSchema),
      extensions: z.array(z.string().max(64)).max(64).exactOptional(),
    }),
  },
  /** At most one producer per source. */
  produce: {
    data: z.object({
      transportId: id,
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
      appData: z.object({ source: mediaSourceSchema }),
    }),
    response: z.object({ producerId: id }),
  },
  produceData: {
    data: z.object({
      transportId: id,
      sctpStreamParameters: sctpStreamParametersSchema,
      label: z.string().max(64),
      protocol: z.string().max(64),
      appData: z.object({ channel }),
    }),
    response: z.object({ dataProducerId: id }),
  },
  restartIce: {
    data: z.object({ transportId: id }),
    response: z.object({ iceParameters: iceParametersSchema }),
  },
  getTransportStats: { data: z.object({ transportId: id }), response: stats },
  getProducerStats: { data: z.object({ producerId: id }), response: stats },
  getConsumerStats: { data: z.object({ consumerId: id }), response: stats },
};

/** Notifications the client sends. What is malformed or names something unknown is ignored. */
export const clientNotificationSchemas = {
  closeProducer: z.object({ producerId: id }),
  pauseProducer: z.object({ producerId: id }),
  resumeProducer: z.object({ producerId: id }),
  pauseConsumer: z.object({ consumerId: id }),
  resumeConsumer: z.object({ consumerId: id }),
  requestConsumerKeyFrame: z.object({ consumerId: id }),
  setConsumerPreferredLayers: consumerLayers.extend({ consumerId: id }),
  /** 1 (lowest) to 255. */
  setConsumerPriority: z.object({ consumerId: id, priority: z.int().min(1).max(255) }),
  /** A server with tickets ignores it: there the name belongs to the ticket. */
  changeDisplayName: z.object({ displayName }),
};

/** Requests the server sends; the client answers each with an empty object, and gets them one after another. */
export const serverRequestSchemas = {
  /** The consumer is paused until the answer. */
  newConsumer: {
    data: z.object({
      peerId: id,
      transportId: id,
      consumerId: id,
      producerId: id,
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
      type: z.enum(['simple', 'simulcast', 'svc', 'pipe']),
      producerPaused: z.boolean(),
      consumerScore,
      appData: z.object({ peerId: id, source: mediaSourceSchema }),
    }),
    response: nothing,
  },
  /** Without `peerId` the channel is the server's own. */
  newDataConsumer: {
    data: z.object({
      peerId: id.exactOptional(),
      transportId: id,
      dataConsumerId: id,
      dataProducerId: id,
      sctpStreamParameters: sctpStreamParametersSchema,
      label: z.string().max(64),
      protocol: z.string().max(64),
      appData: z.object({ peerId: id.exactOptional(), channel }),
    }),
    response: nothing,
  },
};

/** Notifications the server sends. */
export const serverNotificationSchemas = {
  /** First message after the connection stands. */
  mediasoupVersion: z.object({ version: z.string().max(32) }),
  /** May come again for a peer that was there before: it has entered anew. */
  newPeer: z.object({ peer: peerSchema }),
  peerClosed: z.object({ peerId: id }),
  peerDisplayNameChanged: z.object({ peerId: id, displayName, oldDisplayName: displayName }),
  /** How well the server receives one of the client's own producers; one score per simulcast stream. */
  producerScore: z.object({
    producerId: id,
    score: z.array(
      z.object({
        encodingIdx: z.int(),
        ssrc: z.int(),
        rid: z.string().exactOptional(),
        score: z.number(),
      }),
    ),
  }),
  consumerScore: z.object({ consumerId: id, score: consumerScore }),
  /** The other side paused or resumed what it sends. */
  consumerPaused: z.object({ consumerId: id }),
  consumerResumed: z.object({ consumerId: id }),
  consumerClosed: z.object({ consumerId: id }),
  /** Without `layers` nothing is being forwarded. */
  consumerLayersChanged: z.object({ consumerId: id, layers: consumerLayers.exactOptional() }),
  dataConsumerClosed: z.object({ dataConsumerId: id }),
  /** Who is heard now, loudest first; `volume` in dBov, -127 (silent) to 0. */
  speakingPeers: z.object({ peerVolumes: z.array(z.object({ peerId: id, volume: z.number() })) }),
  /** Without `peerId` nobody speaks. */
  activeSpeaker: z.object({ peerId: id.exactOptional() }),
};

type Exchanges<S extends Record<string, { data: z.ZodType; response: z.ZodType }>> = {
  [N in keyof S]: { data: z.output<S[N]['data']>; response: z.output<S[N]['response']> };
};
type Payloads<S extends Record<string, z.ZodType>> = { [N in keyof S]: z.output<S[N]> };

/** Name → `{data, response}` of what the client asks. */
export type ClientRequests = Exchanges<typeof clientRequestSchemas>;
/** Name → data of what the client tells. */
export type ClientNotifications = Payloads<typeof clientNotificationSchemas>;
/** Name → `{data, response}` of what the server asks. */
export type ServerRequests = Exchanges<typeof serverRequestSchemas>;
/** Name → data of what the server tells. */
export type ServerNotifications = Payloads<typeof serverNotificationSchemas>;
