import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BenchClock, emptyDatabase, openVault, readAgain } from '../../../../../../bench/vault/merge-bench';
import { content, lostIn } from '../../../../../../bench/vault/merge-loss';
import type { KdbxDatabase } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { isSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';
import { acts, play } from './random-acts';

/** Everything in a database: all that has an order in it. */
function exactly(database: KdbxDatabase): string {
  return JSON.stringify(database, (_, value) => {
    if (isSecretText(value)) return { secret: value.text() };
    if (value instanceof Map) return [...value];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function vaultAfter(before: Parameters<typeof play>[2]) {
  const clock = new BenchClock();
  const vault = openVault(emptyDatabase(), clock, 'aa');
  vault.kdbx.meta.historyMaxItems = 3;
  play(vault, clock, before, 'before');
  return { vault, clock };
}

const runs = { numRuns: Number(process.env['MERGE_RUNS'] ?? 300) };

describe('undoing', () => {
  test('brings back exactly what was, and redoing exactly what had been done, step by step', () => {
    fc.assert(
      fc.property(acts(15), acts(15), (before, then) => {
        const { vault, clock } = vaultAfter(before);
        const states = [exactly(vault.kdbx)];
        let revision = vault.revision;
        for (const one of then) {
          play(vault, clock, [one], `then${states.length}`);
          if (vault.revision !== revision) states.push(exactly(vault.kdbx));
          revision = vault.revision;
        }
        for (const state of states.slice(0, -1).reverse()) {
          expect(vault.undo().ok).toBe(true);
          expect(exactly(vault.kdbx)).toBe(state);
        }
        for (const state of states.slice(1)) {
          expect(vault.redo().ok).toBe(true);
          expect(exactly(vault.kdbx)).toBe(state);
        }
        expect(vault.redo()).toEqual({ ok: false, reason: 'nothing-to-undo' });
      }),
      runs,
    );
  });

  test('takes nothing away of what a merge brought meanwhile', () => {
    fc.assert(
      fc.property(acts(12), acts(8), acts(8), (before, mine, yours) => {
        const { vault: base, clock } = vaultAfter(before);
        base.kdbx.meta.historyMaxItems = -1;
        const [ours, theirs] = [
          openVault(readAgain(base.kdbx), clock, 'bb'),
          openVault(readAgain(base.kdbx), clock, 'cc'),
        ];
        play(theirs, clock, yours, 'theirs');
        // What both did alike is ours as well, and is undone; of two bins one is left.
        const own = new Set([`group ${theirs.bin.group?.name}`]);
        for (const [index, one] of mine.entries()) {
          play(ours, clock, [one], `ours${index}`);
          for (const entry of ours.allEntries()) own.add(`version ${content(entry)}`);
        }
        const brought = readAgain(theirs.kdbx);
        const sides = { ours: brought, theirs: brought, base: base.kdbx, isBaseKnown: true };
        clock.now += 60_000;
        const report = ours.merge(theirs.kdbx, 'saved');
        while (ours.undo().ok);
        const { recycleBin } = ours.kdbx.meta;
        if (recycleBin) expect(ours.group(recycleBin)).toBeDefined();
        expect(lostIn(ours.kdbx, sides, report).filter((lost) => !own.has(lost))).toEqual([]);
      }),
      runs,
    );
  });
});
