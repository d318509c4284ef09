import type { KdbxBinary, KdbxEntry, SecretText, XmlElement } from './kdbx.model';
import type { XmlAttributes } from './xml-tokens';

/** An element without elements in it, as it was read. Valid only while it is being taken. */
export interface Leaf {
  /** Its text; empty where it is a secret. */
  readonly text: string;
  /** Where the file marks it as protected. */
  readonly secret: SecretText | undefined;
  readonly attributes: XmlAttributes | undefined;
}

/** What elements share while a document is read. */
export interface Reading {
  /** Attachments by the number that entries refer to them with. */
  readonly binaries: Map<string, KdbxBinary>;
  /** References to them, to be followed at the end: the pool may come last. */
  readonly references: { entry: KdbxEntry; name: string; to: string }[];
  /** KDBX 3.1: SHA-256 of the outer header, as the XML claims it. */
  headerHash?: Buffer;
  /** Bytes that compressed attachments may still grow to. */
  bytesLeft: number;
  /** What elements may still cost, so that a few bytes of XML cannot fill the memory. */
  costLeft: number;
}

/** What an element with others in it costs to hold, about 50 bytes each; one we have no name for costs twice that. */
export const ELEMENT_COST = 5;
/** What an entry or a group costs, with all that it has even if its element is empty. */
export const COSTLY = 200;
/** What attributes cost, those of the format included. */
export const ATTRIBUTES_COST = 20;

/** Takes an element without elements in it into what it belongs to. */
export type LeafSetter<T> = (target: T, leaf: Leaf, reading: Reading) => void;

/** How an element becomes part of the model; one for every kind of element that has others in it. */
export interface Shape<T> {
  readonly leaves: ReadonlyMap<string, LeafSetter<T>>;
  readonly nested: ReadonlyMap<string, Nested<T>>;
  /** Where this element keeps what we have no name for; if it has no such place, the one around it does. */
  readonly unknown?: (target: T) => XmlElement[];
  /** Tells elements of the same name apart, for keeping what is unknown in them. */
  readonly key?: (target: T) => string;
  /** What an element of this kind costs to hold, where a text costs 1; {@link ELEMENT_COST} unless told. */
  readonly cost?: number;
  /** Called when the element is complete. */
  readonly end?: (target: T, reading: Reading) => void;
}

/** An element in another: its shape, and what it is read into. */
export interface Nested<T> {
  readonly shape: Shape<unknown>;
  readonly begin: (parent: T) => unknown;
}

/** Binds a shape to where its element stands. */
export function nested<T, U>(shape: Shape<U>, begin: (parent: T) => U): Nested<T> {
  // The reader hands a shape only what its own `begin` made.
  return { shape: shape as Shape<unknown>, begin };
}

/** Attributes that are part of the format, and so are not kept as unknown. */
const KNOWN_ATTRIBUTES = new Set(['Protected', 'ProtectInMemory', 'Ref', 'Compressed', 'ID']);

/** The attributes we have no meaning for. */
export function unknownAttributes(attributes: XmlAttributes | undefined): XmlAttributes | undefined {
  if (!attributes) return undefined;
  let unknown: Record<string, string> | undefined;
  for (const name in attributes) {
    if (KNOWN_ATTRIBUTES.has(name)) continue;
    unknown ??= Object.create(null) as Record<string, string>;
    unknown[name] = attributes[name] as string;
  }
  return unknown;
}

/** An element without leaves, or without elements of its own. */
export const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** Its text, also where the file protects what we hold as plain text. */
const clearText = (leaf: Leaf): string => leaf.secret?.text() ?? leaf.text;

/** A setter for a property that is absent where the text holds nothing of its kind. */
export const optional =
  <K extends string, V>(property: K, read: (text: string) => V | undefined) =>
  (target: { [P in K]?: V }, leaf: Leaf): void => {
    const value = read(clearText(leaf));
    if (value !== undefined) target[property] = value;
  };

/** A setter for a property that keeps its value where the text holds nothing of its kind. */
export const always =
  <K extends string, V>(property: K, read: (text: string) => V | undefined) =>
  (target: { [P in K]: V }, leaf: Leaf): void => {
    const value = read(clearText(leaf));
    if (value !== undefined) target[property] = value;
  };

/** A text as it is. */
export const asText = (text: string): string => text;
