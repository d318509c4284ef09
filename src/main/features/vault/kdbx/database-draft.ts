import { type Draft, documentShape, newDraft } from './database-shape';
import { DocumentReader } from './document-reader';
import type { Reading } from './element-shape';
import type { KdbxBinary, KdbxDatabase, KdbxFileSettings, KdbxGroup, Uuid } from './kdbx.model';
import { KdbxFailure } from './kdbx-problem.model';
import type { KeyStream } from './key-stream';
import { newUuid, wipeDatabase } from './new-database';
import { XmlTokens } from './xml-tokens';

/** How much a file may make of itself in memory. */
export const CONTENT_LIMITS = {
  /** Bytes of all content in the clear, attachments included. */
  bytes: 256 * 1_048_576,
  /**
   * XML in the clear, as a multiple of the file's length. Uuids, dates and passwords do not compress: even empty
   * entries shrink to no less than a fiftieth.
   */
  xmlRatio: 200,
  /** ... but a small file may always have so many bytes. */
  xmlBytes: 16 * 1_048_576,
  /** What elements may cost together: 30,000 entries with two earlier versions each are within it. */
  cost: 25_000_000,
} as const;

/** Bytes of XML that a file of this length may hold. */
export const xmlLimit = (fileBytes: number): number =>
  Math.min(CONTENT_LIMITS.bytes, Math.max(CONTENT_LIMITS.xmlBytes, fileBytes * CONTENT_LIMITS.xmlRatio));

/** What an XML document brings with it from outside. */
interface DocumentSource {
  readonly settings: KdbxFileSettings;
  /** Bytes of XML that are taken. */
  readonly limit: number;
  /** Deciphers protected values. */
  readonly stream?: KeyStream | undefined;
  /** KDBX 4: attachments from the inner header, by number. */
  readonly binaries?: readonly KdbxBinary[];
}

/** A database that is being built from its XML, piece by piece. */
export class DatabaseDraft {
  readonly #draft: Draft;
  readonly #reading: Reading;
  readonly #tokens: XmlTokens;
  #bytesLeft: number;

  constructor({ settings, limit, stream, binaries = [] }: DocumentSource) {
    this.#draft = newDraft(settings);
    this.#reading = {
      binaries: new Map(binaries.map((binary, index) => [String(index), binary])),
      references: [],
      bytesLeft: CONTENT_LIMITS.bytes,
      costLeft: CONTENT_LIMITS.cost,
    };
    this.#tokens = new XmlTokens(new DocumentReader(documentShape, this.#draft, this.#reading, stream));
    this.#bytesLeft = limit;
  }

  /** KDBX 3.1: SHA-256 of the outer header, as the XML claims it. */
  get headerHash(): Buffer | undefined {
    return this.#reading.headerHash;
  }

  /** @throws KdbxFailure `bad-xml`, `too-large`, `damaged` */
  write(xml: Uint8Array): void {
    this.#bytesLeft -= xml.length;
    if (this.#bytesLeft < 0) throw new KdbxFailure('too-large');
    this.#tokens.write(xml);
  }

  /** The whole database. @throws KdbxFailure `bad-xml` if the document is not complete */
  finish(): KdbxDatabase {
    this.#tokens.end();
    const { root, database } = this.#draft;
    if (!root) throw new KdbxFailure('bad-xml');
    for (const { entry, name, to } of this.#reading.references) {
      const binary = this.#reading.binaries.get(to);
      if (binary) entry.attachments.set(name, binary);
    }
    distinguish(root, new Set());
    return { ...database, root, deleted: database.deleted.filter((one) => one.uuid !== '') };
  }

  /** Overwrites what was read so far. */
  wipe(): void {
    const { root, database } = this.#draft;
    if (root) wipeDatabase({ ...database, root });
    for (const { content } of this.#reading.binaries.values()) content.fill(0);
  }
}

/** Gives what has the uuid of something else one of its own, or one of them could not be reached. */
function distinguish(group: KdbxGroup, seen: Set<Uuid>): void {
  if (seen.has(group.uuid)) group.uuid = newUuid();
  seen.add(group.uuid);
  for (const entry of group.entries) {
    if (seen.has(entry.uuid)) entry.uuid = newUuid();
    seen.add(entry.uuid);
    for (const version of entry.history) version.uuid = entry.uuid;
  }
  for (const child of group.groups) distinguish(child, seen);
}
