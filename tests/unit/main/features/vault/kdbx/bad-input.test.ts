import { gzipSync } from 'node:zlib';
import {
  innerField,
  innerHeader,
  KNOWN_KEY,
  type Lies,
  OLD_ROUNDS_AT,
  sealed3,
  sealed4,
} from '../../../../../../bench/vault/sealed-files';
import { readKeePassXml } from '../../../../../../src/main/features/vault/kdbx/keepass-xml';
import { readKdbx } from '../../../../../../src/main/features/vault/kdbx/read-kdbx';
import { isSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';
import { keyOf } from './databases';
import { documentWith } from './documents';

const LIMIT_MS = 2_000;
const XML = documentWith('<Name>n</Name>');

/** How a file is answered, and that it is within two seconds of work: of the process, not of a machine with others on it. */
async function answerTo(file: Uint8Array, key = KNOWN_KEY): Promise<string> {
  const before = Buffer.from(file);
  const started = process.cpuUsage();
  const read = await readKdbx(file, key);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(LIMIT_MS);
  expect(before.equals(file)).toBe(true);
  return read.ok ? 'opened' : read.reason;
}

const sealed = async (xml: string, lies?: Lies) => answerTo(await sealed4(xml, lies));

/** Sets a number in the header, found by its name in the KDF's settings. */
const setting = (name: string, value: bigint) => (header: Buffer) => {
  const changed = Buffer.from(header);
  const at = changed.indexOf(Buffer.from(`\u0001\0\0\0${name}`)) + 5;
  const length = changed.readUInt32LE(at);
  if (length === 8) changed.writeBigUInt64LE(value, at + 4);
  else changed.writeUInt32LE(Number(value), at + 4);
  return changed;
};

test('files that are none', async () => {
  expect(await answerTo(new Uint8Array(0))).toBe('not-kdbx');
  expect(await answerTo(Buffer.from('Hallo Welt, das ist kein Tresor'))).toBe('not-kdbx');
  expect(await answerTo(Buffer.from('03d9a29a65fb4bb501000300', 'hex'))).toBe('kdb-1');
  expect(await answerTo(Buffer.from('03d9a29a67fb4bb500000500', 'hex'))).toBe('version-too-new');
  expect(await answerTo(Buffer.from('03d9a29a66fb4bb500000100', 'hex'))).toBe('not-kdbx');
});

test('a wrong key is told from a damaged file', async () => {
  const wrong = keyOf('falsch');
  const file = await sealed4(XML);
  expect(await answerTo(file)).toBe('opened');
  expect(await answerTo(file, wrong)).toBe('wrong-key');
  for (const at of [20, 100, 200, file.length - 60]) {
    const damaged = Buffer.from(file);
    damaged[at] = (damaged[at] as number) ^ 1;
    expect(await answerTo(damaged)).toBe('damaged');
  }
  expect(await answerTo(await sealed3(() => XML), wrong)).toBe('wrong-key');
});

test('a single bit of the content that was changed without the key is noticed', async () => {
  const file = await sealed4(documentWith('<Name>1000 Euro</Name>'), { isCompressed: false });
  // Behind header, hash and HMAC, and the block's own HMAC and length: a stream cipher lets any bit through.
  for (let at = file.length - 36 - 90; at < file.length - 36; at++) {
    const changed = Buffer.from(file);
    changed[at] = (changed[at] as number) ^ 1;
    expect(await answerTo(changed)).toBe('damaged');
  }
});

test('a file cut short anywhere says so, or that it is damaged, and never that the password is wrong', async () => {
  const secret = documentWith(
    `<Entry><String><Key>Notes</Key><Value>${'x y z '.repeat(400)}</Value></String></Entry>`,
  );
  for (const file of [await sealed4(secret), await sealed3(() => secret)]) {
    expect(await answerTo(file)).toBe('opened');
    for (let length = 12; length < file.length; length += 7) {
      expect(['truncated', 'damaged']).toContain(await answerTo(file.subarray(0, length)));
    }
  }
});

test.each([
  ['memory', 'M', 2n ** 31n],
  ['memory beyond all numbers', 'M', 2n ** 64n - 1n],
  ['rounds', 'I', 101n],
  ['lanes', 'P', 17n],
])('a KDF with too much %s is not run', async (_, name, value) => {
  expect(await sealed(XML, { header: setting(name, value) })).toBe('kdf-too-heavy');
});

test.each([
  ['rounds', 'I', 0n],
  ['lanes', 'P', 0n],
  ['memory', 'M', 0n],
  ['versions', 'V', 0x99n],
])('a KDF without %s is not run', async (_, name, value) => {
  expect(await sealed(XML, { header: setting(name, value) })).toBe('unsupported-kdf');
});

test('AES-KDF with too many rounds is not run', async () => {
  const file = await sealed3(() => XML);
  file.writeBigUInt64LE(2n ** 60n, OLD_ROUNDS_AT);
  expect(await answerTo(file)).toBe('kdf-too-heavy');
});

test('an unknown cipher or KDF is named', async () => {
  const swap = (from: string) => (header: Buffer) =>
    Buffer.from(header.toString('hex').replace(from, from.replace(/^../, '00')), 'hex');
  expect(await sealed(XML, { header: swap('d6038a2b') })).toBe('unsupported-cipher');
  expect(await sealed(XML, { header: swap('9e298b19') })).toBe('unsupported-kdf');
  const inner = Buffer.concat([innerField(1, Buffer.of(9, 0, 0, 0)), innerField(0, Buffer.alloc(0))]);
  expect(await answerTo(await sealed4(XML, {}, inner))).toBe('unsupported-cipher');
});

test('lengths that lie', async () => {
  const header = Buffer.from('03d9a29a67fb4bb50100040002ffffffff', 'hex');
  expect(await answerTo(header)).toBe('damaged');
  expect(await answerTo(Buffer.concat([header.subarray(0, 13), Buffer.from('ffff0000', 'hex')]))).toBe(
    'truncated',
  );
  for (const length of [0xffff_ffff, 0x7fff_ffff]) {
    const inner = Buffer.concat([innerField(1, Buffer.of(3, 0, 0, 0)), innerField(3, Buffer.of(1), length)]);
    expect(await answerTo(await sealed4(XML, {}, inner))).toBe('too-large');
  }
  const short = Buffer.concat([
    innerField(1, Buffer.of(3, 0, 0, 0)),
    innerField(3, Buffer.of(1), 100_000_000),
  ]);
  expect(await answerTo(await sealed4(XML, {}, short))).toBe('damaged');
  const fields = Buffer.concat([
    header.subarray(0, 12),
    ...Array.from({ length: 1000 }, () => Buffer.alloc(5, 9)),
  ]);
  expect(await answerTo(fields)).toBe('damaged');
});

test('XML made to harm', async () => {
  const deep = (levels: number) => documentWith(`${'<Group>'.repeat(levels)}${'</Group>'.repeat(levels)}`);
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefgh'
    .split('')
    .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefg'[at]};`.repeat(10)}">`)
    .join('')}]>`;
  expect(await sealed(deep(400))).toBe('opened');
  expect(await sealed(deep(600))).toBe('bad-xml');
  expect(await sealed(deep(200_000))).toBe('bad-xml');
  expect(await sealed(`<?xml version="1.0"?>${bomb}${XML.replace(/^.*?\?>/, '')}`)).toBe('bad-xml');
  expect(await sealed(documentWith('<Name>&h;</Name>'))).toBe('bad-xml');
  expect(
    await sealed(documentWith(`<Name ${Array.from({ length: 100 }, (_, at) => `a${at}=""`).join(' ')}/>`)),
  ).toBe('bad-xml');
  expect(await sealed(documentWith(`<Name a="${'x'.repeat(5_000_000)}"/>`))).toBe('bad-xml');
  expect(await sealed(documentWith(`<!--${'x'.repeat(5_000_000)}-->`))).toBe('bad-xml');
  expect(await sealed(documentWith('<Name>&#x110000;</Name>'))).toBe('bad-xml');
  expect(await sealed(XML.replace('</Root>', ''))).toBe('bad-xml');
  expect(await sealed(`${XML}<KeePassFile/>`)).toBe('bad-xml');
  expect(await sealed('<html><body/></html>')).toBe('bad-xml');
  expect(await sealed('')).toBe('bad-xml');
  expect(await sealed(documentWith('</Group><Group>'))).toBe('bad-xml');
});

test('content that grows beyond measure', async () => {
  expect(await sealed(documentWith(`<Name>${'x'.repeat(20_000_000)}</Name>`))).toBe('too-large');
  expect(await sealed(documentWith('<Entry/>'.repeat(1_000_000)))).toBe('too-large');
  expect(await sealed(documentWith('<x/>'.repeat(3_000_000)))).toBe('too-large');
  expect(await sealed(documentWith('<UUID/>'.repeat(2_000_000)))).toBe('opened');
  const attachment = gzipSync(Buffer.alloc(300_000_000), { level: 1 }).toString('base64');
  const inXml = `<Meta><Binaries><Binary ID="0" Compressed="True">${attachment}</Binary></Binaries></Meta>`;
  expect(await answerTo(await sealed4(documentWith('', inXml)))).toBe('too-large');
});

test('NUL and control characters are text like any other', async () => {
  const xml = documentWith(
    '<Name>a\u0000b\u0001&#0;&#x1f;</Name><Entry><String><Key>\u0002</Key><Value>\u0003</Value></String></Entry>',
  );
  const read = await readKdbx(await sealed4(xml), KNOWN_KEY);
  expect(read.ok && read.database.root.name).toBe('a\u0000b\u0001\u0000\u001f');
  expect(read.ok && read.database.root.entries[0]?.fields.get('\u0002')).toBe('\u0003');
});

test('10,000 attachments open', async () => {
  const contents = Array.from({ length: 10_000 }, (_, at) => Buffer.from(`Anhang ${at}`));
  const entries = contents
    .map((_, at) => `<Entry><Binary><Key>a</Key><Value Ref="${at}"/></Binary></Entry>`)
    .join('');
  const file = await sealed4(documentWith(entries), {}, innerHeader(...contents));
  expect(await answerTo(file)).toBe('opened');
  const read = await readKdbx(file, KNOWN_KEY);
  const last = read.ok && read.database.root.entries[9_999]?.attachments.get('a')?.content;
  expect(last && Buffer.from(last).toString()).toBe('Anhang 9999');
});

test('an attachment that is not there is kept by its name', async () => {
  const xml = documentWith('<Entry><Binary><Key>a</Key><Value Ref="7"/></Binary></Entry>');
  const read = await readKdbx(await sealed4(xml), KNOWN_KEY);
  expect(read.ok && read.database.root.entries[0]?.attachments.get('a')?.content.length).toBe(0);
});

test('KDBX 3.1: protected values, attachments and the hash of the header', async () => {
  const compressed = gzipSync('hallo').toString('base64');
  const xml = (hash: string, protect: (text: string) => string) =>
    documentWith(
      `<Entry><String><Key>Password</Key><Value Protected="True">${protect('gehéim')}</Value></String>
       <Binary><Key>a</Key><Value Ref="0"/></Binary></Entry>`,
      `<Meta><HeaderHash>${hash}</HeaderHash><Binaries><Binary ID="0" Compressed="True">${compressed}</Binary></Binaries></Meta>`,
    );
  const read = await readKdbx(await sealed3(xml), KNOWN_KEY);
  if (!read.ok) throw new Error(read.reason);
  expect(read.version).toBe('3.1');
  const entry = read.database.root.entries[0];
  const password = entry?.fields.get('Password');
  expect(isSecretText(password) && password.text()).toBe('gehéim');
  expect(Buffer.from(entry?.attachments.get('a')?.content ?? []).toString()).toBe('hallo');
  const other = Buffer.alloc(32).toString('base64');
  expect(await answerTo(await sealed3((_, protect) => xml(other, protect)))).toBe('damaged');
});

test('XML without a file around it is refused in the same words', () => {
  expect(readKeePassXml(Buffer.from('<KeePassFile>'))).toEqual({ ok: false, reason: 'bad-xml' });
  expect(readKeePassXml(Buffer.from('a;b;c'))).toEqual({ ok: false, reason: 'bad-xml' });
  expect(readKeePassXml(new Uint8Array(0))).toEqual({ ok: false, reason: 'bad-xml' });
});
