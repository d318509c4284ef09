import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSql } from '../../../../../src/main/platform/state/sqlite';

let folder: string;
let notes: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
  notes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const V1 = 'CREATE TABLE t (a TEXT)';
const V2 = "ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'b'";
const open = (migrations: string[]) =>
  openSql({
    path: join(folder, 'deep', 'x.sqlite'),
    migrations,
    log: { note: (code) => void notes.push(code) },
  });

test('brings an old file into the present shape, once', async () => {
  const first = await open([V1]);
  first.database.run('INSERT INTO t (a) VALUES (?)', 'one');
  first.database.close();
  for (let time = 0; time < 2; time += 1) {
    const { database, setAside } = await open([V1, V2]);
    expect([database.rows('SELECT a, b FROM t'), setAside]).toEqual([[{ a: 'one', b: 'b' }], undefined]);
    database.close();
  }
});

test('a file of a newer version is set aside whole', async () => {
  const newer = await open([V1, V2]);
  newer.database.run('INSERT INTO t (a) VALUES (?)', 'one');
  newer.database.close();
  const { database, setAside } = await open([V1]);
  expect([database.rows('SELECT * FROM t'), setAside, notes]).toEqual([[], 'newer-version', ['STA-210']]);
  database.close();
  const aside = (await readdir(join(folder, 'deep'))).find((name) => /\.newer-version-[\dTZ-]+$/.test(name));
  const { database: kept } = await openSql({
    path: join(folder, 'deep', aside ?? ''),
    migrations: [V1, V2],
    log: { note: () => {} },
  });
  expect(kept.rows('SELECT a FROM t')).toEqual([{ a: 'one' }]);
  kept.close();
});

test('a migration that fails leaves the file as it was', async () => {
  const first = await open([V1]);
  first.database.run('INSERT INTO t (a) VALUES (?)', 'one');
  first.database.close();
  await expect(open([V1, 'CREATE TABLE u (c); CREATE TABLE broken ('])).rejects.toThrow();
  const { database } = await open([V1, V2]);
  expect(database.rows('SELECT a, b FROM t')).toEqual([{ a: 'one', b: 'b' }]);
  expect(database.rows("SELECT name FROM sqlite_master WHERE name = 'u'")).toEqual([]);
  database.close();
});

test('together means all or nothing', async () => {
  const { database } = await open([V1]);
  expect(() =>
    database.together(() => {
      database.run('INSERT INTO t (a) VALUES (?)', 'one');
      throw new Error('midway');
    }),
  ).toThrow('midway');
  expect(database.rows('SELECT * FROM t')).toEqual([]);
  database.close();
});

test('every write is on the disk before it is acknowledged', async () => {
  const { database } = await open([V1]);
  expect(database.rows('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(database.rows('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  database.close();
});

test('a file that another program has locked is no damaged file', async () => {
  const { database } = await open([V1]);
  database.run('BEGIN EXCLUSIVE');
  database.run('INSERT INTO t (a) VALUES (?)', 'one');
  await expect(open([V1, V2])).rejects.toThrow(/locked/);
  database.run('COMMIT');
  database.close();
  expect(notes).toEqual([]);
});
