import {
  clientNotificationSchemas,
  clientRequestSchemas,
  serverNotificationSchemas,
  serverRequestSchemas,
} from '../../src/shared/features/meetings/signaling.model';
import {
  SIGNALING_CLOSE_CODES,
  signalingCloseReason,
} from '../../src/shared/features/meetings/signaling-close.model';

const iceCandidate = {
  foundation: 'tcpcandidate',
  priority: 1_076_276_479,
  ip: '127.0.0.1',
  address: '127.0.0.1',
  protocol: 'tcp',
  port: 40_000,
  type: 'host',
  tcpType: 'passive',
};
const fingerprint = { algorithm: 'sha-256', value: 'A5:A5' };
const rtpParameters = {
  mid: '0',
  msid: 'stream track',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      parameters: { 'x-google-start-bitrate': 1_000 },
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    },
  ],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1, encrypt: false, parameters: {} },
    { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time', id: 4 },
  ],
  encodings: [
    { ssrc: 4_294_967_295, rtx: { ssrc: 2 }, scalabilityMode: 'L1T3', maxBitrate: 500_000, dtx: true },
  ],
  rtcp: { cname: 'c', reducedSize: true },
};
const rtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: { minptime: 10, useinbandfec: 1 },
      rtcpFeedback: [{ type: 'transport-cc' }],
    },
  ],
  headerExtensions: [
    {
      kind: 'audio',
      uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
      preferredId: 10,
      preferredEncrypt: false,
      direction: 'sendrecv',
    },
  ],
};
const device = { flag: 'chrome', name: 'Chrome', version: '130' };
const peer = { peerId: 'p', displayName: 'Amira Yıldız', device };
const score = { score: 9, producerScore: 10, producerScores: [0, 10] };
const sctpStreamParameters = { streamId: 1, ordered: false, maxRetransmits: 2 };

/** One sound message of each name. That every name is here is checked below. */
const requestsOfClient = {
  getRouterRtpCapabilities: { data: {}, response: { routerRtpCapabilities: rtpCapabilities } },
  createWebRtcTransport: {
    data: { forceTcp: true, appData: { direction: 'producer' } },
    response: {
      transportId: 't',
      iceParameters: { usernameFragment: 'u', password: 'p', iceLite: true },
      iceCandidates: [iceCandidate],
      dtlsParameters: { role: 'auto', fingerprints: [fingerprint] },
      sctpParameters: {
        port: 5_000,
        maxSendMessageSize: 1,
        maxReceiveMessageSize: 1,
        OS: 1,
        MIS: 1,
        maxMessageSize: 1,
      },
    },
  },
  connectWebRtcTransport: {
    data: { transportId: 't', dtlsParameters: { fingerprints: [fingerprint] } },
    response: {},
  },
  join: {
    data: { displayName: 'Amira', device, rtpCapabilities },
    response: { peers: [peer], extensions: [] },
  },
  produce: {
    data: { transportId: 't', kind: 'video', rtpParameters, appData: { source: 'screensharing' } },
    response: { producerId: 'p' },
  },
  produceData: {
    data: {
      transportId: 't',
      sctpStreamParameters,
      label: 'chat',
      protocol: '',
      appData: { channel: 'chat' },
    },
    response: { dataProducerId: 'd' },
  },
  restartIce: {
    data: { transportId: 't' },
    response: { iceParameters: { usernameFragment: 'u', password: 'p' } },
  },
  getTransportStats: { data: { transportId: 't' }, response: { stats: [{ type: 'webrtc-transport' }] } },
  getProducerStats: { data: { producerId: 'p' }, response: { stats: [] } },
  getConsumerStats: { data: { consumerId: 'c' }, response: { stats: [] } },
};

const notificationsOfClient = {
  closeProducer: { producerId: 'p' },
  pauseProducer: { producerId: 'p' },
  resumeProducer: { producerId: 'p' },
  pauseConsumer: { consumerId: 'c' },
  resumeConsumer: { consumerId: 'c' },
  requestConsumerKeyFrame: { consumerId: 'c' },
  setConsumerPreferredLayers: { consumerId: 'c', spatialLayer: 2, temporalLayer: 1 },
  setConsumerPriority: { consumerId: 'c', priority: 255 },
  changeDisplayName: { displayName: 'Amira' },
};

const requestsOfServer = {
  newConsumer: {
    peerId: 'p',
    transportId: 't',
    consumerId: 'c',
    producerId: 'q',
    kind: 'video',
    rtpParameters,
    type: 'simulcast',
    producerPaused: false,
    consumerScore: score,
    appData: { peerId: 'p', source: 'video' },
  },
  newDataConsumer: {
    transportId: 't',
    dataConsumerId: 'd',
    dataProducerId: 'q',
    sctpStreamParameters,
    label: 'bot',
    protocol: '',
    appData: { channel: 'bot' },
  },
};

const notificationsOfServer = {
  mediasoupVersion: { version: '3.27.1' },
  newPeer: { peer },
  peerClosed: { peerId: 'p' },
  peerDisplayNameChanged: { peerId: 'p', displayName: 'A', oldDisplayName: 'B' },
  producerScore: { producerId: 'p', score: [{ encodingIdx: 0, ssrc: 1, rid: 'r0', score: 10 }] },
  consumerScore: { consumerId: 'c', score },
  consumerPaused: { consumerId: 'c' },
  consumerResumed: { consumerId: 'c' },
  consumerClosed: { consumerId: 'c' },
  consumerLayersChanged: { consumerId: 'c', layers: { spatialLayer: 0, temporalLayer: 0 } },
  dataConsumerClosed: { dataConsumerId: 'd' },
  speakingPeers: { peerVolumes: [{ peerId: 'p', volume: -30 }] },
  activeSpeaker: { peerId: 'p' },
};

test('every name has a sound example here, and nothing of an example is lost', () => {
  for (const [name, { data, response }] of Object.entries(requestsOfClient)) {
    const schemas = clientRequestSchemas[name as keyof typeof clientRequestSchemas];
    expect(schemas.data.parse(data)).toEqual(data);
    expect(schemas.response.parse(response)).toEqual(response);
  }
  for (const [name, data] of Object.entries(notificationsOfClient)) {
    expect(clientNotificationSchemas[name as keyof typeof clientNotificationSchemas].parse(data)).toEqual(
      data,
    );
  }
  for (const [name, data] of Object.entries(requestsOfServer)) {
    const schemas = serverRequestSchemas[name as keyof typeof serverRequestSchemas];
    expect(schemas.data.parse(data)).toEqual(data);
    expect(schemas.response.parse({})).toEqual({});
  }
  for (const [name, data] of Object.entries(notificationsOfServer)) {
    expect(serverNotificationSchemas[name as keyof typeof serverNotificationSchemas].parse(data)).toEqual(
      data,
    );
  }
  expect(Object.keys(clientRequestSchemas)).toEqual(Object.keys(requestsOfClient));
  expect(Object.keys(clientNotificationSchemas)).toEqual(Object.keys(notificationsOfClient));
  expect(Object.keys(serverRequestSchemas)).toEqual(Object.keys(requestsOfServer));
  expect(Object.keys(serverNotificationSchemas)).toEqual(Object.keys(notificationsOfServer));
});

test('what may be left out may be left out', () => {
  expect(serverNotificationSchemas.activeSpeaker.parse({})).toEqual({});
  expect(serverNotificationSchemas.consumerLayersChanged.parse({ consumerId: 'c' })).toEqual({
    consumerId: 'c',
  });
  expect(
    clientRequestSchemas.join.data.parse({ displayName: 'A', device: { flag: 'x', name: 'y' } }),
  ).toBeDefined();
  // The mediasoup demo announces no extensions.
  expect(clientRequestSchemas.join.response.parse({ peers: [] })).toEqual({ peers: [] });
});

test('unknown fields are dropped, also deep inside', () => {
  const { produce } = clientRequestSchemas;
  const sound = requestsOfClient.produce.data;
  const [codec] = rtpParameters.codecs;
  const swollen = {
    ...sound,
    blob: 'x',
    rtpParameters: { ...rtpParameters, blob: 'x', codecs: [{ ...codec, blob: 'x' }] },
    appData: { ...sound.appData, blob: 'x' },
  };
  expect(produce.data.parse(swollen)).toEqual(sound);
  // Others show a peer's address; ours does not pass it on.
  const shown = serverNotificationSchemas.newPeer.parse({ peer: { ...peer, remoteAddress: '10.0.0.1' } });
  expect(shown).toEqual({ peer });
});

const { produce, join, connectWebRtcTransport, produceData } = requestsOfClient;
const withParameters = (parameters: unknown) => ({ ...produce.data, rtpParameters: parameters });
test.each([
  [
    'produce',
    'a number too wide for RTP',
    withParameters({ ...rtpParameters, encodings: [{ ssrc: 2 ** 32 }] }),
  ],
  ['produce', 'a fraction', withParameters({ ...rtpParameters, encodings: [{ ssrc: 1.5 }] })],
  ['produce', 'too many encodings', withParameters({ ...rtpParameters, encodings: Array(9).fill({}) })],
  [
    'produce',
    'a long parameter',
    withParameters({ codecs: [{ ...rtpParameters.codecs[0], parameters: { a: 'x'.repeat(401) } }] }),
  ],
  [
    'produce',
    'a nested parameter',
    withParameters({ codecs: [{ ...rtpParameters.codecs[0], parameters: { a: {} } }] }),
  ],
  [
    'produce',
    'too many parameters',
    withParameters({
      codecs: [
        {
          ...rtpParameters.codecs[0],
          parameters: Object.fromEntries(Array.from({ length: 33 }, (_item, index) => [index, 1])),
        },
      ],
    }),
  ],
  [
    'produce',
    'an unknown header extension',
    withParameters({ ...rtpParameters, headerExtensions: [{ uri: 'urn:x', id: 1 }] }),
  ],
  ['produce', 'an unknown source', { ...produce.data, appData: { source: 'cinema' } }],
  ['join', 'no name', { ...join.data, displayName: '   ' }],
  ['join', 'a long name', { ...join.data, displayName: 'x'.repeat(101) }],
  [
    'connectWebRtcTransport',
    'no fingerprint',
    { ...connectWebRtcTransport.data, dtlsParameters: { fingerprints: [] } },
  ],
  ['produceData', 'a channel that is no name', { ...produceData.data, appData: { channel: '../x' } }],
] as const)('%s with %s is refused', (name, _what, data) => {
  expect(clientRequestSchemas[name].data.safeParse(data).success).toBe(false);
});

test('close codes are the application’s own, each is one reason, and codes of others are none', () => {
  const codes = Object.values(SIGNALING_CLOSE_CODES);
  expect(new Set(codes).size).toBe(codes.length);
  for (const [reason, code] of Object.entries(SIGNALING_CLOSE_CODES)) {
    expect(code).toBeGreaterThanOrEqual(4_000);
    expect(code).toBeLessThan(5_000);
    // protoo's own code for "do not come back".
    expect(code).not.toBe(4_000);
    expect(signalingCloseReason(code)).toBe(reason);
  }
  for (const code of [1000, 1001, 1006, 4000]) expect(signalingCloseReason(code)).toBeUndefined();
});
