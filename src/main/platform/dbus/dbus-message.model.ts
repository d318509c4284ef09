/**
 * Messages of the D-Bus protocol, as far as signals are listened to and the bus itself is asked: D-Bus Specification,
 * "Message Protocol". Everything is refused that is not of the protocol or larger than what is listened to can be.
 */

/** `METHOD_CALL` and its kin. */
export const MESSAGE_TYPES = { call: 1, answer: 2, error: 3, signal: 4 } as const;
export type MessageType = keyof typeof MESSAGE_TYPES;

/** Codes of the header fields that are used, and the type of their value. */
const FIELDS = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  replyTo: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;
type FieldName = keyof typeof FIELDS;

/** A message. The body is left as it came, but for a first value that is a boolean or a whole number. */
export interface BusMessage {
  readonly type: MessageType;
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly destination?: string;
  readonly sender?: string;
  /** Serial of the call that this answers. */
  readonly replyTo?: number;
  /** The first value, where it is a text (`s`), a boolean (`b`: 0 or 1) or a whole number (`u`). */
  readonly value?: string | number;
}

/** What to send; the value is the only one, a text or a boolean. */
export type OutgoingMessage = Omit<BusMessage, 'value'> & { readonly value?: string | boolean };

/** What is listened to is far smaller. The protocol allows 128 MiB. */
const LONGEST = 65_536;
const FIXED_HEADER = 16;
const LITTLE_ENDIAN = 0x6c;
const BIG_ENDIAN = 0x42;

/** Thrown when the other side does not speak the protocol, or says too much at once. */
export class NotDbus extends Error {
  constructor() {
    super('not a D-Bus message');
    this.name = 'NotDbus';
  }
}

const align = (offset: number, to: number) => Math.ceil(offset / to) * to;

/** The message as bytes, little-endian. */
export function encodeMessage(message: OutgoingMessage): Uint8Array {
  const { value } = message;
  const body: number[] = [];
  if (typeof value === 'string') text(body, value);
  if (typeof value === 'boolean') number(body, value ? 1 : 0);
  const signature = { string: 's', boolean: 'b' }[typeof value as string];
  const fields: number[] = [];
  for (const [name, [code, kind]] of Object.entries(FIELDS)) {
    const field = name === 'signature' ? signature : message[name as Exclude<FieldName, 'signature'>];
    if (field === undefined) continue;
    while (fields.length % 8) fields.push(0);
    fields.push(code, 1, kind.charCodeAt(0), 0);
    if (typeof field === 'number') number(fields, field);
    else if (kind === 'g') fields.push(field.length, ...new TextEncoder().encode(field), 0);
    else text(fields, field);
  }
  const header = [LITTLE_ENDIAN, MESSAGE_TYPES[message.type], 0, 1];
  number(header, body.length);
  number(header, message.serial);
  number(header, fields.length);
  const all = [...header, ...fields];
  while (all.length % 8) all.push(0);
  return Uint8Array.from([...all, ...body]);
}

function number(to: number[], value: number): void {
  while (to.length % 4) to.push(0);
  to.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}

function text(to: number[], value: string): void {
  const bytes = new TextEncoder().encode(value);
  number(to, bytes.length);
  to.push(...bytes, 0);
}

/**
 * Reads the first message of what has come in.
 * @returns undefined while it is not there as a whole; `length` is how many bytes it takes
 * @throws NotDbus
 */
export function decodeMessage(
  bytes: Uint8Array,
): { readonly length: number; readonly message: BusMessage } | undefined {
  if (bytes.length < FIXED_HEADER) return undefined;
  const isLittle = bytes[0] === LITTLE_ENDIAN;
  if (!isLittle && bytes[0] !== BIG_ENDIAN) throw new NotDbus();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [bodyLength, fieldsLength] = [view.getUint32(4, isLittle), view.getUint32(12, isLittle)];
  const bodyStart = align(FIXED_HEADER + fieldsLength, 8);
  const length = bodyStart + bodyLength;
  if (length > LONGEST || bytes[3] !== 1) throw new NotDbus();
  if (bytes.length < length) return undefined;
  const reader = new Reader(view, isLittle, FIXED_HEADER, FIXED_HEADER + fieldsLength);
  const fields = readFields(reader);
  const type = Object.entries(MESSAGE_TYPES).find(([, code]) => code === bytes[1])?.[0];
  // Types unknown to us are to be ignored: told as a signal without a name, which nobody listens to.
  const known = (type ?? 'signal') as MessageType;
  const { signature, ...named } = type ? fields : {};
  const body = new Reader(view, isLittle, bodyStart, length);
  const value = typeof signature === 'string' ? body.value(signature[0]) : undefined;
  const message = { type: known, serial: view.getUint32(8, isLittle), ...named };
  return { length, message: value === undefined ? message : { ...message, value } };
}

function readFields(reader: Reader): { [K in FieldName]?: K extends 'replyTo' ? number : string } {
  const found: Record<string, string | number> = {};
  const byCode = new Map<number, string>(Object.entries(FIELDS).map(([name, [code]]) => [code, name]));
  while (!reader.isAtEnd) {
    reader.align(8);
    const code = reader.byte();
    const kind = reader.value('g');
    const value = reader.value(String(kind));
    // The only header field of another kind counts file descriptors, which are never agreed on.
    if (value === undefined) throw new NotDbus();
    const name = byCode.get(code);
    if (name && FIELDS[name as FieldName][1] === kind) found[name] = value;
  }
  return found;
}

/** Reads values one after the other; every step is checked to lie within the end. */
class Reader {
  readonly #view: DataView;
  readonly #isLittle: boolean;
  readonly #end: number;
  #at: number;

  constructor(view: DataView, isLittle: boolean, start: number, end: number) {
    this.#view = view;
    this.#isLittle = isLittle;
    this.#at = start;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#end;
  }

  align(to: number): void {
    this.#at = align(this.#at, to);
  }

  byte(): number {
    return this.#view.getUint8(this.#step(1));
  }

  /** A text, a number or a boolean; undefined for all other types. */
  value(type: string | undefined): string | number | undefined {
    if (type === 'b' || type === 'u') {
      this.align(4);
      return this.#view.getUint32(this.#step(4), this.#isLittle);
    }
    if (type === 's' || type === 'o') return this.#text(Number(this.value('u')));
    return type === 'g' ? this.#text(this.byte()) : undefined;
  }

  #text(length: number): string {
    const start = this.#step(length + 1);
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length);
    return new TextDecoder().decode(bytes);
  }

  #step(length: number): number {
    const start = this.#at;
    if (start + length > this.#end) throw new NotDbus();
    this.#at = start + length;
    return start;
  }
}
