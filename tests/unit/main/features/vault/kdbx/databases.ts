import fc from 'fast-check';
import { compositeKeyOf } from '../../../../../../src/main/features/vault/kdbx/composite-key';
import { storableText } from '../../../../../../src/main/features/vault/kdbx/field-formats';
import type {
  FieldValue,
  KdbxBinary,
  KdbxDatabase,
  KdbxEntry,
  KdbxFileSettings,
  KdbxGroup,
  KdbxKdf,
  KdbxMeta,
  KdbxTimes,
  KdbxVariant,
  XmlElement,
} from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { createSecretText, isSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';

/** Costs next to nothing: for tests that open hundreds of files. */
export const CHEAP_KDF: KdbxKdf = { kind: 'argon2id', memoryKib: 64, iterations: 1, parallelism: 1 };

export function keyOf(password: string) {
  const made = compositeKeyOf({ password: new TextEncoder().encode(password) });
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

/** What jest can compare and print: secrets, bytes and maps as plain values; text as a file can hold it. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (isSecretText(value)) return { secret: value.text() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Map) return [...value].map(([key, inner]) => [plain(key), plain(inner)]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** Text of every kind: control characters, line ends, what XML escapes, astral characters. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '\t',
    'a\tb',
    'a\r\nb\rc\n',
    '<&>"\'',
    ']]>',
    '\u0000\u0001\u000b',
    '\ufffe',
    '  x  ',
    'Straße',
  ),
);
const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });
const instant = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }).map((seconds) => seconds * 1000);
const uuid = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))
  .filter((hex) => /[^0]/.test(hex));
const tag = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 })
  .filter((one) => /^[^;,\s]+$/.test(one));
const tags = fc.uniqueArray(tag, { maxLength: 3 });
const secret = anyText.map((text) => createSecretText(text));
const value: fc.Arbitrary<FieldValue> = fc.oneof(anyText, secret);
/** A property that can be missing. */
const maybe = <K extends string, V>(key: K, of: fc.Arbitrary<V>) =>
  fc
    .option(of, { nil: undefined })
    .map((one) => (one === undefined ? {} : { [key]: one }) as { [P in K]?: V });

const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b:c', 'ä', '__proto__', 'constructor'), anyText), {
    selector: ([key]) => key,
    maxLength: 2,
  })
  .map((pairs) => {
    const made = Object.create(null) as Record<string, string>;
    for (const [key, text] of pairs) made[key] = text;
    return made;
  });
const unknownElement: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc.record({
    name: fc.constantFrom('Fremd', 'x-y', 'Ölstand', 'constructor'),
    attributes,
    children: fc.oneof(
      { depthSize: 'small' },
      anyText.map((text) => (storableText(text) ? [text] : [])),
      secret.map((one) => [one]),
      fc.array(tie('element'), { maxLength: 2 }),
    ),
  }),
})).element;
const unknown = fc.array(unknownElement, { maxLength: 2 });

const times: fc.Arbitrary<KdbxTimes> = fc.record({
  created: instant,
  modified: instant,
  accessed: instant,
  expiry: instant,
  expires: fc.boolean(),
  usageCount: fc.nat(),
  locationChanged: instant,
  unknown,
});
const customData = fc.array(
  fc
    .tuple(fc.record({ key: anyText, value: anyText, unknown }), maybe('modified', instant))
    .map(([item, dated]) => ({ ...item, ...dated })),
  { maxLength: 2 },
);
const binary: fc.Arbitrary<KdbxBinary> = fc.record({
  isProtected: fc.boolean(),
  content: fc.uint8Array({ maxLength: 200 }),
});
const autoType = fc.record({
  enabled: fc.boolean(),
  dataTransferObfuscation: fc.nat(3),
  defaultSequence: anyText,
  associations: fc.array(fc.record({ window: anyText, sequence: anyText, unknown }), { maxLength: 2 }),
  unknown,
});
const standardValues = fc.tuple(value, value, value, value, value);

const version: fc.Arbitrary<KdbxEntry> = fc
  .tuple(
    fc.record({
      uuid,
      iconId: fc.nat(68),
      foregroundColor: fc.constantFrom('', '#ff0000'),
      backgroundColor: fc.constantFrom('', '#00ff00'),
      overrideUrl: anyText,
      qualityCheck: fc.boolean(),
      tags,
      times,
      attachments: fc
        .uniqueArray(fc.tuple(name, binary), { selector: ([one]) => one, maxLength: 2 })
        .map((all) => new Map(all)),
      autoType,
      customData,
      history: fc.constant([] as KdbxEntry[]),
      unknown,
    }),
    standardValues,
    fc.uniqueArray(fc.tuple(name, value), { selector: ([one]) => one, maxLength: 3 }),
    maybe('customIcon', uuid),
    maybe('previousParent', uuid),
  )
  .map(([entry, [title, userName, password, url, notes], custom, icon, previous]) => ({
    ...entry,
    ...icon,
    ...previous,
    fields: new Map<string, FieldValue>([
      ['Title', title],
      ['UserName', userName],
      ['Password', password],
      ['URL', url],
      ['Notes', notes],
      ...custom,
    ]),
  }));
const entry = fc.tuple(version, fc.array(version, { maxLength: 2 })).map(([current, earlier]) => ({
  ...current,
  history: earlier.map((one) => ({ ...one, uuid: current.uuid })),
}));

const group: fc.Arbitrary<KdbxGroup> = fc.letrec<{ group: KdbxGroup }>((tie) => ({
  group: fc
    .tuple(
      fc.record({
        uuid,
        name: anyText,
        notes: anyText,
        iconId: fc.nat(68),
        times,
        isExpanded: fc.boolean(),
        defaultAutoTypeSequence: anyText,
        enableAutoType: fc.constantFrom(true, false, null),
        enableSearching: fc.constantFrom(true, false, null),
        tags,
        customData,
        entries: fc.array(entry, { maxLength: 2 }),
        groups: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('group'), { maxLength: 2 })),
        unknown,
      }),
      maybe('customIcon', uuid),
      maybe('lastTopVisibleEntry', uuid),
      maybe('previousParent', uuid),
    )
    .map((parts) => Object.assign({}, ...parts) as KdbxGroup),
})).group;

const meta: fc.Arbitrary<KdbxMeta> = fc
  .tuple(
    fc.record({
      generator: anyText,
      name: anyText,
      description: anyText,
      defaultUserName: anyText,
      maintenanceHistoryDays: fc.nat(1000),
      color: fc.constantFrom('', '#123456'),
      masterKeyChangeRec: fc.integer({ min: -1, max: 999 }),
      masterKeyChangeForce: fc.integer({ min: -1, max: 999 }),
      protect: fc.record({
        title: fc.constant(false),
        userName: fc.constant(false),
        password: fc.constant(false),
        url: fc.constant(false),
        notes: fc.constant(false),
      }),
      customIcons: fc.array(
        fc
          .tuple(
            fc.record({ uuid, image: fc.uint8Array({ maxLength: 50 }), unknown }),
            maybe('name', anyText),
            maybe('modified', instant),
          )
          .map(([icon, named, dated]) => ({ ...icon, ...named, ...dated })),
        { maxLength: 2 },
      ),
      recycleBinEnabled: fc.boolean(),
      historyMaxItems: fc.integer({ min: -1, max: 99 }),
      historyMaxSize: fc.integer({ min: -1, max: 1e9 }),
      customData,
      unknown,
    }),
    maybe('settingsChanged', instant),
    maybe('nameChanged', instant),
    maybe('recycleBin', uuid),
    maybe('recycleBinChanged', instant),
    maybe('masterKeyChanged', instant),
    maybe('masterKeyChangeForceOnce', fc.boolean()),
    maybe('entryTemplatesGroup', uuid),
    maybe('lastSelectedGroup', uuid),
  )
  .map((parts) => Object.assign({}, ...parts) as KdbxMeta);

const variant: fc.Arbitrary<KdbxVariant> = fc.oneof(
  fc.record({ type: fc.constant('uint32' as const), value: fc.nat() }),
  fc.record({ type: fc.constant('int32' as const), value: fc.integer() }),
  fc.record({ type: fc.constant('uint64' as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({
    type: fc.constant('int64' as const),
    value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  }),
  fc.record({ type: fc.constant('bool' as const), value: fc.boolean() }),
  fc.record({ type: fc.constant('string' as const), value: fc.string({ unit: 'grapheme' }) }),
  fc.record({ type: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 40 }) }),
);
const file: fc.Arbitrary<KdbxFileSettings> = fc.record({
  cipher: fc.constantFrom('aes-256', 'chacha20'),
  compressed: fc.boolean(),
  kdf: fc.constantFrom<KdbxKdf>(CHEAP_KDF, { ...CHEAP_KDF, kind: 'argon2d' }, { kind: 'aes', rounds: 100 }),
  publicCustomData: fc
    .uniqueArray(fc.tuple(name, variant), { selector: ([one]) => one, maxLength: 3 })
    .map((all) => new Map(all)),
  leastVersion: fc.constant('4.1' as const),
});

/** Databases of every shape. Uuids may repeat only where chance has it, and it has not. */
export const anyDatabase: fc.Arbitrary<KdbxDatabase> = fc.record({
  file,
  meta,
  root: group,
  deleted: fc.array(fc.record({ uuid, deletedAt: instant }), { maxLength: 2 }),
  unknown: fc.record({ file: unknown, root: unknown }),
});
