import { KdbxFailure } from './kdbx-problem.model';

/** Attributes of an element by name; without a prototype, so that any name can be one. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Takes what {@link XmlTokens} reads. */
export interface XmlSink {
  /** Where false, text is not worth making a string of unless there is more to it than white space. */
  readonly wantsText: boolean;
  open(name: string, attributes: XmlAttributes | undefined): void;
  /** A piece of text; one text can come in several. */
  text(piece: string): void;
  close(): void;
}

export const XML_LIMITS = {
  depth: 512,
  attributes: 64,
  /** Bytes of a tag, a comment or a CDATA section. Text has no limit of its own: it is read in pieces. */
  token: 4 * 1_048_576,
} as const;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const BANG = 0x21;
const FIRST_NON_ASCII = 0x80;

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const COMMENT = Buffer.from('<!--');
const COMMENT_END = Buffer.from('-->');
const CDATA = Buffer.from('<![CDATA[');
const CDATA_END = Buffer.from(']]>');
const INSTRUCTION_END = Buffer.from('?>');

/** `&#x10FFFF;` is the longest reference there is; more digits than zeros need are no reason to wait. */
const LONGEST_REFERENCE = 16;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Short texts come again and again (names, field names, dates, "False"): each is made a string once. */
const REMEMBERED_TEXTS = 4096;
const LONGEST_REMEMBERED = 32;

/** What Qt, and so KeePassXC, takes for a name; without the rarest characters that XML would allow. */
const NAME = /^[\p{L}_:][\p{L}\p{M}\p{N}_:.\-·]*$/u;

const isSpace = (byte: number) => byte === SPACE || byte === LINE_FEED || byte === TAB || byte === RETURN;
const bad = () => new KdbxFailure('bad-xml');

function resolve(reference: string): string {
  const entity = ENTITIES[reference];
  if (entity !== undefined) return entity;
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(reference);
  const code = digits?.[1] ? Number.parseInt(digits[1], 16) : Number(digits?.[2] ?? Number.NaN);
  if (!(code <= 0x10ffff)) throw bad();
  return String.fromCodePoint(code);
}

function resolveAll(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]*)(;?)/g, (_, reference: string, end: string) => {
    if (!end) throw bad();
    return resolve(reference);
  });
}

/**
 * Reads XML of UTF-8 in whatever pieces it comes, strictly where it matters (elements close in order, one root, no
 * DTD and so no entities but the five) and leniently where a person would lose a file over it: control characters
 * that XML 1.0 forbids, as they are or as references, are text like any other.
 *
 * Our own instead of a general parser for three reasons: it makes strings only of what is wanted (a third of the
 * time), none of them holds on to the piece it was cut from (a third of the memory), and it has no doctype to attack.
 */
export class XmlTokens {
  readonly #sink: XmlSink;
  readonly #open: string[] = [];
  readonly #names = new Array<string>(REMEMBERED_TEXTS).fill('');
  readonly #remembered = new Array<string>(REMEMBERED_TEXTS).fill('');
  #buffer: Buffer = Buffer.alloc(0);
  #atStart = true;
  #hadRoot = false;

  constructor(sink: XmlSink) {
    this.#sink = sink;
  }

  /** Reads on. @throws KdbxFailure `bad-xml` */
  write(chunk: Uint8Array): void {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    this.#buffer = this.#buffer.length === 0 ? piece : Buffer.concat([this.#buffer, piece]);
    if (this.#atStart) {
      if (this.#buffer.length < BYTE_ORDER_MARK.length) return;
      this.#atStart = false;
      if (this.#startsWith(BYTE_ORDER_MARK, 0)) this.#buffer = this.#buffer.subarray(BYTE_ORDER_MARK.length);
    }
    this.#read(false);
  }

  /** Nothing more comes. @throws KdbxFailure `bad-xml` if the document is not complete */
  end(): void {
    this.#read(true);
    if (this.#buffer.length > 0 || this.#open.length > 0 || !this.#hadRoot) throw bad();
  }

  /** Reads what is complete and keeps the rest, in a copy of its own. */
  #read(isLast: boolean): void {
    const buffer = this.#buffer;
    let at = 0;
    while (at < buffer.length) {
      const next = buffer[at] === LESS ? this.#markup(at) : this.#textRun(at, isLast);
      if (next === at) break;
      at = next;
    }
    if (buffer.length - at > XML_LIMITS.token) throw bad();
    this.#buffer = at === buffer.length ? Buffer.alloc(0) : Buffer.from(buffer.subarray(at));
  }

  #startsWith(what: Buffer, at: number): boolean {
    if (at + what.length > this.#buffer.length) return false;
    for (let i = 0; i < what.length; i++) if (this.#buffer[at + i] !== what[i]) return false;
    return true;
  }

  /** Text up to the next markup. Answers where it ends; `start` if more must come first. */
  #textRun(start: number, isLast: boolean): number {
    const buffer = this.#buffer;
    let end = start;
    while (end < buffer.length && isSpace(buffer[end] as number)) end++;
    const isBlank = end === buffer.length || buffer[end] === LESS;
    if (isBlank && !this.#sink.wantsText) return end;
    let isPlain = true;
    let hash = 0;
    for (end = start; end < buffer.length; end++) {
      const byte = buffer[end] as number;
      if (byte === LESS) break;
      if (byte === AMPERSAND || byte === RETURN || byte >= FIRST_NON_ASCII) isPlain = false;
      hash = (hash * 31 + byte) | 0;
    }
    if (end === buffer.length && !isLast) {
      end = this.#cut(start, end);
      if (end === start) return start;
      hash = -1;
    }
    if (this.#open.length === 0) {
      if (!isBlank) throw bad();
      return end;
    }
    if (isPlain) this.#sink.text(this.#plain(start, end, hash));
    else this.#sink.text(resolveAll(lineEnds(buffer.toString('utf8', start, end))));
    return end;
  }

  /** Where text can be cut that goes on in the next piece: not within a character, a reference or a line end. */
  #cut(start: number, end: number): number {
    const buffer = this.#buffer;
    let cut = end;
    if (buffer[cut - 1] === RETURN) cut--;
    for (let back = 1; back <= 3 && cut - back >= start; back++) {
      const byte = buffer[cut - back] as number;
      if (byte < FIRST_NON_ASCII) break;
      if (byte < 0xc0) continue;
      const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      if (length > back) cut -= back;
      break;
    }
    for (let back = 1; back <= LONGEST_REFERENCE && cut - back >= start; back++) {
      const byte = buffer[cut - back] as number;
      if (byte === 0x3b) break;
      if (byte === AMPERSAND) return cut - back;
    }
    return cut;
  }

  /** An ASCII text as a string; a short one as the same string as last time. */
  #plain(start: number, end: number, hash: number): string {
    const buffer = this.#buffer;
    const length = end - start;
    if (length > LONGEST_REMEMBERED || hash === -1) return buffer.toString('latin1', start, end);
    const place = (hash ^ (hash >>> 12)) & (REMEMBERED_TEXTS - 1);
    const known = this.#remembered[place] as string;
    if (this.#holds(known, start, length)) return known;
    const text = buffer.toString('latin1', start, end);
    this.#remembered[place] = text;
    return text;
  }

  /** A name of an element or attribute: known ones are compared, others checked and made a string. */
  #name(start: number, end: number): string {
    const buffer = this.#buffer;
    const length = end - start;
    if (length === 0) throw bad();
    const ends =
      (buffer[start] as number) * 31 +
      (buffer[end - 1] as number) * 7 +
      (buffer[(start + end) >> 1] as number);
    const place = (ends * 31 + length) & (REMEMBERED_TEXTS - 1);
    const known = this.#names[place] as string;
    if (this.#holds(known, start, length)) return known;
    const name = buffer.toString('utf8', start, end);
    if (!NAME.test(name)) throw bad();
    if (length <= LONGEST_REMEMBERED && name.length === length) this.#names[place] = name;
    return name;
  }

  /** Whether this ASCII text stands there. */
  #holds(text: string, start: number, length: number): boolean {
    if (text.length !== length) return false;
    const buffer = this.#buffer;
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== buffer[start + i]) return false;
    return true;
  }

  /** What begins with `<`. Answers where it ends; `start` if more must come first. */
  #markup(start: number): number {
    const buffer = this.#buffer;
    if (start + 1 >= buffer.length) return start;
    const kind = buffer[start + 1];
    if (kind === SLASH) return this.#endTag(start);
    if (kind === BANG) return this.#declaration(start);
    if (kind === QUESTION) {
      const end = buffer.indexOf(INSTRUCTION_END, start + 2);
      return end < 0 ? start : end + INSTRUCTION_END.length;
    }
    return this.#startTag(start);
  }

  #declaration(start: number): number {
    const buffer = this.#buffer;
    if (this.#startsWith(COMMENT, start)) {
      const end = buffer.indexOf(COMMENT_END, start + COMMENT.length);
      return end < 0 ? start : end + COMMENT_END.length;
    }
    if (this.#startsWith(CDATA, start)) {
      const from = start + CDATA.length;
      const end = buffer.indexOf(CDATA_END, from);
      if (end < 0) return start;
      if (this.#open.length === 0) throw bad();
      this.#sink.text(lineEnds(buffer.toString('utf8', from, end)));
      return end + CDATA_END.length;
    }
    if (buffer.length - start < CDATA.length) return start;
    // A doctype: nobody writes one, and all it could bring is harm.
    throw bad();
  }

  #endTag(start: number): number {
    const buffer = this.#buffer;
    const expected = this.#open.at(-1);
    if (expected === undefined) throw bad();
    let end = start + 2 + expected.length;
    if (buffer[end] !== GREATER || !this.#holds(expected, start + 2, expected.length)) {
      end = buffer.indexOf(GREATER, start + 2);
      if (end < 0) return start;
      if (buffer.toString('utf8', start + 2, end).replace(/[ \t\r\n]+$/, '') !== expected) throw bad();
    }
    this.#open.pop();
    this.#sink.close();
    return end + 1;
  }

  #startTag(start: number): number {
    const buffer = this.#buffer;
    let at = start + 1;
    let byte = 0;
    for (; at < buffer.length; at++) {
      byte = buffer[at] as number;
      if (byte === GREATER || byte === SLASH || isSpace(byte)) break;
    }
    if (at === buffer.length) return start;
    const nameEnd = at;
    let attributes: Record<string, string> | undefined;
    if (byte === SLASH && buffer[at + 1] === GREATER) at++;
    else if (byte !== GREATER) {
      at = this.#tagEnd(at);
      if (at < 0) return start;
      attributes = this.#attributes(nameEnd, buffer[at - 1] === SLASH ? at - 1 : at);
    }
    const name = this.#name(start + 1, nameEnd);
    if (this.#open.length === 0) {
      if (this.#hadRoot) throw bad();
      this.#hadRoot = true;
    }
    if (this.#open.length === XML_LIMITS.depth) throw bad();
    this.#sink.open(name, attributes);
    if (buffer[at - 1] === SLASH) this.#sink.close();
    else this.#open.push(name);
    return at + 1;
  }

  /** The `>` that ends a tag: not one within quotes. -1 if it has not come yet. */
  #tagEnd(from: number): number {
    const buffer = this.#buffer;
    let quote = 0;
    for (let at = from; at < buffer.length; at++) {
      const byte = buffer[at] as number;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
      else if (byte === GREATER) return at;
      else if (byte === LESS) throw bad();
    }
    return -1;
  }

  #attributes(start: number, end: number): Record<string, string> | undefined {
    const buffer = this.#buffer;
    let attributes: Record<string, string> | undefined;
    let count = 0;
    let at = start;
    const skipSpace = () => {
      while (at < end && isSpace(buffer[at] as number)) at++;
    };
    for (skipSpace(); at < end; skipSpace()) {
      const nameStart = at;
      while (at < end && buffer[at] !== EQUALS && !isSpace(buffer[at] as number)) at++;
      const name = this.#name(nameStart, at);
      skipSpace();
      if (at === end || buffer[at] !== EQUALS) throw bad();
      at++;
      skipSpace();
      const quote = at < end ? buffer[at] : undefined;
      const valueStart = at + 1;
      const valueEnd = quote === QUOTE || quote === APOSTROPHE ? buffer.indexOf(quote, valueStart) : -1;
      if (valueEnd < 0 || valueEnd >= end) throw bad();
      const value = lineEnds(buffer.toString('utf8', valueStart, valueEnd)).replace(/[\t\n]/g, ' ');
      attributes ??= Object.create(null) as Record<string, string>;
      if (name in attributes || ++count > XML_LIMITS.attributes) throw bad();
      attributes[name] = resolveAll(value);
      at = valueEnd + 1;
    }
    return attributes;
  }
}

/** XML 1.0, section 2.11: every line end is read as one line feed. */
function lineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
