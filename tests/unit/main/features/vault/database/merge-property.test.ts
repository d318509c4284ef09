import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BenchClock, emptyDatabase, openVault, readAgain } from '../../../../../../bench/vault/merge-bench';
import { fingerprint, lostIn } from '../../../../../../bench/vault/merge-loss';
import { mergeDatabases } from '../../../../../../src/main/features/vault/database/merge.model';
import type { VaultDatabase } from '../../../../../../src/main/features/vault/database/vault-database.model';
import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';

/** Something a person does, to the nth entry and the nth group there are; `pick` chooses among what is possible. */
interface Act {
  readonly kind: number;
  readonly nth: number;
  readonly pick: number;
  readonly pause: number;
}

const FIELDS = ['Title', 'UserName', 'Password', 'Notes', 'PIN'];
const TAGS = ['a', 'b', 'c'];

const acts = (length: number): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.record({
      kind: fc.nat(17),
      nth: fc.nat(30),
      pick: fc.nat(30),
      pause: fc.constantFrom(0, 1, 7),
    }),
    { maxLength: length },
  );

/** Does one thing; where there is nothing to do it to, nothing happens. */
function act(vault: VaultDatabase, { kind, nth, pick }: Act, mark: string): void {
  const entries = [...vault.allEntries()].map(({ uuid }) => uuid).sort();
  const groups = [...vault.allGroups()].map(({ uuid }) => uuid).sort();
  const entry = entries[nth % Math.max(1, entries.length)] ?? '';
  const group = groups[pick % groups.length] ?? '';
  const other = groups[nth % groups.length] ?? '';
  const field = FIELDS[pick % FIELDS.length] ?? 'Notes';
  const tag = TAGS[pick % TAGS.length] ?? 'a';
  const value = `${mark} ${nth}`;
  const possible = [
    () => vault.entries.add(group, { fields: [{ kind: 'set', name: 'Title', value }] }),
    () => vault.entries.edit(entry, { fields: [{ kind: 'set', name: field, value }] }),
    () => vault.entries.edit(entry, { fields: [{ kind: 'set', name: field, value: 'common' }] }),
    () => vault.entries.edit(entry, { fields: [{ kind: 'remove', name: 'PIN' }] }),
    () => vault.entries.edit(entry, { fields: [{ kind: 'rename', name: 'PIN', to: 'Code' }] }),
    () => vault.entries.edit(entry, { tags: [tag], iconId: pick, expiry: pick % 2 ? nth * 1000 : null }),
    () => vault.entries.move([entry], group),
    () => vault.bin.removeEntries([entry]),
    () => vault.bin.restoreEntries([entry]),
    () => vault.bin.empty(),
    () => vault.entries.restoreVersion(entry, pick % 3),
    () => vault.entries.deleteVersion(entry, pick % 3),
    () => vault.groups.add(group, { name: value }),
    () => vault.groups.edit(group, { name: value }),
    () => vault.groups.move(other, group),
    () => vault.bin.removeGroup(group),
    () => vault.attachments.add(entry, `file ${pick % 2}`, new Uint8Array([nth])),
    () => vault.entries.setFavourite([entry], pick % 2 === 0),
  ];
  possible[kind]?.();
}

function play(vault: VaultDatabase, clock: BenchClock, all: readonly Act[], mark: string): void {
  let second = (clock.now - BenchClock.START) / 1000;
  for (const [index, one] of all.entries()) {
    second += one.pause;
    clock.set(second);
    act(vault, one, `${mark}${index}`);
  }
}

/** Two sides that come from one base, and what they come from. */
function sidesOf(before: Act[], ours: Act[], theirs: Act[]) {
  const clock = new BenchClock();
  const base = openVault(emptyDatabase(), clock, 'ba');
  // Nothing may go by trimming: that is no loss of the merge's.
  base.kdbx.meta.historyMaxItems = -1;
  play(base, clock, before, 'base');
  const parted = clock.now;
  const [our, their] = (['aa', 'bb'] as const).map((prefix, index) => {
    clock.now = parted;
    const vault = openVault(readAgain(base.kdbx), clock, prefix);
    play(vault, clock, index === 0 ? ours : theirs, prefix);
    return vault.kdbx;
  }) as [KdbxDatabase, KdbxDatabase];
  return { base: base.kdbx, ours: our, theirs: their };
}

const now = BenchClock.START + 10_000_000;
const histories = fc.tuple(acts(12), acts(10), acts(10), fc.boolean());
const runs = { numRuns: Number(process.env['MERGE_RUNS'] ?? 300) };

describe('merging what two people did to one vault', () => {
  test('loses nothing', () => {
    fc.assert(
      fc.property(histories, ([before, mine, yours, isBaseKnown]) => {
        const { base, ours, theirs } = sidesOf(before, mine, yours);
        const sides = { ours: readAgain(ours), theirs: readAgain(theirs), base, isBaseKnown };
        const report = mergeDatabases(ours, theirs, { now, base: isBaseKnown ? base : undefined });
        expect(lostIn(ours, sides, report)).toEqual([]);
      }),
      runs,
    );
  });

  test('comes to the same whichever side merges, and does not go on changing', () => {
    fc.assert(
      fc.property(histories, ([before, mine, yours, isBaseKnown]) => {
        const { base, ours, theirs } = sidesOf(before, mine, yours);
        const options = { now, base: isBaseKnown ? base : undefined };
        const [ourCopy, theirCopy] = [readAgain(ours), readAgain(theirs)];
        mergeDatabases(ours, readAgain(theirs), options);
        mergeDatabases(theirCopy, ourCopy, options);
        expect(fingerprint(theirCopy)).toBe(fingerprint(ours));
        const once = fingerprint(ours);
        const again = mergeDatabases(ours, readAgain(theirs), options);
        expect(fingerprint(ours)).toBe(once);
        expect(again.isChanged).toBe(false);
      }),
      runs,
    );
  });

  test('leaves a tree in which everything stands exactly once', () => {
    fc.assert(
      fc.property(histories, ([before, mine, yours, isBaseKnown]) => {
        const { base, ours, theirs } = sidesOf(before, mine, yours);
        mergeDatabases(ours, theirs, { now, base: isBaseKnown ? base : undefined });
        const seen: string[] = [];
        const visit = (group: KdbxDatabase['root']) => {
          seen.push(group.uuid, ...group.entries.map(({ uuid }) => uuid));
          group.groups.forEach(visit);
        };
        visit(ours.root);
        expect(new Set(seen).size).toBe(seen.length);
        expect(ours.deleted.filter(({ uuid }) => seen.includes(uuid))).toEqual([]);
      }),
      runs,
    );
  });
});
