import fc from 'fast-check';
import { newDatabase, wipeDatabase } from '../../../../../../src/main/features/vault/kdbx/new-database';
import { createSecretText, isSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';
import { anyText } from './databases';
import { databaseOfXml } from './documents';

const encode = (text: string) => new TextEncoder().encode(text);

test('a secret gives back what it was made of, from text and from bytes', () => {
  fc.assert(
    fc.property(anyText, fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
      const secret = createSecretText(text);
      expect(secret.text()).toBe(text);
      expect(secret.bytes()).toEqual(encode(text));
      expect(secret.byteLength).toBe(encode(text).length);
      expect(createSecretText(bytes).bytes()).toEqual(bytes);
    }),
  );
});

test('secrets are equal when their texts are', () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      expect(createSecretText(a).equals(createSecretText(encode(a)))).toBe(true);
      expect(createSecretText(a).equals(createSecretText(b))).toBe(a === b);
    }),
  );
});

test('what is handed out is a copy, and what was handed in is not kept', () => {
  const bytes = encode('geheim');
  const secret = createSecretText(bytes);
  bytes.fill(0);
  secret.bytes().fill(0);
  expect(secret.text()).toBe('geheim');
});

test('wiping one leaves its neighbours, and of it nothing', () => {
  const [before, secret, after] = ['vorher', 'geheim', 'nachher'].map((text) => createSecretText(text));
  secret?.wipe();
  expect(secret?.byteLength).toBe(0);
  expect(secret?.text()).toBe('');
  expect(before?.text()).toBe('vorher');
  expect(after?.text()).toBe('nachher');
});

test('large secrets and very many small ones are kept apart', () => {
  const large = 'ä'.repeat(100_000);
  const secrets = Array.from({ length: 20_000 }, (_, at) => createSecretText(`geheim ${at}`));
  expect(createSecretText(large).text()).toBe(large);
  expect(secrets.every((secret, at) => secret.text() === `geheim ${at}`)).toBe(true);
});

test('only a secret is one', () => {
  expect(isSecretText(createSecretText(''))).toBe(true);
  expect(isSecretText('geheim')).toBe(false);
  expect(isSecretText({ ...createSecretText('x') })).toBe(false);
});

test('wiping a database overwrites its secrets, its versions, its attachments and what is unknown in it', () => {
  const secret = (key: string) =>
    `<String><Key>${key}</Key><Value ProtectInMemory="True">geheim</Value></String>`;
  const database = databaseOfXml(
    `<Group><Entry>${secret('Password')}<Binary><Key>a</Key><Value>AQID</Value></Binary>
     <History><Entry>${secret('PIN')}</Entry></History><Fremd><Tief ProtectInMemory="True">geheim</Tief></Fremd></Entry></Group>`,
  );
  const entry = database.root.groups[0]?.entries[0];
  const values = [entry?.fields.get('Password'), entry?.history[0]?.fields.get('PIN')];
  const inner = entry?.unknown[0]?.children[0];
  const content = entry?.attachments.get('a')?.content;
  expect(values.every((value) => isSecretText(value) && value.byteLength === 6)).toBe(true);
  wipeDatabase(database);
  expect(values.every((value) => isSecretText(value) && value.byteLength === 0)).toBe(true);
  expect(content).toEqual(Buffer.alloc(3));
  const deepest = typeof inner === 'object' && 'children' in inner ? inner.children[0] : undefined;
  expect(isSecretText(deepest) && deepest.byteLength).toBe(0);
});

test('a new database begins with whole seconds, our KDF and the bin it was asked for', () => {
  const database = newDatabase({ name: 'Tresor', now: 1_785_571_200_123, recycleBinName: 'Papierkorb' });
  expect(database.root.times.created).toBe(1_785_571_200_000);
  expect(database.root.groups.map((group) => [group.uuid, group.name])).toEqual([
    [database.meta.recycleBin, 'Papierkorb'],
  ]);
  expect(newDatabase({ name: 'x', now: 0 }).meta.recycleBin).toBeUndefined();
});
