import { KdbxFailure, type KdbxProblem } from './kdbx-problem.model';

/** Reads a buffer from front to back; what is not there is a {@link KdbxFailure}. */
export class ByteReader {
  readonly #bytes: Buffer;
  readonly #missing: KdbxProblem;
  position: number;

  /** @param missing what it means when the buffer ends too early */
  constructor(bytes: Uint8Array, missing: KdbxProblem, position = 0) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#missing = missing;
    this.position = position;
  }

  get left(): number {
    return this.#bytes.length - this.position;
  }

  /** The next bytes, not copied. */
  take(length: number): Buffer {
    if (length > this.left) throw new KdbxFailure(this.#missing);
    const start = this.position;
    this.position += length;
    return this.#bytes.subarray(start, this.position);
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16LE();
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }
}
