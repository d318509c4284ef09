import {
  ATTRIBUTES_COST,
  ELEMENT_COST,
  type Leaf,
  type LeafSetter,
  type Reading,
  type Shape,
  unknownAttributes,
} from './element-shape';
import { readFlag } from './field-formats';
import type { SecretText, XmlElement } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';
import type { KeyStream } from './key-stream';
import { createSecretText } from './secret-text';
import type { XmlAttributes, XmlSink } from './xml-tokens';

/** An element with elements in it that is being read. */
interface Frame {
  readonly name: string;
  readonly shape: Shape<unknown>;
  readonly target: unknown;
  readonly attributes: XmlAttributes | undefined;
  /** What is unknown in it, where its shape has no place for that. */
  extras: XmlElement[] | undefined;
}

/** An element we have no name for that is being read. */
interface UnknownFrame {
  readonly name: string;
  readonly attributes: XmlAttributes | undefined;
  readonly children: (XmlElement | string | SecretText)[];
  text: string;
}

const NO_ATTRIBUTES: XmlAttributes = Object.freeze(Object.create(null));
const isBlank = (text: string) => /^[ \t\n\r]*$/.test(text);
const isMarked = (attributes: XmlAttributes | undefined, mark: string) =>
  attributes !== undefined && readFlag(attributes[mark] ?? '') === true;

/** Builds the model from what {@link XmlTokens} reads, along the shapes of the elements; keeps all that is unknown. */
export class DocumentReader<T> implements XmlSink {
  readonly #reading: Reading;
  readonly #stream: KeyStream | undefined;
  readonly #frames: Frame[];
  readonly #unknown: UnknownFrame[] = [];
  #leaf: LeafSetter<unknown> | undefined;
  #leafName = '';
  #leafAttributes: XmlAttributes | undefined;
  #leafText = '';
  wantsText = false;

  /** @param stream deciphers protected values, in the order in which they stand */
  constructor(document: Shape<T>, target: T, reading: Reading, stream?: KeyStream) {
    this.#reading = reading;
    this.#stream = stream;
    this.#frames = [
      { name: '', shape: document as Shape<unknown>, target, attributes: undefined, extras: undefined },
    ];
  }

  open(name: string, attributes: XmlAttributes | undefined): void {
    if (attributes) this.#spend(ATTRIBUTES_COST);
    if (this.#unknown.length === 0 && !this.#leafName) {
      const frame = this.#top();
      const leaf = frame.shape.leaves.get(name);
      if (leaf) {
        this.#spend(1);
        this.#leaf = leaf;
        this.#leafName = name;
        this.#leafAttributes = attributes;
        this.#leafText = '';
        this.wantsText = true;
        return;
      }
      const nested = frame.shape.nested.get(name);
      if (nested) {
        this.#spend(nested.shape.cost ?? ELEMENT_COST);
        const target = nested.begin(frame.target);
        this.#frames.push({ name, shape: nested.shape, target, attributes, extras: undefined });
        return;
      }
    }
    this.#spend(2 * ELEMENT_COST);
    this.#unknown.push({ name, attributes, children: [], text: '' });
    this.wantsText = true;
  }

  text(piece: string): void {
    const unknown = this.#unknown.at(-1);
    if (unknown) unknown.text += piece;
    else if (this.#leafName) this.#leafText += piece;
  }

  close(): void {
    const unknown = this.#unknown.pop();
    if (unknown) this.#closeUnknown(unknown);
    else if (this.#leafName) this.#closeLeaf();
    else this.#closeFrame();
    this.wantsText = this.#unknown.length > 0 || this.#leafName !== '';
  }

  #spend(cost: number): void {
    this.#reading.costLeft -= cost;
    if (this.#reading.costLeft < 0) throw new KdbxFailure('too-large');
  }

  #top(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  /** Deciphers a protected text. */
  #decipher(text: string): SecretText {
    const bytes = Buffer.from(text, 'base64');
    this.#stream?.apply(bytes);
    const secret = createSecretText(bytes);
    bytes.fill(0);
    return secret;
  }

  /** Where the innermost element that we know keeps what is unknown in it. */
  #extrasOf(frame: Frame): XmlElement[] {
    if (frame.shape.unknown) return frame.shape.unknown(frame.target);
    frame.extras ??= [];
    return frame.extras;
  }

  #closeUnknown(element: UnknownFrame): void {
    const { name, attributes = NO_ATTRIBUTES, children, text } = element;
    const inClear = isMarked(attributes, 'ProtectInMemory');
    if (inClear || isMarked(attributes, 'Protected')) {
      const { Protected: _, ProtectInMemory: __, ...others } = attributes;
      const secret = inClear ? createSecretText(text) : this.#decipher(text);
      this.#keepUnknown({ name, attributes: others, children: [...children, secret] });
      return;
    }
    // White space between elements is how the file is laid out, alone in an element it is a text.
    if (text && (children.length === 0 || !isBlank(text))) children.push(text);
    this.#keepUnknown({ name, attributes, children });
  }

  #keepUnknown(element: XmlElement): void {
    const around = this.#unknown.at(-1);
    if (!around) {
      this.#extrasOf(this.#top()).push(element);
      return;
    }
    if (!isBlank(around.text)) around.children.push(around.text);
    around.text = '';
    around.children.push(element);
  }

  #closeLeaf(): void {
    const frame = this.#top();
    const attributes = this.#leafAttributes;
    const secret = isMarked(attributes, 'Protected') ? this.#decipher(this.#leafText) : undefined;
    const leaf: Leaf = { text: secret ? '' : this.#leafText, secret, attributes };
    this.#leaf?.(frame.target, leaf, this.#reading);
    const extra = unknownAttributes(attributes);
    if (extra) this.#extrasOf(frame).push({ name: `@${this.#leafName}`, attributes: extra, children: [] });
    this.#leafName = '';
    this.#leafText = '';
    this.#leafAttributes = undefined;
  }

  #closeFrame(): void {
    const { name, shape, target, attributes, extras } = this.#frames.pop() as Frame;
    shape.end?.(target, this.#reading);
    const own = unknownAttributes(attributes);
    if (shape.unknown) {
      if (own) shape.unknown(target).push({ name: '@', attributes: own, children: [] });
      return;
    }
    if (!own && !extras) return;
    const key = shape.key ? [shape.key(target)] : [];
    const children = [...key, ...(extras ?? [])];
    this.#extrasOf(this.#top()).push({ name: `@${name}`, attributes: own ?? NO_ATTRIBUTES, children });
  }
}
