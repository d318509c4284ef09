import type { KdbxBinary } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';

const FIELD = { end: 0, streamId: 1, streamKey: 2, binary: 3 } as const;
const FIELD_START = 5;
const PROTECTED = 0x01;
const LONGEST_KEY = 1024;

/** What stands before the XML in KDBX 4. */
export interface InnerHeader {
  streamId: number;
  streamKey: Buffer;
  readonly binaries: KdbxBinary[];
}

/** Reads the inner header from pieces as they come. */
export class InnerHeaderReader {
  readonly header: InnerHeader = { streamId: 0, streamKey: Buffer.alloc(0), binaries: [] };
  readonly #start = Buffer.alloc(FIELD_START);
  #startFilled = 0;
  #value: Buffer | undefined;
  #valueFilled = 0;
  #bytesLeft: number;

  /** @param limit bytes that all fields together may have */
  constructor(limit: number) {
    this.#bytesLeft = limit;
  }

  /**
   * Reads on.
   * @returns what is left of the piece once the header is complete, undefined before that
   * @throws KdbxFailure `too-large`, `damaged`
   */
  write(piece: Buffer): Buffer | undefined {
    let rest = piece;
    while (rest.length > 0) {
      if (!this.#value) {
        const taken = rest.copy(this.#start, this.#startFilled);
        this.#startFilled += taken;
        rest = rest.subarray(taken);
        if (this.#startFilled < FIELD_START) return undefined;
        this.#value = this.#room(this.#start.readUInt32LE(1));
      }
      const taken = rest.copy(this.#value, this.#valueFilled);
      this.#valueFilled += taken;
      rest = rest.subarray(taken);
      if (this.#valueFilled < this.#value.length) return undefined;
      if (this.#take(this.#start[0] as number, this.#value)) return rest;
      this.#value = undefined;
      this.#startFilled = 0;
      this.#valueFilled = 0;
    }
    return undefined;
  }

  /** Memory of its own for an attachment: it will be overwritten, and nothing else with it. */
  #room(length: number): Buffer {
    this.#bytesLeft -= length + FIELD_START;
    if (this.#bytesLeft < 0) throw new KdbxFailure('too-large');
    return Buffer.allocUnsafeSlow(length);
  }

  #take(id: number, value: Buffer): boolean {
    if (id === FIELD.streamId) {
      if (value.length !== 4) throw new KdbxFailure('damaged');
      this.header.streamId = value.readUInt32LE();
    } else if (id === FIELD.streamKey) {
      if (value.length > LONGEST_KEY) throw new KdbxFailure('damaged');
      this.header.streamKey = value;
    } else if (id === FIELD.binary) {
      const isProtected = ((value[0] ?? 0) & PROTECTED) !== 0;
      this.header.binaries.push({ isProtected, content: value.subarray(1) });
    }
    return id === FIELD.end;
  }
}

function* field(id: number, ...parts: readonly Uint8Array[]): Generator<Uint8Array> {
  const start = Buffer.alloc(FIELD_START);
  start.writeUInt8(id);
  start.writeUInt32LE(
    parts.reduce((sum, part) => sum + part.length, 0),
    1,
  );
  yield start;
  yield* parts;
}

/** Writes the inner header, piece by piece. */
export function* writeInnerHeader(header: InnerHeader): Generator<Uint8Array> {
  yield* field(FIELD.streamId, Buffer.of(header.streamId, 0, 0, 0));
  yield* field(FIELD.streamKey, header.streamKey);
  for (const { isProtected, content } of header.binaries) {
    yield* field(FIELD.binary, Buffer.of(isProtected ? PROTECTED : 0), content);
  }
  yield* field(FIELD.end);
}
