/** Bytes of an RTP header without extension (RFC 3550, 5.1). */
const HEADER_BYTES = 12;
const VERSION = 0x80;
const EXTENSION_BIT = 0x10;
const MARKER_BIT = 0x80;
/** Profile of one-byte header extensions (RFC 8285, 4.2). */
const ONE_BYTE_PROFILE = 0xbede;

/** VP8 payload descriptor (RFC 7741, 4.2): extension present, start of partition, picture id present and 15 bits. */
const VP8_X = 0x80;
const VP8_S = 0x10;
const VP8_I = 0x80;
const VP8_M = 0x80;
const VP8_DESCRIPTOR_BYTES = 4;
/** Leaves room for IP, TCP framing, SRTP and the header extensions mediasoup adds. */
const MOST_PAYLOAD_BYTES = 1_150;

/** RTCP payload-specific feedback (RFC 4585, 6.1). */
const RTCP_PSFB = 206;
const PLI = 1;
const FIR = 4;

/** Where one RTP stream stands; `sequenceNumber` and `pictureId` are the next ones to be used. */
export interface RtpStream {
  readonly ssrc: number;
  readonly payloadType: number;
  sequenceNumber: number;
}

/** See {@link RtpStream}. */
export interface Vp8Stream extends RtpStream {
  pictureId: number;
}

function writeHeader(stream: RtpStream, timestamp: number, isMarked: boolean, extension: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = VERSION | (extension.length > 0 ? EXTENSION_BIT : 0);
  header[1] = (isMarked ? MARKER_BIT : 0) | stream.payloadType;
  header.writeUInt16BE(stream.sequenceNumber, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(stream.ssrc, 8);
  stream.sequenceNumber = (stream.sequenceNumber + 1) & 0xffff;
  return Buffer.concat([header, extension]);
}

/**
 * Cuts one VP8 picture into RTP packets (RFC 7741): each begins with a descriptor that carries the picture id, the
 * first one says that the partition starts, the last one has the marker.
 * @param timestamp in 1/90,000 s; wrapped to 32 bits
 */
export function packVp8(stream: Vp8Stream, picture: Buffer, timestamp: number): Buffer[] {
  const packets: Buffer[] = [];
  const most = MOST_PAYLOAD_BYTES - VP8_DESCRIPTOR_BYTES;
  // Pieces of equal size: one tiny last packet would cost as much as a full one.
  const size = Math.ceil(picture.length / Math.ceil(picture.length / most));
  for (let start = 0; start < picture.length; start += size) {
    const descriptor = Buffer.from([
      VP8_X | (start === 0 ? VP8_S : 0),
      VP8_I,
      VP8_M | (stream.pictureId >> 8),
      stream.pictureId & 0xff,
    ]);
    const isLast = start + size >= picture.length;
    const header = writeHeader(stream, timestamp, isLast, Buffer.alloc(0));
    packets.push(Buffer.concat([header, descriptor, picture.subarray(start, start + size)]));
  }
  stream.pictureId = (stream.pictureId + 1) & 0x7fff;
  return packets;
}

/**
 * Puts one Opus packet into an RTP packet (RFC 7587), with its loudness as header extension (RFC 6464).
 * @param timestamp in 1/48,000 s; wrapped to 32 bits
 * @param levelExtensionId id of the extension, 1 to 14
 * @param level loudness in -dBov, 0 to 127
 */
export function packOpus(
  stream: RtpStream,
  sound: Buffer,
  timestamp: number,
  { levelExtensionId, level }: { levelExtensionId: number; level: number },
): Buffer {
  const extension = Buffer.alloc(8);
  extension.writeUInt16BE(ONE_BYTE_PROFILE, 0);
  extension.writeUInt16BE(1, 2);
  extension[4] = levelExtensionId << 4;
  extension[5] = level;
  return Buffer.concat([writeHeader(stream, timestamp, false, extension), sound]);
}

/**
 * Whether a compound RTCP packet asks for a whole picture: Picture Loss Indication (RFC 4585, 6.3.1) or Full Intra
 * Request (RFC 5104, 4.3.1).
 */
export function asksForKeyFrame(rtcp: Buffer): boolean {
  for (let offset = 0; offset + 4 <= rtcp.length; ) {
    const format = rtcp.readUInt8(offset) & 0x1f;
    if (rtcp.readUInt8(offset + 1) === RTCP_PSFB && (format === PLI || format === FIR)) return true;
    offset += 4 * (rtcp.readUInt16BE(offset + 2) + 1);
  }
  return false;
}
