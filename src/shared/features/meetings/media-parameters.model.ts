import { z } from 'zod';

/*
 * The structures of ORTC that mediasoup and mediasoup-client exchange through us. What they mean is mediasoup's
 * business and checked there; here they are bounded, so that no message can carry a blob. Numbers are bounded by
 * the width they have inside mediasoup, which would otherwise cut them silently. Unknown fields are dropped.
 */

const uint8 = z.int().min(0).max(0xff);
const uint32 = z.int().min(0).max(0xffff_ffff);
const shortText = z.string().max(200);

function isSmallScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 400;
  return typeof value === 'number' || typeof value === 'boolean' || value === null;
}

/** Format parameters (`fmtp`) of a codec: few, flat, short. */
const formatParameters = z
  .record(z.string().max(64), z.unknown().refine(isSmallScalar, { error: 'a short scalar' }))
  .refine((parameters) => Object.keys(parameters).length <= 32, { error: 'at most 32 parameters' });

export const mediaKindSchema = z.enum(['audio', 'video']);
export type MediaKind = z.output<typeof mediaKindSchema>;

/**
 * RTP header extensions (RFC 8285) that both mediasoup and mediasoup-client know. The server offers no other, and
 * a client answers with a part of what was offered.
 */
export const rtpHeaderExtensionUriSchema = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);
export type RtpHeaderExtensionUri = z.output<typeof rtpHeaderExtensionUriSchema>;

const rtcpFeedback = z.object({ type: z.string().max(32), parameter: z.string().max(32).exactOptional() });

const rtpCodecCapability = z.object({
  kind: mediaKindSchema,
  mimeType: z.string().max(64),
  preferredPayloadType: z.int().min(0).max(127),
  clockRate: uint32,
  channels: uint8.exactOptional(),
  parameters: formatParameters.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedback).max(32).exactOptional(),
});

const rtpHeaderExtension = z.object({
  kind: mediaKindSchema,
  uri: rtpHeaderExtensionUriSchema,
  preferredId: uint8,
  preferredEncrypt: z.boolean().exactOptional(),
  direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
});

/** What an endpoint or a router can receive. */
export const rtpCapabilitiesSchema = z.object({
  codecs: z.array(rtpCodecCapability).max(64).exactOptional(),
  headerExtensions: z.array(rtpHeaderExtension).max(64).exactOptional(),
});
export type RtpCapabilities = z.output<typeof rtpCapabilitiesSchema>;

const rtpCodecParameters = z.object({
  mimeType: z.string().max(64),
  payloadType: z.int().min(0).max(127),
  clockRate: uint32,
  channels: uint8.exactOptional(),
  parameters: formatParameters.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedback).max(32).exactOptional(),
});

const rtpEncodingParameters = z.object({
  ssrc: uint32.exactOptional(),
  rid: z.string().max(32).exactOptional(),
  codecPayloadType: z.int().min(0).max(127).exactOptional(),
  rtx: z.object({ ssrc: uint32 }).exactOptional(),
  dtx: z.boolean().exactOptional(),
  scalabilityMode: z.string().max(32).exactOptional(),
  maxBitrate: uint32.exactOptional(),
});

/** What is sent in one RTP stream set (producer) or received (consumer). */
export const rtpParametersSchema = z.object({
  mid: z.string().max(32).exactOptional(),
  codecs: z.array(rtpCodecParameters).max(16),
  headerExtensions: z
    .array(
      z.object({
        uri: rtpHeaderExtensionUriSchema,
        id: uint8,
        encrypt: z.boolean().exactOptional(),
        parameters: formatParameters.exactOptional(),
      }),
    )
    .max(32)
    .exactOptional(),
  encodings: z.array(rtpEncodingParameters).max(8).exactOptional(),
  rtcp: z
    .object({ cname: shortText.exactOptional(), reducedSize: z.boolean().exactOptional() })
    .exactOptional(),
  msid: shortText.exactOptional(),
});
export type RtpParameters = z.output<typeof rtpParametersSchema>;

/** Credentials of the server's end of ICE (RFC 8445); the server is ICE lite. */
export const iceParametersSchema = z.object({
  usernameFragment: shortText,
  password: shortText,
  iceLite: z.boolean().exactOptional(),
});
export type IceParameters = z.output<typeof iceParametersSchema>;

/** One address of the server's end. `tcpType` is `passive`: the client opens the connection (RFC 6544). */
export const iceCandidateSchema = z.object({
  foundation: shortText,
  priority: uint32,
  ip: shortText,
  address: shortText,
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(1).max(65_535),
  type: z.literal('host'),
  tcpType: z.literal('passive').exactOptional(),
});
export type IceCandidate = z.output<typeof iceCandidateSchema>;

/** Role and certificate fingerprints of one end of DTLS (RFC 8122). */
export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: shortText,
      }),
    )
    .min(1)
    .max(8),
});
export type DtlsParameters = z.output<typeof dtlsParametersSchema>;

/** The server's end of SCTP (RFC 8831). Sizes in bytes. */
export const sctpParametersSchema = z.object({
  port: z.int().min(1).max(65_535),
  maxSendMessageSize: uint32,
  maxReceiveMessageSize: uint32,
  OS: z.int().exactOptional(),
  MIS: z.int().exactOptional(),
  maxMessageSize: uint32.exactOptional(),
});
export type SctpParameters = z.output<typeof sctpParametersSchema>;

/** One data channel. `maxPacketLifeTime` in milliseconds. */
export const sctpStreamParametersSchema = z.object({
  streamId: z.int().min(0).max(65_534),
  ordered: z.boolean().exactOptional(),
  maxPacketLifeTime: z.int().min(0).max(65_535).exactOptional(),
  maxRetransmits: z.int().min(0).max(65_535).exactOptional(),
});
export type SctpStreamParameters = z.output<typeof sctpStreamParametersSchema>;
