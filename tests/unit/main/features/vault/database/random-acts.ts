import * as fc from 'fast-check';
import { BenchClock } from '../../../../../../bench/vault/merge-bench';
import type { VaultDatabase } from '../../../../../../src/main/features/vault/database/vault-database.model';

/** Something a person does, to the nth entry and the nth group there are; `pick` chooses among what is possible. */
export interface Act {
  readonly kind: number;
  readonly nth: number;
  readonly pick: number;
  readonly pause: number;
}

const FIELDS = ['Title', 'UserName', 'Password', 'Notes', 'PIN'];
const TAGS = ['a', 'b', 'c'];

/** Up to so many things. */
export const acts = (length: number): fc.Arbitrary<Act[]> =>
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
export function act(vault: VaultDatabase, { kind, nth, pick }: Act, mark: string): void {
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

/** Does one thing after the other. */
export function play(vault: VaultDatabase, clock: BenchClock, all: readonly Act[], mark: string): void {
  let second = (clock.now - BenchClock.START) / 1000;
  for (const [index, one] of all.entries()) {
    second += one.pause;
    clock.set(second);
    act(vault, one, `${mark}${index}`);
  }
}
