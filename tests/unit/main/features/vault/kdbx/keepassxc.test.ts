import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compositeKeyOf } from '../../../../../../src/main/features/vault/kdbx/composite-key';
import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { readKeePassXml, writeKeePassXml } from '../../../../../../src/main/features/vault/kdbx/keepass-xml';
import { newKeyFile } from '../../../../../../src/main/features/vault/kdbx/key-file';
import { newDatabase } from '../../../../../../src/main/features/vault/kdbx/new-database';
import { readKdbx } from '../../../../../../src/main/features/vault/kdbx/read-kdbx';
import { isSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';
import { writeKdbx } from '../../../../../../src/main/features/vault/kdbx/write-kdbx';
import { CHEAP_KDF, keyOf } from './databases';
import { databaseOfXml, documentWith } from './documents';
import { exportWithKeepassxc, runKeepassxc, xmlDifferences } from './keepassxc';

const PASSWORD = 'Rathaus äöü €';
const key = keyOf(PASSWORD);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kdbx-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

async function run(args: string[], ...passwords: string[]) {
  const result = await runKeepassxc(args, ...passwords);
  if (result.status !== 0) throw new Error(`${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

async function opened(path: string) {
  const read = await readKdbx(readFileSync(path), key);
  if (!read.ok) throw new Error(read.reason);
  return read;
}

const uuid = (number: number) => Buffer.from(number.toString(16).padStart(32, '0'), 'hex').toString('base64');
const field = (name: string, value: string, mark = '') =>
  `<String><Key>${name}</Key><Value${mark}>${value}</Value></String>`;
const SECRET = ' ProtectInMemory="True"';
const DATES = `<Times><LastModificationTime>2024-02-29T23:59:59Z</LastModificationTime><CreationTime>1999-12-31T00:00:00Z</CreationTime>
  <LastAccessTime>2025-01-01T00:00:01Z</LastAccessTime><ExpiryTime>2999-12-31T22:00:00Z</ExpiryTime><Expires>True</Expires>
  <UsageCount>4711</UsageCount><LocationChanged>2020-06-15T12:00:00Z</LocationChanged></Times>`;

/** All that KeePassXC knows, in the version that its elements ask for. */
function fullDocument({ needs41 }: { needs41: boolean }): string {
  const only41 = (xml: string) => (needs41 ? xml : '');
  const version = (
    number: number,
  ) => `<Entry><UUID>${uuid(7)}</UUID><IconID>12</IconID><CustomIconUUID>${uuid(3)}</CustomIconUUID>
    <ForegroundColor>#FF0000</ForegroundColor><BackgroundColor>#00FF00</BackgroundColor><OverrideURL>cmd://x {URL}</OverrideURL>
    <Tags>zwei;eins,drei vier</Tags>${DATES}${only41('<QualityCheck>False</QualityCheck>')}
    ${only41(`<PreviousParentGroup>${uuid(2)}</PreviousParentGroup>`)}
    ${field('Title', `Titel ${number} &amp; &lt;x&gt; "y" 😀`)}${field('UserName', 'Jürgen\tGroß')}
    ${field('Password', `p${number}äß😀&amp;`, SECRET)}${field('URL', 'https://x.test/?a=1&amp;b=2')}
    ${field('Notes', 'eins\nzwei\n\n  drei  ')}${field('Leer', '')}${field('Geheim', 'kundennummer', SECRET)}${field('Blank', '  ')}
    <AutoType><Enabled>False</Enabled><DataTransferObfuscation>1</DataTransferObfuscation><DefaultSequence>{TAB}</DefaultSequence>
    <Association><Window>Fenster *</Window><KeystrokeSequence/></Association><Association><Window/><KeystrokeSequence>{ENTER}</KeystrokeSequence></Association></AutoType>
    <CustomData><Item><Key>K1</Key><Value>V1</Value></Item><Item><Key>K2</Key><Value/></Item></CustomData>`;
  return documentWith(
    `<UUID>${uuid(1)}</UUID><Name>Wurzel</Name>${DATES}<Notes>Hinweis</Notes><IconID>49</IconID>${only41('<Tags>a,b</Tags>')}
     <CustomData><Item><Key>G</Key><Value>H</Value></Item></CustomData>
     ${version(2)}<History>${version(0)}</Entry>${version(1)}</Entry></History></Entry>
     <Group><UUID>${uuid(2)}</UUID><Name>Innen</Name>${DATES}<IsExpanded>False</IsExpanded><DefaultAutoTypeSequence>{USERNAME}</DefaultAutoTypeSequence>
       <EnableAutoType>false</EnableAutoType><EnableSearching>true</EnableSearching><LastTopVisibleEntry>${uuid(7)}</LastTopVisibleEntry></Group>`,
    `<Meta><Generator>x</Generator><DatabaseName>Name &amp; mehr</DatabaseName><DatabaseDescription>Text</DatabaseDescription>
     <DefaultUserName>du</DefaultUserName><MaintenanceHistoryDays>99</MaintenanceHistoryDays><Color>#0000FF</Color><MasterKeyChangeRec>10</MasterKeyChangeRec>
     <MasterKeyChangeForce>20</MasterKeyChangeForce><MemoryProtection><ProtectTitle>False</ProtectTitle><ProtectUserName>True</ProtectUserName>
     <ProtectPassword>True</ProtectPassword><ProtectURL>False</ProtectURL><ProtectNotes>False</ProtectNotes></MemoryProtection>
     <CustomIcons><Icon><UUID>${uuid(3)}</UUID>${only41('<Name>Wappen</Name><LastModificationTime>2022-01-01T00:00:00Z</LastModificationTime>')}
     <Data>iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==</Data></Icon></CustomIcons>
     <RecycleBinEnabled>True</RecycleBinEnabled><HistoryMaxItems>5</HistoryMaxItems><HistoryMaxSize>1000000</HistoryMaxSize>
     <CustomData><Item><Key>M</Key><Value>N</Value></Item></CustomData></Meta>`,
    `<DeletedObjects><DeletedObject><UUID>${uuid(9)}</UUID><DeletionTime>2023-03-03T03:03:03Z</DeletionTime></DeletedObject></DeletedObjects>`,
  );
}

describe.each([
  { name: 'KDBX 4.0', needs41: false, version: '4.0' },
  { name: 'KDBX 4.1', needs41: true, version: '4.1' },
])('a file of KeePassXC in $name', ({ needs41, version }) => {
  test('means the same to KeePassXC after we have opened and saved it', async () => {
    const source = at(`source-${version}.xml`);
    const file = at(`file-${version}.kdbx`);
    writeFileSync(source, fullDocument({ needs41 }));
    await run(['import', '-q', '-p', source, file], PASSWORD, PASSWORD);
    await run(['attachment-import', '-q', file, 'Titel 2 & <x> "y" 😀', 'anhang.xml', source], PASSWORD);
    const before = await exportWithKeepassxc(file, PASSWORD);
    const read = await opened(file);
    expect(read.version).toBe(version);
    for (const cipher of ['aes-256', 'chacha20'] as const) {
      read.database.file.cipher = cipher;
      const ours = at(`ours-${version}-${cipher}.kdbx`);
      writeFileSync(ours, await writeKdbx(read.database, read.transformed));
      expect(xmlDifferences(before, await exportWithKeepassxc(ours, PASSWORD))).toEqual([]);
      expect((await opened(ours)).version).toBe(version);
      const attachment = await run(
        ['attachment-export', '-q', '--stdout', ours, 'Titel 2 & <x> "y" 😀', 'anhang.xml'],
        PASSWORD,
      );
      expect(attachment).toBe(readFileSync(source, 'utf8'));
    }
  });
});

test('a file of KDBX 3.1 with attachments means the same to KeePassXC after we have saved it as KDBX 4', async () => {
  const file = at('old.kdbx');
  await run(['db-create', '-q', '-p', file], PASSWORD, PASSWORD);
  await run(['add', '-q', '-u', 'jürgen', '--url', 'https://x.test', '-g', file, 'Dienst'], PASSWORD);
  await run(['attachment-import', '-q', file, 'Dienst', 'selbst', file], PASSWORD);
  await run(['edit', '-q', '-u', 'andere', file, 'Dienst'], PASSWORD);
  const read = await opened(file);
  expect(read.version).toBe('3.1');
  const ours = at('old-as-4.kdbx');
  writeFileSync(ours, await writeKdbx(read.database, read.transformed));
  const before = await exportWithKeepassxc(file, PASSWORD);
  expect(xmlDifferences(before, await exportWithKeepassxc(ours, PASSWORD))).toEqual([]);
  const stored = read.database.root.entries[0]?.attachments.get('selbst')?.content;
  expect(stored?.length).toBeGreaterThan(1000);
  expect((await opened(ours)).database.root.entries[0]?.attachments.get('selbst')?.content).toEqual(stored);
});

test('our export as XML means the same to KeePassXC as the XML it was made of', async () => {
  const source = fullDocument({ needs41: true });
  const read = readKeePassXml(Buffer.from(source));
  if (!read.ok) throw new Error(read.reason);
  const imported = async (name: string, xml: string) => {
    writeFileSync(at(`${name}.xml`), xml);
    await run(['import', '-q', '-p', at(`${name}.xml`), at(`${name}.kdbx`)], PASSWORD, PASSWORD);
    // An import dates by itself what the XML does not date.
    const exported = await exportWithKeepassxc(at(`${name}.kdbx`), PASSWORD);
    return exported
      .replace(
        /<(Database\w*Changed|DefaultUserNameChanged|MasterKeyChanged|RecycleBinChanged|EntryTemplates\w*)>.*/g,
        '',
      )
      .replace(/<LastModificationTime>.*\s*(?=<\/Item>)/g, '');
  };
  const theirs = await imported('original', source);
  expect(theirs).toContain('Fenster *');
  expect(
    xmlDifferences(theirs, await imported('ours', Buffer.from(writeKeePassXml(read.database)).toString())),
  ).toEqual([]);
});

test('a new database with our own settings opens in KeePassXC', async () => {
  const database = newDatabase({ name: 'Tresor', now: Date.UTC(2026, 7, 1), recycleBinName: 'Papierkorb' });
  writeFileSync(at('new.kdbx'), await writeKdbx(database, key));
  const info = await run(['db-info', '-q', at('new.kdbx')], PASSWORD);
  expect(info).toContain('ChaCha20');
  expect(info).toContain('Argon2id');
  expect(await run(['ls', '-q', at('new.kdbx')], PASSWORD)).toContain('Papierkorb/');
});

async function opensInKeepassxc(database: KdbxDatabase, name: string): Promise<string> {
  database.file.kdf = CHEAP_KDF;
  writeFileSync(at(name), await writeKdbx(database, key));
  return exportWithKeepassxc(at(name), PASSWORD);
}

test('control characters, odd line ends and twice the same name do not keep KeePassXC from opening a file', async () => {
  const database =
    databaseOfXml(`<UUID>${uuid(1)}</UUID><Name>A&#1;B&#xFFFE;</Name><Entry><UUID>${uuid(2)}</UUID>
    ${field('Title', 'T&#0;&#11;')}${field('Password', 'a&#1;b', SECRET)}${field('Zeilen', 'a&#13;&#10;b&#13;c')}${field('X', '1')}${field('X', '2')}
    <Fremd><Tief/></Fremd></Entry>`);
  const xml = await opensInKeepassxc(database, 'odd.kdbx');
  expect(xml).toContain('<Name>AB</Name>');
  expect(xml).toContain('X (2)');
  const back = (await opened(at('odd.kdbx'))).database.root.entries[0];
  expect(back?.fields.get('Zeilen')).toBe('a\r\nb\rc');
  const password = back?.fields.get('Password');
  expect(isSecretText(password) && password.text()).toBe('a\u0001b');
});

test('a key file that we made opens in KeePassXC, and one of KeePassXC with us', async () => {
  const keyFile = newKeyFile();
  writeFileSync(at('ours.keyx'), keyFile);
  const made = compositeKeyOf({ password: new TextEncoder().encode(PASSWORD), keyFile });
  if (!made.ok) throw new Error(made.reason);
  const database = newDatabase({ name: 'x', now: 0 });
  database.file.kdf = CHEAP_KDF;
  writeFileSync(at('ours-with-key.kdbx'), await writeKdbx(database, made.key));
  expect(await run(['ls', '-q', '-k', at('ours.keyx'), at('ours-with-key.kdbx')], PASSWORD)).toBeDefined();

  await run(
    ['db-create', '-q', '-p', '--set-key-file', at('theirs.key'), at('theirs.kdbx')],
    PASSWORD,
    PASSWORD,
  );
  const theirs = compositeKeyOf({
    password: new TextEncoder().encode(PASSWORD),
    keyFile: readFileSync(at('theirs.key')),
  });
  if (!theirs.ok) throw new Error(theirs.reason);
  expect((await readKdbx(readFileSync(at('theirs.kdbx')), theirs.key)).ok).toBe(true);
  expect(await readKdbx(readFileSync(at('theirs.kdbx')), key)).toEqual({ ok: false, reason: 'wrong-key' });
});

test('the comparison tells what differs', () => {
  const one = documentWith(
    '<Name>a</Name><Entry><Times><CreationTime>2020-01-01T00:00:00Z</CreationTime></Times></Entry>',
  );
  expect(xmlDifferences(one, one)).toEqual([]);
  expect(xmlDifferences(one, one.replace('>a<', '>b<'))).toHaveLength(2);
  expect(xmlDifferences(one, one.replace('<Name>', '<Name x="1">'))).toHaveLength(2);
  expect(xmlDifferences(one, one.replace('2020', '2021'))).toHaveLength(2);
  expect(xmlDifferences(one, one.replace('</Entry>', '<New/></Entry>'))).toHaveLength(2);
});
