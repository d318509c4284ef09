import fc from 'fast-check';
import { KDBX_PROBLEMS } from '../../src/main/features/vault/kdbx/kdbx-problem.model';
import { readKdbx } from '../../src/main/features/vault/kdbx/read-kdbx';
import { writeKdbx } from '../../src/main/features/vault/kdbx/write-kdbx';
import { innerHeader, KNOWN_KEY, OLD_ROUNDS_AT, sealed3, sealed4 } from './sealed-files';

/** No file may take longer; the KDF of these files takes none of it worth counting. */
const HANG_MS = 2_000;

const ENTRY = `<Entry><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><IconID>0</IconID><Tags>a;b</Tags>
  <Times><CreationTime>2024-01-01T00:00:00Z</CreationTime><Expires>False</Expires></Times>
  <String><Key>Title</Key><Value>Käfertal &amp; Söhne</Value></String><String><Key>Password</Key><Value Protected="True">SECRET</Value></String>
  <Binary><Key>a.txt</Key><Value Ref="0"/></Binary><AutoType><Enabled>True</Enabled><Association><Window>w</Window></Association></AutoType>
  <CustomData><Item><Key>k</Key><Value>v</Value></Item></CustomData><History><Entry><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID></Entry></History></Entry>`;
const documentOf = (meta: string, secret: string) => `<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile><Meta><Generator>x</Generator>${meta}</Meta><Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAg==</UUID><Name>n</Name>
${ENTRY.replace('SECRET', secret)}<Group><Name>innen</Name><!-- c --><![CDATA[d]]></Group></Group><DeletedObjects/></Root></KeePassFile>`;
const XML = documentOf('<CustomIcons/><Fremd a="b"/>', 'AQIDBAU=');
const OLD_BINARY =
  '<Binaries><Binary ID="0" Compressed="True">H4sIAAAAAAAAA8tIzMnJ5wIA4Ja6wwYAAAA=</Binary></Binaries>';

/** One change to some bytes; places are parts of the whole, so that it fits any length. */
type Change =
  | { readonly kind: 'flip'; readonly place: number; readonly mask: number }
  | { readonly kind: 'set'; readonly place: number; readonly bytes: Uint8Array }
  | { readonly kind: 'insert'; readonly place: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove'; readonly place: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly place: number; readonly length: number; readonly times: number }
  | { readonly kind: 'truncate'; readonly place: number };

const place = fc.nat(999_999).map((part) => part / 1_000_000);
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 16 }),
  // What means something: lengths, markup, references, control characters.
  fc.constantFrom(
    ...[
      '00000000',
      'ffffffff',
      'ffffff7f',
      '00000080',
      '3c',
      '3c2f',
      '263c',
      '26233078303b',
      '00',
      '0b',
      'c3',
      'efbfbe',
    ].map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))),
    ...[
      '<Entry>',
      '</Group>',
      '<Group>',
      '<!DOCTYPE a [<!ENTITY x "y">]>',
      '&x;',
      ' Protected="True"',
      ' a="',
      '<![CDATA[',
    ].map((text) => new Uint8Array(Buffer.from(text))),
  ),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip'), place, mask: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('set'), place, bytes }),
  fc.record({ kind: fc.constant('insert'), place, bytes }),
  fc.record({ kind: fc.constant('remove'), place, length: fc.nat(300) }),
  fc.record({ kind: fc.constant('repeat'), place, length: fc.nat(300), times: fc.nat(500) }),
  fc.record({ kind: fc.constant('truncate'), place }),
);

/** Where the change is made: to the file as it is, or before the checks of one who knows the password. */
const mutation = fc.record({
  where: fc.constantFrom('file-3', 'file-4', 'header', 'header', 'xml', 'xml', 'content', 'packed', 'xml-3'),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  cipher: fc.constantFrom('aes-256' as const, 'chacha20' as const),
  isCompressed: fc.boolean(),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function changed(source: Buffer, changes: readonly Change[]): Buffer {
  let result = source;
  for (const one of changes) {
    const at = Math.floor(one.place * result.length);
    const before = result.subarray(0, at);
    if (one.kind === 'flip' && at < result.length) {
      result = Buffer.from(result);
      result[at] = (result[at] as number) ^ one.mask;
    } else if (one.kind === 'set')
      result = Buffer.concat([before, one.bytes, result.subarray(at + one.bytes.length)]);
    else if (one.kind === 'insert') result = Buffer.concat([before, one.bytes, result.subarray(at)]);
    else if (one.kind === 'remove') result = Buffer.concat([before, result.subarray(at + one.length)]);
    else if (one.kind === 'truncate') result = before;
    else if (one.kind === 'repeat') {
      const piece = result.subarray(at, at + one.length);
      result = Buffer.concat([
        before,
        ...Array.from({ length: one.times }, () => piece),
        result.subarray(at),
      ]);
    }
  }
  return result;
}

/** A header of KDBX 4 may ask for work within the limits: that is no lie. So the KDF's fields keep their values. */
function changedHeader(header: Buffer, changes: readonly Change[]): Buffer {
  const kdf = header.indexOf(Buffer.from('$UUID'));
  const kdfEnd = header.indexOf(Buffer.from('öffentlich'));
  const isBefore = changes.length % 2 === 0;
  const start = isBefore ? 0 : kdfEnd;
  const end = isBefore ? kdf : header.length;
  return Buffer.concat([
    header.subarray(0, start),
    changed(header.subarray(start, end), changes),
    header.subarray(end),
  ]);
}

async function fileOf({ where, changes, cipher, isCompressed }: Mutation): Promise<Buffer> {
  const change = (source: Buffer) => changed(source, changes);
  const attachments = innerHeader(Buffer.from('Anhang'), Buffer.alloc(2000, 1));
  const form = { cipher, isCompressed };
  switch (where) {
    case 'xml':
      return sealed4(change(Buffer.from(XML)), form, attachments);
    case 'content':
      return sealed4(XML, { ...form, content: change }, attachments);
    case 'packed':
      return sealed4(XML, { ...form, packed: change }, attachments);
    case 'header':
      return sealed4(XML, { ...form, header: (header) => changedHeader(header, changes) }, attachments);
    case 'xml-3':
      return sealed3((hash, protect) =>
        change(
          Buffer.from(documentOf(`<HeaderHash>${hash}</HeaderHash>${OLD_BINARY}`, protect('geheim'))),
        ).toString('latin1'),
      );
    case 'file-3': {
      const file = await sealed3((hash, protect) =>
        documentOf(`<HeaderHash>${hash}</HeaderHash>${OLD_BINARY}`, protect('geheim')),
      );
      const rounds = OLD_ROUNDS_AT + 8;
      return Buffer.concat([file.subarray(0, rounds), change(file.subarray(rounds))]);
    }
    default:
      return change(await sealed4(XML, form, attachments));
  }
}

/** What became of the files. */
export interface MutationFigures {
  run: number;
  /** It threw, gave an unknown reason, or a database that could not be saved and opened again. */
  crashes: number;
  /** It took longer than two seconds. */
  hangs: number;
  /** How many were refused, by reason; `opened` for the rest. */
  readonly answers: Record<string, number>;
}

async function openAndSave(file: Buffer): Promise<string> {
  const read = await readKdbx(file, KNOWN_KEY);
  if (!read.ok) {
    if (!KDBX_PROBLEMS.includes(read.reason)) throw new Error(`Unknown reason ${read.reason}`);
    return read.reason;
  }
  const again = await readKdbx(await writeKdbx(read.database, read.transformed), KNOWN_KEY);
  if (!again.ok) throw new Error(`What was opened and saved does not open: ${again.reason}`);
  return 'opened';
}

/**
 * Opens that many files with random changes: to valid files of KDBX 3.1 and 4.1, and, as one who knows the password
 * can make them, to header, inner header, XML and compressed content with every hash and HMAC right again.
 * @param seed of the random changes; the same seed makes the same changes
 */
export async function runMutations(count: number, seed = 1): Promise<MutationFigures> {
  const figures: MutationFigures = { run: 0, crashes: 0, hangs: 0, answers: {} };
  for (const one of fc.sample(mutation, { numRuns: count, seed })) {
    const file = await fileOf(one);
    const started = performance.now();
    try {
      const answer = await openAndSave(file);
      figures.answers[answer] = (figures.answers[answer] ?? 0) + 1;
    } catch (error) {
      figures.crashes += 1;
      console.error(`Mutation ${figures.run} of seed ${seed}: ${JSON.stringify(one)}`, error);
    }
    if (performance.now() - started > HANG_MS) figures.hangs += 1;
    figures.run += 1;
  }
  return figures;
}
