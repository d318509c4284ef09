import fc from 'fast-check';
import { asksForKeyFrame, packOpus, packVp8 } from '../../../../city/meetings/rtp-packets';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));

test('a VP8 picture is cut into packets that can be put together again (RFC 7741)', () => {
  fc.assert(
    fc.property(
      bytes(1, 20_000),
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0, max: 0x7fff }),
      fc.integer({ min: 0, max: 2 ** 40 }),
      (picture, sequenceNumber, pictureId, timestamp) => {
        const stream = { ssrc: 0xdead_beef, payloadType: 101, sequenceNumber, pictureId };
        const packets = packVp8(stream, picture, timestamp);
        packets.forEach((packet, index) => {
          expect(packet.length).toBeLessThanOrEqual(1_200);
          expect(packet[0]).toBe(0x80);
          expect((packet[1] ?? 0) & 0x7f).toBe(101);
          expect((packet[1] ?? 0) >> 7).toBe(index === packets.length - 1 ? 1 : 0);
          expect(packet.readUInt16BE(2)).toBe((sequenceNumber + index) % 0x1_0000);
          expect(packet.readUInt32BE(4)).toBe(timestamp % 2 ** 32);
          expect(packet.readUInt32BE(8)).toBe(0xdead_beef);
          expect(packet[12]).toBe(index === 0 ? 0x90 : 0x80);
          expect(packet[13]).toBe(0x80);
          expect(packet.readUInt16BE(14)).toBe(0x8000 | pictureId);
        });
        expect(Buffer.concat(packets.map((packet) => packet.subarray(16)))).toEqual(picture);
        expect(stream.sequenceNumber).toBe((sequenceNumber + packets.length) % 0x1_0000);
        expect(stream.pictureId).toBe((pictureId + 1) % 0x8000);
      },
    ),
  );
});

test('an Opus packet carries its loudness as a one-byte header extension (RFC 6464)', () => {
  const stream = { ssrc: 7, payloadType: 100, sequenceNumber: 0xffff };
  const packet = packOpus(stream, Buffer.from('opus'), 960, { levelExtensionId: 1, level: 42 });
  expect(packet.toString('hex')).toBe(
    ['90', '64', 'ffff', '000003c0', '00000007', 'bede', '0001', '10', '2a', '0000', '6f707573'].join(''),
  );
  expect(stream.sequenceNumber).toBe(0);
});

const receiverReport = Buffer.from('80c90001000000ff', 'hex');
const pli = Buffer.from('81ce0002000000ff000000aa', 'hex');
const fir = Buffer.from('84ce0004000000ff00000000000000aa01000000', 'hex');
const nack = Buffer.from('81cd0003000000ff000000aa00010000', 'hex');

test.each([
  ['PLI', pli, true],
  ['FIR', fir, true],
  ['PLI after a receiver report', Buffer.concat([receiverReport, pli]), true],
  ['receiver report', receiverReport, false],
  ['NACK', nack, false],
  ['nothing', Buffer.alloc(0), false],
  ['a stump', pli.subarray(0, 3), false],
])('%s asks for a key frame or not', (_name, rtcp, asks) => {
  expect(asksForKeyFrame(rtcp)).toBe(asks);
});
