import fc from 'fast-check';
import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { readKeePassXml, writeKeePassXml } from '../../../../../../src/main/features/vault/kdbx/keepass-xml';
import { newDatabase } from '../../../../../../src/main/features/vault/kdbx/new-database';
import { readKdbx } from '../../../../../../src/main/features/vault/kdbx/read-kdbx';
import { createSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';
import { transformKey } from '../../../../../../src/main/features/vault/kdbx/transformed-key';
import { writeKdbx } from '../../../../../../src/main/features/vault/kdbx/write-kdbx';
import { anyDatabase, CHEAP_KDF, keyOf, plain } from './databases';
import { databaseOfXml } from './documents';

const key = keyOf('Käfertal 1');

async function saved(database: KdbxDatabase): Promise<KdbxDatabase> {
  const read = await readKdbx(await writeKdbx(database, key), key);
  if (!read.ok) throw new Error(read.reason);
  return read.database;
}

test('whatever a database holds is there after saving', async () => {
  await fc.assert(
    fc.asyncProperty(anyDatabase, async (database) => {
      expect(plain(await saved(database))).toEqual(plain(database));
    }),
    { numRuns: 150 },
  );
});

test('whatever a database holds is there after an export as XML, but for what only the file has', () => {
  fc.assert(
    fc.property(anyDatabase, (database) => {
      const read = readKeePassXml(writeKeePassXml(database));
      if (!read.ok) throw new Error(read.reason);
      // In the open a secret is text, and text cannot be everything.
      const expected = plain({ ...database, file: undefined });
      expect(plain({ ...read.database, file: undefined })).toEqual(withStorableSecrets(expected));
    }),
    { numRuns: 100 },
  );
});

function withStorableSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withStorableSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'secret' ? plain(inner) : withStorableSecrets(inner),
    ]),
  );
}

test('a secret keeps its control characters; plain text loses them in the file and not in memory', async () => {
  const database = newDatabase({ name: 'a\u0001b', now: 0 });
  database.file.kdf = CHEAP_KDF;
  const read = await readKeePassXmlOf(
    '<String><Key>Password</Key><Value ProtectInMemory="True">x</Value></String>',
  );
  const entry = read.root.entries[0];
  if (!entry) throw new Error('no entry');
  entry.fields.set('Password', createSecretText('a\u0000\u0001\u000bb'));
  entry.fields.set('Notes', 'eins\u000bzwei');
  database.root.entries.push(entry);
  const back = await saved(database);
  expect(plain(back.root.entries[0]?.fields.get('Password'))).toEqual({ secret: 'a\u0000\u0001\u000bb' });
  expect(back.root.entries[0]?.fields.get('Notes')).toBe('einszwei');
  expect(back.meta.name).toBe('ab');
  expect(entry.fields.get('Notes')).toBe('eins\u000bzwei');
});

const readKeePassXmlOf = async (entry: string) => databaseOfXml(`<Entry>${entry}</Entry>`);

test('control characters that another program wrote do not keep a file closed', () => {
  const database = databaseOfXml('<Name>a\u0001b&#x2;c&#0;</Name>');
  expect(database.root.name).toBe('a\u0001b\u0002c\u0000');
});

test('a file with two fields or attachments of one name keeps both', async () => {
  const entry = `
    <String><Key>PIN</Key><Value>1</Value></String><String><Key>PIN</Key><Value>2</Value></String>
    <String><Key>Title</Key><Value>A</Value></String><String><Key>Title</Key><Value>B</Value></String>
    <Binary><Key>a.pdf</Key><Value>AAAA</Value></Binary><Binary><Key>a.pdf</Key><Value>BBBB</Value></Binary>`;
  const back = await saved(cheap(await readKeePassXmlOf(entry)));
  const kept = back.root.entries[0];
  expect(kept?.fields.get('PIN')).toBe('1');
  expect(kept?.fields.get('PIN (2)')).toBe('2');
  expect(kept?.fields.get('Title')).toBe('A');
  expect(kept?.fields.get('Title (2)')).toBe('B');
  expect([...(kept?.attachments.keys() ?? [])]).toEqual(['a.pdf', 'a (2).pdf']);
});

function cheap(database: KdbxDatabase): KdbxDatabase {
  database.file.kdf = CHEAP_KDF;
  return database;
}

test('unknown elements and attributes are kept at every level', async () => {
  const database = cheap(
    databaseOfXml(
      `<Name sprache="de">A</Name><Neu/><Entry art="x"><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID>
        <Times seit="1"><Expires quelle="a">True</Expires></Times>
        <String nr="1"><Key>Feld</Key><Value herkunft="b">v</Value><Mehr>m</Mehr></String>
        <String nr="2"><Key>Zweites</Key><Value/></String>
        <Binary nr="3"><Key>f</Key><Value>AAAA</Value><Dazu/></Binary>
        <History von="c"><Dazu>d</Dazu><Entry><Fremd Protected="False"><Tief ProtectInMemory="True">geheim</Tief></Fremd></Entry></History>
        <CustomData z="1"><Item y="2"><Key>k</Key><Value>v</Value></Item></CustomData>
      </Entry>`,
      '<Meta v="1"><CustomIcons w="2"><Icon x="3"><UUID>AAAAAAAAAAAAAAAAAAAAAg==</UUID><Data>AAAA</Data></Icon><Bunt/></CustomIcons><MemoryProtection t="4"/></Meta>',
      '<DeletedObjects a="b"><DeletedObject c="d"><UUID>AAAAAAAAAAAAAAAAAAAABA==</UUID></DeletedObject></DeletedObjects><Rest/>',
    ),
  );
  const xml = Buffer.from(writeKeePassXml(await saved(database))).toString();
  for (const kept of [
    '<Name sprache="de">A</Name>',
    '<Neu/>',
    '<Entry art="x">',
    '<Times seit="1">',
    '<Expires quelle="a">True',
    '<String nr="1">',
    '<Value herkunft="b">v',
    '<Mehr>m</Mehr>',
    '<String nr="2">',
    '<Binary nr="3">',
    '<Dazu/>',
    '<History von="c">',
    '<Dazu>d</Dazu>',
    '<Tief ProtectInMemory="True">geheim</Tief>',
    '<CustomData z="1">',
    '<Item y="2">',
    '<Meta v="1">',
    '<CustomIcons w="2">',
    '<Icon x="3">',
    '<Bunt/>',
    '<MemoryProtection t="4">',
    '<DeletedObjects a="b">',
    '<DeletedObject c="d">',
    '<Rest/>',
  ]) {
    expect(xml).toContain(kept);
  }
});

test('two entries of one uuid get one each', async () => {
  const twin = '<UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID>';
  const [first, second] = databaseOfXml(`<Entry>${twin}</Entry><Entry>${twin}</Entry>`).root.entries;
  expect(first?.uuid).toBe(`${'0'.repeat(31)}1`);
  expect(second?.uuid).toMatch(/^[0-9a-f]{32}$/);
  expect(second?.uuid).not.toBe(first?.uuid);
});

test('one attachment in an entry and its versions is stored once and shared after opening', async () => {
  const content = new Uint8Array(300_000).map((_, at) => (at * 7919) >> 3);
  const database = cheap(await readKeePassXmlOf('<History><Entry/><Entry/></History>'));
  const entry = database.root.entries[0];
  if (!entry) throw new Error('no entry');
  for (const version of [entry, ...entry.history]) {
    version.attachments.set('a', { isProtected: true, content: Uint8Array.from(content) });
  }
  database.file.compressed = false;
  const bytes = await writeKdbx(database, key);
  expect(bytes.length).toBeLessThan(310_000);
  const back = await saved(database);
  const kept = back.root.entries[0];
  expect(Buffer.from(content).equals(kept?.attachments.get('a')?.content ?? content.subarray(1))).toBe(true);
  expect(kept?.history[1]?.attachments.get('a')).toBe(kept?.attachments.get('a'));
});

test('the version is 4.0 until something needs 4.1, and never goes back', async () => {
  const database = cheap(newDatabase({ name: 'x', now: 0 }));
  const versionOf = async () => {
    const read = await readKdbx(await writeKdbx(database, key), key);
    return read.ok && read.version;
  };
  expect(await versionOf()).toBe('4.1');
  database.file.leastVersion = '4.0';
  expect(await versionOf()).toBe('4.0');
  database.root.tags.push('amt');
  expect(await versionOf()).toBe('4.1');
});

test('no two saves have seed, IV or inner key in common, also without running the KDF again', async () => {
  const database = cheap(newDatabase({ name: 'x', now: 0 }));
  const transformed = await transformKey(key, CHEAP_KDF);
  const one = Buffer.from(await writeKdbx(database, transformed)).toString('hex');
  const other = Buffer.from(await writeKdbx(database, transformed)).toString('hex');
  const field = (file: string, id: string) => new RegExp(`${id}000000([0-9a-f]{24})`).exec(file)?.[1];
  expect(field(one, '0420')).not.toBe(field(other, '0420'));
  expect(field(one, '070c')).not.toBe(field(other, '070c'));
  expect(one.slice(-200)).not.toBe(other.slice(-200));
});

test('a key made with other settings is refused', async () => {
  const database = newDatabase({ name: 'x', now: 0 });
  const transformed = await transformKey(key, CHEAP_KDF);
  expect(transformed.fits(database.file.kdf)).toBe(false);
  await expect(writeKdbx(database, transformed)).rejects.toThrow('other KDF settings');
});

test('opening can be stopped', async () => {
  const database = newDatabase({ name: 'x', now: 0 });
  database.file.kdf = { kind: 'aes', rounds: 50_000_000 };
  const stop = new AbortController();
  stop.abort();
  const file = await writeKdbx(cheap(newDatabase({ name: 'x', now: 0 })), key);
  await expect(readKdbx(file, key, { signal: stop.signal })).rejects.toThrow();
  const late = new AbortController();
  setTimeout(() => late.abort(), 20);
  const slow = transformKey(key, database.file.kdf, { signal: late.signal });
  await expect(slow).rejects.toThrow();
});
