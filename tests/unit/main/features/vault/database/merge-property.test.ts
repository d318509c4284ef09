import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BenchClock, emptyDatabase, openVault, readAgain } from '../../../../../../bench/vault/merge-bench';
import { fingerprint, lostIn } from '../../../../../../bench/vault/merge-loss';
import { mergeDatabases } from '../../../../../../src/main/features/vault/database/merge.model';
import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { type Act, acts, play } from './random-acts';

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
