import { connectionDetails } from '../../../../../../src/renderer/features/meetings/session/connection-details.model';
import {
  CAMERA_ENCODINGS,
  spatialLayer,
} from '../../../../../../src/renderer/features/meetings/session/picture-size.model';
import { rejoinDelay } from '../../../../../../src/renderer/features/meetings/session/rejoin.model';

test('waits longer from try to try, half of it by chance, 8 s at most', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => rejoinDelay(attempt, 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000,
  ]);
  expect([1, 5].map((attempt) => rejoinDelay(attempt, 0))).toEqual([250, 4_000]);
});

test.each([
  [90, 0],
  [225, 0],
  [226, 1],
  [450, 1],
  [451, 2],
  [2_160, 2],
])('a picture of %i lines is filled by layer %i', (height, layer) => {
  expect(spatialLayer({ width: 1, height })).toBe(layer);
});

test('the camera is sent once per layer, smallest first', () => {
  expect(CAMERA_ENCODINGS.map(({ scaleResolutionDownBy }) => 720 / scaleResolutionDownBy)).toEqual([
    180, 360, 720,
  ]);
});

test('sums up the statistics of both transports', () => {
  const sending = new Map(
    [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' },
      { id: 'P1', type: 'candidate-pair', localCandidateId: 'L1', currentRoundTripTime: 9 },
      { id: 'P2', type: 'candidate-pair', localCandidateId: 'L2', currentRoundTripTime: 0.0412 },
      { id: 'L1', type: 'local-candidate', protocol: 'udp' },
      { id: 'L2', type: 'local-candidate', protocol: 'tcp' },
      { id: 'A', type: 'outbound-rtp', kind: 'audio', packetsSent: 50 },
      { id: 'V1', type: 'outbound-rtp', kind: 'video', framesSent: 30 },
      { id: 'V2', type: 'outbound-rtp', kind: 'video', framesSent: 25 },
    ].map((stat) => [stat.id, stat] as const),
  );
  const receiving = new Map(
    [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P1' },
      { id: 'P1', type: 'candidate-pair', localCandidateId: 'L2', currentRoundTripTime: 0.02 },
      { id: 'L2', type: 'local-candidate', protocol: 'tcp' },
      { id: 'A', type: 'inbound-rtp', kind: 'audio', packetsReceived: 90, packetsLost: 10 },
      {
        id: 'V',
        type: 'inbound-rtp',
        kind: 'video',
        packetsReceived: 100,
        packetsLost: 0,
        framesDecoded: 12,
      },
    ].map((stat) => [stat.id, stat] as const),
  );
  expect(connectionDetails([sending, receiving])).toEqual({
    path: 'tcp',
    delayMs: 41,
    loss: 0.05,
    audioPacketsReceived: 90,
    audioPacketsSent: 50,
    framesDecoded: 12,
    framesSent: 30,
  });
});

test('what is not known yet is not made up', () => {
  expect(connectionDetails([new Map(), new Map()])).toEqual({
    audioPacketsReceived: 0,
    audioPacketsSent: 0,
    framesDecoded: 0,
    framesSent: 0,
  });
});
