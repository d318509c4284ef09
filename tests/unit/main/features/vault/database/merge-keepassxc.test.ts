import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BenchClock } from '../../../../../../bench/vault/merge-bench';
import { content } from '../../../../../../bench/vault/merge-loss';
import { mergeScenarioSides, type ScenarioSides } from '../../../../../../bench/vault/merge-scenarios';
import { mergeDatabases } from '../../../../../../src/main/features/vault/database/merge.model';
import { DatabaseTree } from '../../../../../../src/main/features/vault/database/tree.model';
import {
  type CompositeKey,
  compositeKeyOf,
} from '../../../../../../src/main/features/vault/kdbx/composite-key';
import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { readKdbx } from '../../../../../../src/main/features/vault/kdbx/read-kdbx';
import { writeKdbx } from '../../../../../../src/main/features/vault/kdbx/write-kdbx';
import { runKeepassxc } from '../kdbx/keepassxc';

const PASSWORD = 'demo';
let folder: string;
let key: CompositeKey;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-'));
  const made = compositeKeyOf({ password: Buffer.from(PASSWORD) });
  if (!made.ok) throw new Error(made.reason);
  key = made.key;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a database with a key that is quickly made. */
async function write(name: string, database: KdbxDatabase): Promise<string> {
  database.file.kdf = { kind: 'argon2id', memoryKib: 64, iterations: 1, parallelism: 1 };
  const path = join(folder, name);
  writeFileSync(path, await writeKdbx(database, key));
  return path;
}

async function read(path: string): Promise<KdbxDatabase> {
  const opened = await readKdbx(readFileSync(path), key);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.database;
}

/** What every entry holds now and in its history. */
function versions(database: KdbxDatabase): Map<string, Set<string>> {
  const entries = [...new DatabaseTree(database).entries()];
  return new Map(entries.map((entry) => [entry.uuid, new Set([entry, ...entry.history].map(content))]));
}

/** Merges both by `keepassxc-cli merge`, and by us without the last saved state, which KeePassXC does not know. */
async function mergeBoth(sides: ScenarioSides): Promise<{ xc: KdbxDatabase; us: KdbxDatabase }> {
  const [ours, theirs] = [await write('ours.kdbx', sides.ours), await write('theirs.kdbx', sides.theirs)];
  const us = await read(ours);
  mergeDatabases(us, await read(theirs), { now: BenchClock.START + 10_000_000 });
  const run = await runKeepassxc(['merge', '-q', '-s', ours, theirs], PASSWORD);
  if (run.status !== 0) throw new Error(run.stderr);
  return { xc: await read(ours), us };
}

/** KeePassXC 2.7.4 does not come back from moving two groups into each other. */
const HANGS = 'each moves one group into the other';
const ALL = mergeScenarioSides().filter(({ name }) => name !== HANGS);

describe('beside keepassxc-cli merge', () => {
  test.each(ALL)('$name: we keep all that it keeps', async (sides) => {
    const { xc, us } = await mergeBoth(sides);
    const kept = versions(us);
    // It takes no deletions over unless a database is told to; ours are another test's.
    const deleted = new Set([...sides.ours.deleted, ...sides.theirs.deleted].map(({ uuid }) => uuid));
    const gone = [...versions(xc)].flatMap(([uuid, all]) =>
      deleted.has(uuid) ? [] : [...all].filter((one) => !kept.get(uuid)?.has(one)),
    );
    expect(gone).toEqual([]);
    const groups = new Set([...new DatabaseTree(us).groups()].map(({ name }) => name));
    const lacking = [...new DatabaseTree(xc).groups()].filter(
      ({ uuid, name }) => !deleted.has(uuid) && !groups.has(name),
    );
    expect(lacking).toEqual([]);
  });

  test('it opens what we merged, and finds nothing in either side that is not there', async () => {
    // Where a history has two versions of one second it keeps one of them, so not with those.
    for (const sides of ALL.filter(({ name }) => /^(both edit|histories|tags)/.test(name))) {
      const { us } = await mergeBoth(sides);
      const before = versions(us);
      const merged = await write('merged.kdbx', us);
      for (const side of [sides.ours, sides.theirs]) {
        const run = await runKeepassxc(
          ['merge', '-q', '-s', merged, await write('side.kdbx', side)],
          PASSWORD,
        );
        expect([run.status, versions(await read(merged))]).toEqual([0, before]);
      }
    }
  });
});
