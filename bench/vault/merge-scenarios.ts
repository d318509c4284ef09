import { mergeDatabases } from '../../src/main/features/vault/database/merge.model';
import type { MergeReport } from '../../src/main/features/vault/database/merge-report.model';
import type { EntryChange } from '../../src/main/features/vault/database/operations.model';
import type { VaultDatabase } from '../../src/main/features/vault/database/vault-database.model';
import type { KdbxDatabase, KdbxEntry, KdbxGroup } from '../../src/main/features/vault/kdbx/kdbx.model';
import { createSecretText, isSecretText } from '../../src/main/features/vault/kdbx/secret-text';
import { BenchClock, emptyDatabase, openVault, readAgain } from './merge-bench';
import { fingerprint, lostIn } from './merge-loss';

/** One side of a scenario: a vault, and a clock that says when what follows happens (seconds). */
class Hand {
  readonly vault: VaultDatabase;
  readonly #clock: BenchClock;

  constructor(vault: VaultDatabase, clock: BenchClock) {
    this.vault = vault;
    this.#clock = clock;
  }

  at(second: number): this {
    this.#clock.set(second);
    return this;
  }

  entry(title: string): KdbxEntry {
    return required([...this.vault.allEntries()].find((one) => text(one, 'Title') === title));
  }

  group(name: string): KdbxGroup {
    return required([...this.vault.allGroups()].find((one) => one.name === name));
  }

  /** Does something that must be done, or the scenario is none. */
  do(what: (vault: VaultDatabase) => { readonly ok: boolean }): this {
    if (!what(this.vault).ok) throw new Error('The scenario cannot be played');
    return this;
  }

  edit(title: string, change: EntryChange): this {
    return this.do((vault) => vault.entries.edit(this.entry(title).uuid, change));
  }

  set(title: string, name: string, value: string): this {
    return this.edit(title, { fields: [{ kind: 'set', name, value }] });
  }

  bin(title: string): this {
    return this.do((vault) => vault.bin.removeEntries([this.entry(title).uuid]));
  }

  /** Into the bin, and out of it for good. */
  destroy(title: string): this {
    return this.bin(title).bin(title);
  }

  move(title: string, group: string): this {
    return this.do((vault) => vault.entries.move([this.entry(title).uuid], this.group(group).uuid));
  }

  moveGroup(name: string, into: string): this {
    return this.do((vault) => vault.groups.move(this.group(name).uuid, this.group(into).uuid));
  }

  addEntry(title: string, group: string): this {
    return this.do((vault) =>
      vault.entries.add(this.group(group).uuid, { fields: [{ kind: 'set', name: 'Title', value: title }] }),
    );
  }

  addGroup(name: string, into: string): this {
    return this.do((vault) => vault.groups.add(this.group(into).uuid, { name }));
  }

  destroyGroup(name: string): this {
    const { uuid } = this.group(name);
    return this.do((vault) => vault.bin.removeGroup(uuid)).do((vault) => vault.bin.removeGroup(uuid));
  }
}

interface Scenario {
  readonly name: string;
  readonly before?: (base: Hand) => unknown;
  readonly ours: (ours: Hand) => unknown;
  readonly theirs: (theirs: Hand) => unknown;
  /** What has to hold afterwards, whichever side merges. */
  readonly holds: (merged: Hand, report: MergeReport, how: { readonly withBase: boolean }) => boolean;
}

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('Not there');
  return value;
};
const text = (entry: KdbxEntry, name: string): string | undefined => {
  const value = entry.fields.get(name);
  return isSecretText(value) ? value.text() : value;
};
const conflicts = (report: MergeReport) => report.conflicts.flatMap(({ fields }) => fields).join();
const parent = (hand: Hand, uuid: string) => hand.vault.parentOf(uuid)?.name;

/** Moves an entry as a machine does whose clock is behind what the file says. */
function moveBack(hand: Hand, title: string, group: string, second: number): void {
  hand.at(second).move(title, group);
  const entry = hand.entry(title);
  entry.times.locationChanged = BenchClock.START + second * 1000;
}

/** Every merge that has cost somebody a password somewhere. */
const SCENARIOS: readonly Scenario[] = [
  {
    name: 'both edit different fields of one entry',
    ours: (ours) => ours.at(10).set('Mail', 'Notes', 'ours'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'URL', 'https://theirs.test'),
    holds: (merged, report) =>
      text(merged.entry('Mail'), 'Notes') === 'ours' &&
      text(merged.entry('Mail'), 'URL') === 'https://theirs.test' &&
      report.conflicts.length === 0,
  },
  {
    name: 'both edit the same field of one entry',
    ours: (ours) => ours.at(10).set('Mail', 'Password', 'ours'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Password', 'theirs'),
    holds: (merged, report) =>
      text(merged.entry('Mail'), 'Password') === 'theirs' &&
      merged.entry('Mail').history.some((one) => text(one, 'Password') === 'ours') &&
      conflicts(report) === 'Password',
  },
  {
    name: 'one changes the user name, the other the password: no login of two halves',
    ours: (ours) => ours.at(10).set('Mail', 'UserName', 'ours').set('Mail', 'Password', 'for ours'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Password', 'theirs'),
    holds: (merged, report) =>
      text(merged.entry('Mail'), 'UserName') === 'amira' &&
      text(merged.entry('Mail'), 'Password') === 'theirs' &&
      conflicts(report) === 'UserName,Password',
  },
  {
    name: 'edited here, deleted for good there before',
    ours: (ours) => ours.at(20).set('Mail', 'Notes', 'still needed'),
    theirs: (theirs) => theirs.at(10).destroy('Mail'),
    holds: (merged) =>
      text(merged.entry('Mail'), 'Notes') === 'still needed' && merged.vault.kdbx.deleted.length === 0,
  },
  {
    name: 'edited here, deleted for good there afterwards',
    ours: (ours) => ours.at(10).set('Mail', 'Notes', 'still needed?'),
    theirs: (theirs) => theirs.at(20).destroy('Mail'),
    // Only the last saved state tells that the deleting side never saw the edit.
    holds: (merged, _, { withBase }) =>
      [...merged.vault.allEntries()].some((one) => text(one, 'Title') === 'Mail') === withBase,
  },
  {
    name: 'deleted for good here, moved there afterwards',
    ours: (ours) => ours.at(10).destroy('Mail'),
    theirs: (theirs) => theirs.at(20).move('Mail', 'Work'),
    holds: (merged) => parent(merged, merged.entry('Mail').uuid) === 'Work',
  },
  {
    name: 'moved both ways',
    ours: (ours) => ours.at(10).move('Mail', 'Work'),
    theirs: (theirs) => theirs.at(20).move('Mail', 'Private'),
    holds: (merged) => parent(merged, merged.entry('Mail').uuid) === 'Private',
  },
  {
    name: 'moved here, edited there',
    ours: (ours) => ours.at(10).move('Mail', 'Work'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Notes', 'theirs'),
    holds: (merged) =>
      parent(merged, merged.entry('Mail').uuid) === 'Work' &&
      text(merged.entry('Mail'), 'Notes') === 'theirs',
  },
  {
    name: 'group moved here, entry added to it there',
    ours: (ours) => ours.at(10).moveGroup('Work', 'Private'),
    theirs: (theirs) => theirs.at(20).addEntry('New', 'Work'),
    holds: (merged) =>
      parent(merged, merged.group('Work').uuid) === 'Private' &&
      parent(merged, merged.entry('New').uuid) === 'Work',
  },
  {
    name: 'each moves one group into the other',
    ours: (ours) => ours.at(10).moveGroup('Work', 'Private'),
    theirs: (theirs) => theirs.at(20).moveGroup('Private', 'Work'),
    holds: (merged) =>
      parent(merged, merged.group('Private').uuid) === 'Work' &&
      merged.vault.pathOf(merged.entry('Bank').uuid).length > 0,
  },
  {
    name: 'histories diverged',
    before: (base) => base.at(1).set('Mail', 'Password', 'one').at(2).set('Mail', 'Password', 'two'),
    ours: (ours) => ours.at(10).set('Mail', 'Password', 'a').at(30).set('Mail', 'Password', 'c'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Password', 'b').at(40).set('Mail', 'Password', 'd'),
    holds: (merged) =>
      [...merged.entry('Mail').history, merged.entry('Mail')].map((one) => text(one, 'Password')).join() ===
      'secret,one,two,a,b,c,d',
  },
  {
    name: 'a version deleted here on purpose',
    before: (base) =>
      base.at(1).set('Mail', 'Password', 'pasted by mistake').at(2).set('Mail', 'Password', 'two'),
    ours: (ours) => ours.at(10).do((vault) => vault.entries.deleteVersion(ours.entry('Mail').uuid, 1)),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Notes', 'theirs'),
    holds: (merged, _, { withBase }) =>
      merged.entry('Mail').history.some((one) => text(one, 'Password') === 'pasted by mistake') !== withBase,
  },
  {
    name: 'attachments on both sides',
    ours: (ours) =>
      ours
        .at(10)
        .do((vault) => vault.attachments.add(ours.entry('Mail').uuid, 'ours.txt', new Uint8Array([1, 2]))),
    theirs: (theirs) =>
      theirs
        .at(20)
        .do((vault) => vault.attachments.add(theirs.entry('Mail').uuid, 'theirs.txt', new Uint8Array([3]))),
    holds: (merged) => [...merged.entry('Mail').attachments.keys()].sort().join() === 'ours.txt,theirs.txt',
  },
  {
    name: 'attachments of one name on both sides',
    ours: (ours) =>
      ours.at(10).do((vault) => vault.attachments.add(ours.entry('Mail').uuid, 'key', new Uint8Array([1]))),
    theirs: (theirs) =>
      theirs
        .at(20)
        .do((vault) => vault.attachments.add(theirs.entry('Mail').uuid, 'key', new Uint8Array([2]))),
    holds: (merged, report) =>
      merged.entry('Mail').attachments.get('key')?.content[0] === 2 && conflicts(report) === 'attachments',
  },
  {
    name: 'tags added here and taken off there',
    before: (base) => base.at(1).edit('Mail', { tags: ['old', 'common'] }),
    ours: (ours) => ours.at(10).edit('Mail', { tags: ['old', 'common', 'ours'] }),
    theirs: (theirs) => theirs.at(20).edit('Mail', { tags: ['common', 'theirs'], favourite: true }),
    holds: (merged, report) =>
      merged.entry('Mail').tags.toSorted().join() === 'Favorite,common,ours,theirs' &&
      report.conflicts.length === 0,
  },
  {
    name: 'custom data of the database on both sides',
    before: (base) => base.at(1).vault.setCustomData('common', 'was'),
    ours: (ours) => {
      ours.at(10).vault.setCustomData('ours', '1');
      ours.vault.setCustomData('common', 'ours');
    },
    theirs: (theirs) => {
      theirs.at(20).vault.setCustomData('theirs', '2');
      theirs.vault.setCustomData('common', 'theirs');
    },
    holds: (merged) =>
      merged.vault.kdbx.meta.customData
        .map(({ key, value }) => `${key}=${value}`)
        .sort()
        .join() === 'common=theirs,ours=1,theirs=2',
  },
  {
    name: 'custom data of a group on both sides',
    ours: (ours) => ours.group('Work').customData.push({ key: 'ours', value: '1', unknown: [] }),
    theirs: (theirs) => theirs.group('Work').customData.push({ key: 'theirs', value: '2', unknown: [] }),
    holds: (merged) => merged.group('Work').customData.length === 2,
  },
  {
    name: 'an own icon on each side',
    ours: (ours) => {
      const image = { uuid: 'a'.repeat(32), image: new Uint8Array([1]), unknown: [] };
      ours.vault.kdbx.meta.customIcons.push(image);
      ours.at(10).edit('Mail', { customIcon: image.uuid });
    },
    theirs: (theirs) => {
      const image = { uuid: 'b'.repeat(32), image: new Uint8Array([2]), unknown: [] };
      theirs.vault.kdbx.meta.customIcons.push(image);
      theirs.at(20).edit('Mail', { customIcon: image.uuid });
    },
    holds: (merged, report) =>
      merged.vault.kdbx.meta.customIcons.length === 2 &&
      merged.entry('Mail').customIcon === 'b'.repeat(32) &&
      conflicts(report) === 'icon',
  },
  {
    name: 'a group of one name made on both sides',
    ours: (ours) => ours.at(10).addGroup('Projects', 'Work').addEntry('Ours', 'Projects'),
    theirs: (theirs) => theirs.at(20).addGroup('Projects', 'Work').addEntry('Theirs', 'Projects'),
    holds: (merged) =>
      [...merged.vault.allGroups()].filter(({ name }) => name === 'Projects').length === 2 &&
      parent(merged, merged.entry('Ours').uuid) === 'Projects' &&
      parent(merged, merged.entry('Theirs').uuid) === 'Projects',
  },
  {
    name: 'a recycle bin made on both sides',
    ours: (ours) => ours.at(10).bin('Mail'),
    theirs: (theirs) => theirs.at(20).bin('Bank'),
    holds: (merged) =>
      [...merged.vault.allGroups()].filter(({ name }) => name === 'Papierkorb').length === 1 &&
      merged.vault.bin.contains(merged.entry('Mail').uuid) &&
      merged.vault.bin.contains(merged.entry('Bank').uuid),
  },
  {
    name: 'edited on both sides in the same second',
    ours: (ours) => ours.at(10).set('Mail', 'Password', 'ours'),
    theirs: (theirs) => theirs.at(10).set('Mail', 'Password', 'theirs'),
    holds: (merged, report) =>
      ['ours', 'theirs'].every((value) =>
        [merged.entry('Mail'), ...merged.entry('Mail').history].some(
          (one) => text(one, 'Password') === value,
        ),
      ) && conflicts(report) === 'Password',
  },
  {
    name: 'the clock of one side is an hour behind',
    before: (base) => base.at(7200).set('Mail', 'Password', 'right clock'),
    ours: () => undefined,
    theirs: (theirs) => theirs.at(3600).set('Mail', 'Password', 'late clock'),
    holds: (merged, report) =>
      text(merged.entry('Mail'), 'Password') === 'late clock' && report.conflicts.length === 0,
  },
  {
    name: 'group with groups in it deleted here, an entry added deep in it there',
    before: (base) => base.at(1).addGroup('Deep', 'Work').addGroup('Deeper', 'Deep'),
    ours: (ours) => ours.at(30).destroyGroup('Work'),
    theirs: (theirs) => theirs.at(20).addEntry('New', 'Deeper'),
    holds: (merged) =>
      merged.vault
        .pathOf(merged.entry('New').uuid)
        .map(({ name }) => name)
        .join('/')
        .endsWith('Work/Deep/Deeper'),
  },
  {
    name: 'a group deleted here, nothing in it changed there',
    ours: (ours) => ours.at(10).destroyGroup('Work'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Notes', 'theirs'),
    holds: (merged) =>
      ![...merged.vault.allGroups()].some(({ name }) => name === 'Work') &&
      text(merged.entry('Mail'), 'Notes') === 'theirs',
  },
  {
    name: 'moved here into a group that was deleted there',
    ours: (ours) => ours.at(10).move('Mail', 'Work'),
    theirs: (theirs) => theirs.at(20).destroyGroup('Work'),
    holds: (merged) => parent(merged, merged.entry('Mail').uuid) === 'Work',
  },
  {
    name: 'a field protected here, changed there',
    before: (base) => base.at(1).set('Mail', 'PIN', '1234'),
    ours: (ours) => ours.at(10).edit('Mail', { fields: [{ kind: 'set', name: 'PIN', protect: true }] }),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Notes', 'theirs'),
    holds: (merged) =>
      isSecretText(merged.entry('Mail').fields.get('PIN')) &&
      text(merged.entry('Mail'), 'Notes') === 'theirs',
  },
  {
    name: 'auto-type associations on both sides',
    ours: (ours) =>
      ours
        .at(10)
        .edit('Mail', { autoType: { associations: [{ window: 'ours', sequence: '', unknown: [] }] } }),
    theirs: (theirs) =>
      theirs
        .at(20)
        .edit('Mail', { autoType: { associations: [{ window: 'theirs', sequence: '', unknown: [] }] } }),
    holds: (merged, report) =>
      merged.entry('Mail').autoType.associations[0]?.window === 'theirs' && conflicts(report) === 'auto-type',
  },
  {
    name: 'an expiry set here, notes written there',
    ours: (ours) => ours.at(10).edit('Mail', { expiry: BenchClock.START + 1_000_000 }),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Notes', 'theirs'),
    holds: (merged) => merged.entry('Mail').times.expires && text(merged.entry('Mail'), 'Notes') === 'theirs',
  },
  {
    name: 'a group renamed on both sides',
    ours: (ours) => ours.at(10).do((vault) => vault.groups.edit(ours.group('Work').uuid, { name: 'Office' })),
    theirs: (theirs) =>
      theirs.at(20).do((vault) => vault.groups.edit(theirs.group('Work').uuid, { name: 'Rathaus' })),
    holds: (merged, report, { withBase }) =>
      [...merged.vault.allGroups()].some(({ name }) => name === 'Rathaus') &&
      (!withBase || JSON.stringify(report.valueConflicts).includes('Office')),
  },
  {
    name: 'moved by a machine whose clock is an hour behind',
    before: (base) => base.at(7200).move('Mail', 'Private'),
    ours: () => undefined,
    theirs: (theirs) => moveBack(theirs, 'Mail', 'Work', 3600),
    holds: (merged, _, { withBase }) =>
      parent(merged, merged.entry('Mail').uuid) === (withBase ? 'Work' : 'Private'),
  },
  {
    name: 'custom data written by a machine whose clock is an hour behind',
    before: (base) => base.at(7200).vault.setCustomData('key', 'right clock'),
    ours: () => undefined,
    theirs: (theirs) => theirs.at(3600).vault.setCustomData('key', 'late clock'),
    holds: (merged, _, { withBase }) =>
      merged.vault.kdbx.meta.customData.find(({ key }) => key === 'key')?.value ===
      (withBase ? 'late clock' : 'right clock'),
  },
  {
    name: 'an own icon drawn anew on one side, another deleted',
    before: (base) => {
      const icon = (uuid: string) => ({
        uuid,
        image: new Uint8Array([9]),
        modified: BenchClock.START,
        unknown: [],
      });
      base.vault.kdbx.meta.customIcons.push(icon('a'.repeat(32)), icon('b'.repeat(32)));
    },
    ours: (ours) => {
      const { meta, deleted } = ours.vault.kdbx;
      meta.customIcons = meta.customIcons.filter(({ uuid }) => uuid !== 'b'.repeat(32));
      deleted.push({ uuid: 'b'.repeat(32), deletedAt: BenchClock.START + 10_000 });
    },
    theirs: (theirs) => {
      const { meta } = theirs.vault.kdbx;
      meta.customIcons = meta.customIcons.map((icon) =>
        icon.uuid === 'a'.repeat(32)
          ? { ...icon, image: new Uint8Array([1]), modified: BenchClock.START + 20_000 }
          : icon,
      );
    },
    holds: (merged) =>
      merged.vault.kdbx.meta.customIcons.map(({ uuid, image }) => `${uuid[0]} ${image}`).join() === 'a 1',
  },
  {
    name: 'undated custom data of a group changed here, taken away there',
    before: (base) => {
      for (const key of ['a', 'b']) base.group('Work').customData.push({ key, value: 'x', unknown: [] });
    },
    ours: (ours) => ours.group('Work').customData.splice(0, 1, { key: 'a', value: 'a new', unknown: [] }),
    theirs: (theirs) => theirs.group('Work').customData.splice(1, 1),
    holds: (merged, _, { withBase }) =>
      !withBase ||
      merged
        .group('Work')
        .customData.map(({ key, value }) => `${key}=${value}`)
        .join() === 'a=a new',
  },
  {
    name: 'deleted for good on both sides',
    ours: (ours) => ours.at(10).destroy('Mail'),
    theirs: (theirs) => theirs.at(20).destroy('Mail'),
    holds: (merged) => ![...merged.vault.allEntries()].some((one) => text(one, 'Title') === 'Mail'),
  },
  {
    name: 'put into the bin here, edited there',
    ours: (ours) => ours.at(10).bin('Mail'),
    theirs: (theirs) => theirs.at(20).set('Mail', 'Password', 'theirs'),
    holds: (merged) => text(merged.entry('Mail'), 'Password') === 'theirs',
  },
  {
    name: 'a field renamed here, changed there',
    before: (base) => base.at(1).set('Mail', 'PIN', '1234'),
    ours: (ours) => ours.at(20).edit('Mail', { fields: [{ kind: 'rename', name: 'PIN', to: 'Code' }] }),
    theirs: (theirs) => theirs.at(10).set('Mail', 'PIN', '9999'),
    holds: (merged, report) =>
      text(merged.entry('Mail'), 'Code') === '1234' &&
      merged.entry('Mail').history.some((one) => text(one, 'PIN') === '9999') &&
      conflicts(report) === 'PIN',
  },
];

/** What both sides start from. */
function startingPoint(scenario: Scenario): KdbxDatabase {
  const clock = new BenchClock();
  const base = new Hand(openVault(emptyDatabase(), clock, 'ba'), clock);
  base.addGroup('Work', 'Tresor').addGroup('Private', 'Tresor');
  base.addEntry('Mail', 'Tresor').addEntry('Bank', 'Private').addEntry('Desk', 'Work');
  const mail = base.entry('Mail');
  mail.fields.set('UserName', 'amira').set('Password', createSecretText('secret'));
  scenario.before?.(base);
  return base.vault.kdbx;
}

/** What both sides of a scenario come to, from one base. */
export interface ScenarioSides {
  readonly name: string;
  readonly base: KdbxDatabase;
  readonly ours: KdbxDatabase;
  readonly theirs: KdbxDatabase;
}

function sidesOf(scenario: Scenario): ScenarioSides {
  const base = startingPoint(scenario);
  const clock = new BenchClock();
  const [ours, theirs] = [openVault(readAgain(base), clock, 'aa'), openVault(readAgain(base), clock, 'bb')];
  scenario.ours(new Hand(ours, clock));
  scenario.theirs(new Hand(theirs, clock));
  return { name: scenario.name, base, ours: ours.kdbx, theirs: theirs.kdbx };
}

/** The sides of every scenario, for whoever merges them by other means. */
export function mergeScenarioSides(): ScenarioSides[] {
  return SCENARIOS.map(sidesOf);
}

/** One scenario, merged once: what is lost, and what does not hold. */
function play(scenario: Scenario, withBase: boolean, isSwapped: boolean): string[] {
  const sides = sidesOf(scenario);
  const { base } = sides;
  const [ours, theirs] = isSwapped ? [sides.theirs, sides.ours] : [sides.ours, sides.theirs];
  const before = { ours: readAgain(ours), theirs: readAgain(theirs), base, isBaseKnown: withBase };
  const now = BenchClock.START + 10_000_000;
  const options = { now, base: withBase ? base : undefined };
  const report = mergeDatabases(ours, theirs, options);
  const problems = lostIn(ours, before, report);
  const clock = new BenchClock();
  const merged = new Hand(openVault(ours, clock, 'cc'), clock);
  if (!scenario.holds(merged, report, { withBase })) problems.push('does not hold');

  const once = fingerprint(ours);
  mergeDatabases(ours, readAgain(before.theirs), options);
  if (fingerprint(ours) !== once) problems.push('differs when merged twice');
  const other = readAgain(before.theirs);
  mergeDatabases(other, readAgain(before.ours), options);
  if (fingerprint(other) !== once) problems.push('differs the other way round');
  return problems;
}

/** What came of one scenario. */
export interface ScenarioResult {
  readonly name: string;
  /** What was lost, or does not hold; with which base, and which side merged. Empty is good. */
  readonly problems: readonly string[];
}

/**
 * Plays every scenario four times: with and without the last saved state, and with either side merging. Beside what is
 * lost it counts where a merge does not come to what the scenario says, to something else when done twice, or to
 * something else the other way round.
 */
export function runMergeScenarios(): {
  readonly run: number;
  readonly lost: number;
  readonly details: readonly ScenarioResult[];
} {
  const details = SCENARIOS.map((scenario) => {
    const problems = [true, false].flatMap((withBase) =>
      [false, true].flatMap((isSwapped) =>
        play(scenario, withBase, isSwapped).map(
          (problem) =>
            `${withBase ? 'with' : 'without'} base, ${isSwapped ? 'theirs' : 'ours'} merging: ${problem}`,
        ),
      ),
    );
    return { name: scenario.name, problems };
  });
  return { run: details.length, lost: details.filter(({ problems }) => problems.length > 0).length, details };
}
