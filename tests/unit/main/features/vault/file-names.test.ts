import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePath } from '../../../../../src/main/features/vault/adapters/free-path.adapter';
import { partsOf, safeFileName, withEnding } from '../../../../../src/main/features/vault/file-names.model';

test.each([
  ['Vertrag.pdf', 'Vertrag.pdf'],
  ['Amiras Tresor', 'Amiras Tresor'],
  ['Bürgerbüro & Straße.kdbx', 'Bürgerbüro & Straße.kdbx'],
  ['../../etc/passwd', 'etc passwd'],
  ['C:\\Windows\\x.exe', 'C Windows x.exe'],
  ['.bashrc', 'bashrc'],
  ['a\u0000b\nc', 'a b c'],
  ['Name. . ', 'Name'],
  ['nul.txt', '_nul.txt'],
  ['COM1', '_COM1'],
  ['Comeback.txt', 'Comeback.txt'],
  ['???', ''],
])('%j is proposed as %j', (proposed, name) => {
  expect(safeFileName(proposed)).toBe(name);
});

test('a long name is cut before its ending, and never through a character', () => {
  expect(safeFileName(`${'ü'.repeat(300)}.kdbx`)).toBe(`${'ü'.repeat(120)}.kdbx`);
  expect(safeFileName('🔑'.repeat(200))).toBe('🔑'.repeat(120));
});

test.each([
  ['Privat', 'Privat.kdbx'],
  ['Privat 2.0', 'Privat 2.0.kdbx'],
  ['Privat.kdbx', 'Privat.kdbx'],
  ['Liste.txt', 'Liste.txt'],
])('%j becomes %j', (name, whole) => {
  expect(withEnding(name, '.kdbx')).toBe(whole);
});

test('stem and ending make the name', () => {
  expect(partsOf('Privat 2.0.kdbx')).toEqual({ stem: 'Privat 2.0', ending: '.kdbx' });
  expect(partsOf('Privat')).toEqual({ stem: 'Privat', ending: '' });
});

test('a free place has the first number that nothing goes by', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quadrat-places-'));
  try {
    expect(await freePath(folder, 'Tresor.kdbx')).toBe(join(folder, 'Tresor.kdbx'));
    writeFileSync(join(folder, 'Tresor.kdbx'), '');
    writeFileSync(join(folder, 'Tresor 2.kdbx'), '');
    expect(await freePath(folder, 'Tresor.kdbx')).toBe(join(folder, 'Tresor 3.kdbx'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
