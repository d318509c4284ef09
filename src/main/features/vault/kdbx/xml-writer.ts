import { storableText } from './field-formats';
import type { SecretText, XmlElement } from './kdbx.model';
import type { KeyStream } from './key-stream';
import { isSecretText } from './secret-text';
import type { XmlAttributes } from './xml-tokens';

/** Characters collected before they are given on as bytes. */
const PIECE_CHARACTERS = 65_536;

/** What cannot stand as it is; a return would be read as a line feed, so it is written by its number. */
const SPECIAL = /[&<>\r\uFFFE\uFFFF\uD800-\uDFFF]|[^\t\n\x20-\uFFFF]/;
const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

const escapeText = (text: string) =>
  SPECIAL.test(text)
    ? storableText(text).replace(/[&<>\r]/g, (character) => ESCAPES[character] as string)
    : text;
const escapeAttribute = (value: string) =>
  storableText(value).replace(/[&<>"\r\n\t]/g, (character) => ESCAPES[character] as string);

const attributeText = (attributes: XmlAttributes | undefined) =>
  attributes
    ? Object.entries(attributes)
        .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
        .join('')
    : '';

/** An element that is being written. */
interface Level {
  readonly name: string;
  readonly unknown: readonly XmlElement[];
  /** Notes on its children, by their name and key. */
  readonly notes: ReadonlyMap<string, XmlElement> | undefined;
}

const isNote = (element: XmlElement) => element.name.startsWith('@');
const NOTHING: readonly XmlElement[] = [];
const noteKey = (name: string, key: unknown) => (typeof key === 'string' ? `@${name}\0${key}` : `@${name}`);

function notesIn(unknown: readonly XmlElement[]): Map<string, XmlElement> | undefined {
  if (!unknown.some(isNote)) return undefined;
  const notes = unknown.filter(isNote);
  return new Map(notes.map((note) => [noteKey(note.name.slice(1), note.children[0]), note]));
}

/**
 * Writes XML in pieces. Each element is given what its model keeps as unknown: unknown elements are written at its
 * end, unknown attributes on it and on those of its children they belong to.
 */
export class XmlWriter {
  readonly #stream: KeyStream | undefined;
  readonly #indents: boolean;
  readonly #levels: Level[] = [];
  #text: string;

  /**
   * @param stream enciphers secrets, in the order in which they are written; without one they are written in the
   *   clear and marked `ProtectInMemory`
   * @param indents lays it out with tabs, for people
   */
  constructor({ stream, indents }: { stream?: KeyStream; indents: boolean }) {
    this.#stream = stream;
    this.#indents = indents;
    this.#text = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  }

  /** Whether so much was written that it should be taken. */
  get isFull(): boolean {
    return this.#text.length >= PIECE_CHARACTERS;
  }

  /** What was written since it was last taken. */
  take(): Buffer {
    const piece = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    return piece;
  }

  /** Begins an element that keeps its unknown itself. */
  open(name: string, unknown: readonly XmlElement[]): void {
    this.#begin(name, unknown.find((element) => element.name === '@')?.attributes, unknown);
  }

  /**
   * Begins an element whose unknown the one around it keeps.
   * @param key tells it from others of its name
   */
  openKept(name: string, key?: string): void {
    const kept = this.#note(name, key);
    const children = kept?.children.slice(key === undefined ? 0 : 1) ?? [];
    const unknown = children.filter(
      (child): child is XmlElement => typeof child === 'object' && 'name' in child,
    );
    this.#begin(name, kept?.attributes, unknown);
  }

  /** Ends the innermost element. */
  close(): void {
    const level = this.#levels.at(-1);
    if (!level) throw new Error('No element is open');
    for (const element of level.unknown) if (!isNote(element)) this.element(element);
    this.#levels.pop();
    this.#newLine();
    this.#text += `</${level.name}>`;
  }

  /** An element with nothing but text. */
  leaf(name: string, text: string, attributes?: XmlAttributes): void {
    const kept = this.#note(name)?.attributes;
    const written = attributes || kept ? attributeText({ ...attributes, ...kept }) : '';
    this.#newLine();
    this.#text += text === '' ? `<${name}${written}/>` : `<${name}${written}>${escapeText(text)}</${name}>`;
  }

  /** An element with nothing but a secret. */
  secret(name: string, secret: SecretText, attributes?: XmlAttributes): void {
    if (!this.#stream) {
      this.leaf(name, secret.text(), { ...attributes, ProtectInMemory: 'True' });
      return;
    }
    const bytes = secret.bytes();
    this.#stream.apply(bytes);
    this.leaf(name, Buffer.from(bytes.buffer).toString('base64'), { ...attributes, Protected: 'True' });
  }

  /** An element as it was read. */
  element({ name, attributes, children }: XmlElement): void {
    const [only] = children;
    if (children.length === 0) this.leaf(name, '', attributes);
    else if (children.length === 1 && typeof only === 'string') this.leaf(name, only, attributes);
    else if (children.length === 1 && isSecretText(only)) this.secret(name, only, attributes);
    else {
      this.#begin(name, attributes, NOTHING);
      for (const child of children) {
        if (typeof child === 'string') this.#text += escapeText(child);
        else if (!isSecretText(child)) this.element(child as XmlElement);
      }
      this.close();
    }
  }

  #begin(name: string, attributes: XmlAttributes | undefined, unknown: readonly XmlElement[]): void {
    this.#newLine();
    this.#text += `<${name}${attributeText(attributes)}>`;
    this.#levels.push({ name, unknown, notes: notesIn(unknown) });
  }

  /** What the innermost element keeps on a child of that name. */
  #note(name: string, key?: string): XmlElement | undefined {
    return this.#levels.at(-1)?.notes?.get(noteKey(name, key));
  }

  #newLine(): void {
    if (this.#indents) this.#text += `\n${'\t'.repeat(this.#levels.length)}`;
  }
}
