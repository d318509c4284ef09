import { beforeEach, describe, expect, test } from '@jest/globals';
import { BenchClock, emptyDatabase, openVault, readAgain } from '../../../../../../bench/vault/merge-bench';
import type { FieldChange } from '../../../../../../src/main/features/vault/database/operations.model';
import type { VaultDatabase } from '../../../../../../src/main/features/vault/database/vault-database.model';
import type { KdbxEntry } from '../../../../../../src/main/features/vault/kdbx/kdbx.model';
import { createSecretText, isSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';

let clock: BenchClock;
let vault: VaultDatabase;
let root: string;

const second = (at: number) => BenchClock.START + at * 1000;
const set = (name: string, value: string): FieldChange => ({ kind: 'set', name, value });
const text = (entry: KdbxEntry | undefined, name: string) => {
  const value = entry?.fields.get(name);
  return isSecretText(value) ? value.text() : value;
};
const entry = (uuid: string): KdbxEntry => {
  const found = vault.entry(uuid);
  if (!found) throw new Error('Not there');
  return found;
};
/** Makes an entry, or a group, that must come about. */
const made = (result: { ok: true; uuid: string } | { ok: false; reason: string }): string => {
  if (!result.ok) throw new Error(result.reason);
  return result.uuid;
};
const add = (title: string, group = root) =>
  made(vault.entries.add(group, { fields: [set('Title', title)] }));
const parent = (uuid: string) => vault.parentOf(uuid)?.name;

beforeEach(() => {
  clock = new BenchClock();
  vault = openVault(emptyDatabase(), clock, 'aa');
  root = vault.root.uuid;
});

describe('entries', () => {
  test('a new one stands in its group with its times, protected as the database says', () => {
    clock.set(5);
    const uuid = made(
      vault.entries.add(root, {
        fields: [set('Title', 'Mail'), set('Password', 's'), set('PIN', '1')],
        tags: [' b ', 'a;b'],
      }),
    );
    const { times, fields, tags, history } = entry(uuid);
    expect([times.created, times.modified, times.locationChanged, times.usageCount]).toEqual([
      second(5),
      second(5),
      second(5),
      0,
    ]);
    expect([...fields.keys()]).toEqual(['Title', 'UserName', 'Password', 'URL', 'Notes', 'PIN']);
    expect([...fields].filter(([, value]) => isSecretText(value)).map(([name]) => name)).toEqual([
      'Password',
    ]);
    expect(tags).toEqual(['b', 'a']);
    expect(history).toEqual([]);
    expect(vault.revision).toBe(1);
  });

  test('an edit keeps the version before it, and only a real one', () => {
    const uuid = add('Mail');
    clock.set(7);
    vault.entries.edit(uuid, { fields: [set('Password', 'one')] });
    const revision = vault.revision;
    expect(
      vault.entries.edit(uuid, {
        fields: [set('Password', 'one'), set('Title', 'Mail')],
        tags: [],
        expiry: null,
      }),
    ).toEqual({ ok: true });
    expect(vault.revision).toBe(revision);
    expect(entry(uuid).times.modified).toBe(second(7));
    expect(entry(uuid).history.map((one) => text(one, 'Password'))).toEqual(['']);
    expect(entry(uuid).history[0]?.times.modified).toBe(second(0));
    expect(vault.undoable).toEqual({ action: 'edit', title: 'Mail', count: 1 });
  });

  test('an edit is never older than what it replaces, whatever the clock says', () => {
    clock.set(100);
    const uuid = add('Mail');
    clock.set(50);
    vault.entries.edit(uuid, { fields: [set('Title', 'Post')] });
    expect(entry(uuid).times.modified).toBe(second(100));
  });

  test('fields are set, protected, renamed in place and removed; standard ones only emptied', () => {
    const uuid = add('Mail');
    const edit = (...fields: FieldChange[]) => vault.entries.edit(uuid, { fields });
    edit(set('A', '1'), set('B', '2'));
    edit({ kind: 'set', name: 'A', protect: true });
    expect(isSecretText(entry(uuid).fields.get('A'))).toBe(true);
    edit(set('A', '3'));
    expect([text(entry(uuid), 'A'), isSecretText(entry(uuid).fields.get('A'))]).toEqual(['3', true]);
    edit({ kind: 'rename', name: 'A', to: 'C' });
    expect([...entry(uuid).fields.keys()].slice(5)).toEqual(['C', 'B']);
    edit({ kind: 'remove', name: 'B' }, { kind: 'remove', name: 'Title' });
    expect([...entry(uuid).fields.keys()].slice(5)).toEqual(['C']);
    expect(text(entry(uuid), 'Title')).toBe('');
    expect(edit({ kind: 'set', name: 'C', value: createSecretText('4'), protect: false })).toEqual({
      ok: true,
    });
    expect(entry(uuid).fields.get('C')).toBe('4');
    const revision = vault.revision;
    expect(edit({ kind: 'rename', name: 'C', to: 'Title' })).toEqual({ ok: false, reason: 'duplicate-name' });
    expect(edit({ kind: 'rename', name: 'Title', to: 'X' })).toEqual({ ok: false, reason: 'not-allowed' });
    expect(edit({ kind: 'remove', name: 'X' })).toEqual({ ok: false, reason: 'unknown-field' });
    expect(edit(set('', 'x'))).toEqual({ ok: false, reason: 'duplicate-name' });
    expect(vault.revision).toBe(revision);
  });

  test('the history keeps what the database allows, the oldest go first', () => {
    vault.changeSettings({ historyMaxItems: 2 });
    const uuid = add('0');
    for (const title of ['1', '2', '3']) vault.entries.edit(uuid, { fields: [set('Title', title)] });
    expect(entry(uuid).history.map((one) => text(one, 'Title'))).toEqual(['1', '2']);
    vault.changeSettings({ historyMaxItems: -1, historyMaxSize: 5000 });
    vault.entries.edit(uuid, { fields: [set('Notes', 'x'.repeat(4500))] });
    vault.entries.edit(uuid, { fields: [set('Notes', 'y'.repeat(4500))] });
    vault.entries.edit(uuid, { fields: [set('Notes', '')] });
    expect(entry(uuid).history.map((one) => String(text(one, 'Notes'))[0])).toEqual(['y']);
    vault.changeSettings({ historyMaxItems: 0 });
    vault.entries.edit(uuid, { fields: [set('Notes', 'z')] });
    expect(entry(uuid).history).toEqual([]);
  });

  test('a version is restored, the one until then kept; a version is deleted', () => {
    const uuid = add('Mail');
    vault.entries.edit(uuid, { fields: [set('Password', 'one')], expiry: second(99), iconId: 3 });
    clock.set(9);
    expect(vault.entries.restoreVersion(uuid, 0)).toEqual({ ok: true });
    expect([text(entry(uuid), 'Password'), entry(uuid).times.expires, entry(uuid).iconId]).toEqual([
      '',
      false,
      0,
    ]);
    expect(entry(uuid).times.modified).toBe(second(9));
    expect(entry(uuid).history.map((one) => text(one, 'Password'))).toEqual(['', 'one']);
    expect(entry(uuid).history.every(({ history }) => history.length === 0)).toBe(true);
    expect(vault.entries.restoreVersion(uuid, 2)).toEqual({ ok: false, reason: 'unknown-version' });
    expect(vault.entries.deleteVersion(uuid, 1)).toEqual({ ok: true });
    expect(entry(uuid).history.map((one) => text(one, 'Password'))).toEqual(['']);
    expect(vault.entries.deleteVersion(uuid, 1)).toEqual({ ok: false, reason: 'unknown-version' });
  });

  test('an own icon is kept in the version, and a built-in one takes its place', () => {
    const uuid = add('Mail');
    vault.entries.edit(uuid, { customIcon: 'c'.repeat(32) });
    vault.entries.edit(uuid, { iconId: 0 });
    expect('customIcon' in entry(uuid)).toBe(false);
    vault.entries.restoreVersion(uuid, 1);
    expect(entry(uuid).customIcon).toBe('c'.repeat(32));
    vault.entries.restoreVersion(uuid, 0);
    expect('customIcon' in entry(uuid)).toBe(false);
  });

  test('a move notes when and from where, and makes no version', () => {
    const group = made(vault.groups.add(root, { name: 'Work' }));
    const [first, other] = [add('1'), add('2')];
    clock.set(8);
    expect(vault.entries.move([first, other], group)).toEqual({ ok: true });
    expect(entry(first)).toMatchObject({ previousParent: root, history: [] });
    expect([entry(first).times.locationChanged, entry(first).times.modified]).toEqual([second(8), second(0)]);
    expect(vault.entries.move([other], group, 0)).toEqual({ ok: true });
    expect(vault.group(group)?.entries.map(({ uuid }) => uuid)).toEqual([other, first]);
    expect(entry(other).times.locationChanged).toBe(second(8));
    const { revision } = vault;
    expect(vault.entries.move([first, 'x'], root)).toEqual({ ok: false, reason: 'unknown-entry' });
    expect(vault.entries.move([first], 'x')).toEqual({ ok: false, reason: 'unknown-group' });
    expect(vault.revision).toBe(revision);
  });

  test('a duplicate is new, beside the first, without its history', () => {
    const uuid = add('Mail');
    add('Last');
    vault.entries.edit(uuid, { fields: [set('Password', 'p')] });
    vault.entries.recordUse(uuid);
    clock.set(4);
    const copy = made(vault.entries.duplicate(uuid, 'Mail (Kopie)'));
    expect(entry(copy)).toMatchObject({ history: [], times: { created: second(4), usageCount: 0 } });
    expect([text(entry(copy), 'Title'), text(entry(copy), 'Password')]).toEqual(['Mail (Kopie)', 'p']);
    expect(vault.root.entries.map((one) => text(one, 'Title'))).toEqual(['Mail', 'Mail (Kopie)', 'Last']);
  });

  test('a favourite is marked by the tag other clients know, which is not among the shown tags', () => {
    const uuid = add('Mail');
    vault.entries.edit(uuid, { tags: ['work'] });
    vault.entries.setFavourite([uuid], true);
    vault.entries.edit(uuid, { tags: ['home'] });
    expect(entry(uuid).tags).toEqual(['home', 'Favorite']);
    expect([...vault.tags.counts()]).toEqual([['home', 1]]);
    vault.entries.setFavourite([uuid], false);
    expect(entry(uuid).tags).toEqual(['home']);
  });

  test('a use is recorded without a version, an undo or anything to save', () => {
    const uuid = add('Mail');
    const soft: boolean[] = [];
    vault.watch(({ isSoft }) => soft.push(isSoft));
    const { revision } = vault;
    clock.set(6);
    expect(vault.entries.recordUse(uuid)).toEqual({ ok: true });
    expect(entry(uuid).times).toMatchObject({ accessed: second(6), usageCount: 1, modified: second(0) });
    expect([vault.revision, soft, vault.undoable?.action]).toEqual([revision, [true], 'add']);
    vault.entries.edit(uuid, { fields: [set('Title', 'Post')] });
    vault.entries.recordUse(uuid);
    vault.undo();
    expect([text(entry(uuid), 'Title'), entry(uuid).times.usageCount, entry(uuid).history]).toEqual([
      'Mail',
      2,
      [],
    ]);
  });

  test('what is held stays as it was: a change makes another object', () => {
    const uuid = add('Mail');
    const before = entry(uuid);
    vault.entries.edit(uuid, { fields: [set('Title', 'Post')] });
    expect(text(before, 'Title')).toBe('Mail');
  });
});

describe('the recycle bin', () => {
  test('is made when first needed, as KeePass makes it', () => {
    const uuid = add('Mail');
    clock.set(3);
    expect(vault.bin.group).toBeUndefined();
    vault.bin.removeEntries([uuid]);
    expect(vault.bin.group).toMatchObject({
      name: 'Papierkorb',
      iconId: 43,
      enableSearching: false,
      enableAutoType: false,
    });
    expect(vault.kdbx.meta).toMatchObject({
      recycleBin: vault.bin.group?.uuid,
      recycleBinChanged: second(3),
    });
    expect([parent(uuid), entry(uuid).previousParent, entry(uuid).times.locationChanged]).toEqual([
      'Papierkorb',
      root,
      second(3),
    ]);
    expect(vault.kdbx.deleted).toEqual([]);
    vault.undo();
    expect([vault.bin.group, parent(uuid), vault.kdbx.meta.recycleBin]).toEqual([
      undefined,
      'Tresor',
      undefined,
    ]);
  });

  test('what is in it goes for good, and is noted as deleted', () => {
    const uuid = add('Mail');
    vault.bin.removeEntries([uuid]);
    clock.set(9);
    vault.bin.removeEntries([uuid]);
    expect(vault.entry(uuid)).toBeUndefined();
    expect(vault.kdbx.deleted).toEqual([{ uuid, deletedAt: second(9) }]);
    vault.undo();
    expect([parent(uuid), vault.kdbx.deleted]).toEqual(['Papierkorb', []]);
  });

  test('brings back to where things were, or to the root', () => {
    const work = made(vault.groups.add(root, { name: 'Work' }));
    const uuid = add('Mail', work);
    vault.bin.removeEntries([uuid]);
    expect(vault.bin.restoreEntries([uuid])).toEqual({ ok: true });
    expect(parent(uuid)).toBe('Work');
    expect(vault.bin.restoreEntries([uuid])).toEqual({ ok: false, reason: 'not-allowed' });
    vault.bin.removeEntries([uuid]);
    vault.bin.removeGroup(work);
    vault.bin.restoreEntries([uuid]);
    expect(parent(uuid)).toBe('Tresor');
    expect(vault.bin.restoreGroup(work)).toEqual({ ok: true });
    expect(parent(work)).toBe('Tresor');
  });

  test('is emptied as one thing, and filled again by undoing', () => {
    const work = made(vault.groups.add(root, { name: 'Work' }));
    const [inside, alone] = [add('1', work), add('2')];
    vault.bin.removeGroup(work);
    vault.bin.removeEntries([alone]);
    expect(vault.bin.empty()).toEqual({ ok: true });
    expect([vault.entryCount, vault.group(work), vault.kdbx.deleted.length]).toEqual([0, undefined, 3]);
    vault.undo();
    expect([parent(inside), parent(work), parent(alone), vault.kdbx.deleted]).toEqual([
      'Work',
      'Papierkorb',
      'Papierkorb',
      [],
    ]);
  });

  test('is not used where the database has it switched off', () => {
    vault.changeSettings({ recycleBinEnabled: false });
    const uuid = add('Mail');
    vault.bin.removeEntries([uuid]);
    expect([vault.entry(uuid), vault.kdbx.deleted.length, vault.bin.group]).toEqual([
      undefined,
      1,
      undefined,
    ]);
  });

  test('cannot go into itself, nor what it stands in', () => {
    vault.bin.removeEntries([add('Mail')]);
    const bin = vault.bin.group?.uuid ?? '';
    const work = made(vault.groups.add(root, { name: 'Work' }));
    vault.groups.move(bin, work);
    expect(vault.bin.removeGroup(work)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(vault.bin.restoreGroup(bin)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(vault.bin.removeGroup(bin)).toEqual({ ok: true });
    expect([vault.bin.group, 'recycleBin' in vault.kdbx.meta, vault.kdbx.deleted.length]).toEqual([
      undefined,
      false,
      2,
    ]);
  });
});

describe('groups', () => {
  test('are added, changed and moved, but never into themselves', () => {
    const outer = made(vault.groups.add(root, { name: 'Outer' }));
    const inner = made(vault.groups.add(outer, { name: 'Inner', iconId: 5 }));
    clock.set(4);
    vault.groups.edit(inner, { name: 'Inside', notes: 'n' });
    expect(vault.group(inner)).toMatchObject({
      name: 'Inside',
      notes: 'n',
      iconId: 5,
      times: { modified: second(4) },
    });
    expect(vault.groups.move(outer, inner)).toEqual({ ok: false, reason: 'into-itself' });
    expect(vault.groups.move(outer, outer)).toEqual({ ok: false, reason: 'into-itself' });
    expect(vault.groups.move(root, outer)).toEqual({ ok: false, reason: 'root-group' });
    expect(vault.bin.removeGroup(root)).toEqual({ ok: false, reason: 'root-group' });
    expect(vault.groups.move('x', outer)).toEqual({ ok: false, reason: 'unknown-group' });
    expect(vault.groups.move(inner, root, 0)).toEqual({ ok: true });
    expect(vault.root.groups.map(({ name }) => name)).toEqual(['Inside', 'Outer']);
    expect(vault.group(inner)).toMatchObject({
      previousParent: outer,
      times: { locationChanged: second(4) },
    });
    expect(vault.pathOf(inner)).toEqual([]);
  });

  test('one that goes for good takes all in it, each noted', () => {
    vault.changeSettings({ recycleBinEnabled: false });
    const outer = made(vault.groups.add(root, { name: 'Outer' }));
    const inner = made(vault.groups.add(outer, { name: 'Inner' }));
    const uuid = add('Mail', inner);
    vault.bin.removeGroup(outer);
    expect(vault.kdbx.deleted.map((one) => one.uuid).sort()).toEqual([outer, inner, uuid].sort());
    vault.undo();
    expect(vault.pathOf(uuid).map(({ name }) => name)).toEqual(['Outer', 'Inner']);
  });

  test('a whole tree comes in with its times, and with uuids of its own where they are taken', () => {
    const uuid = add('Mail');
    vault.entries.edit(uuid, { fields: [set('Title', 'Post')] });
    const brought = { ...readAgain(vault.root), name: 'Import' };
    clock.set(50);
    const group = made(vault.groups.addTree(root, brought));
    expect(group).not.toBe(root);
    const [copy] = vault.group(group)?.entries ?? [];
    expect(copy).toMatchObject({ times: { modified: second(0) }, history: [{ uuid: copy?.uuid }] });
    expect([copy?.uuid === uuid, vault.entryCount]).toEqual([false, 2]);
    vault.undo();
    expect([vault.entryCount, vault.group(group)]).toEqual([1, undefined]);
  });
});

describe('attachments', () => {
  const bytes = (...all: number[]) => new Uint8Array(all);

  test('are added, read, renamed and removed, each with a version', () => {
    const uuid = add('Mail');
    expect(vault.attachments.add(uuid, 'a.txt', bytes(1, 2))).toEqual({ ok: true });
    expect(vault.attachments.add(uuid, 'a.txt', bytes(3))).toEqual({ ok: false, reason: 'duplicate-name' });
    expect(vault.attachments.rename(uuid, 'a.txt', 'b.txt')).toEqual({ ok: true });
    expect(vault.attachments.rename(uuid, 'a.txt', 'c.txt')).toEqual({
      ok: false,
      reason: 'unknown-attachment',
    });
    const read = vault.attachments.read(uuid, 'b.txt');
    expect(read).toEqual({ ok: true, content: bytes(1, 2) });
    if (read.ok) read.content.fill(0);
    expect(vault.attachments.read(uuid, 'b.txt')).toEqual({ ok: true, content: bytes(1, 2) });
    expect(vault.attachments.read(uuid, 'a.txt', 1)).toEqual({ ok: true, content: bytes(1, 2) });
    expect(vault.attachments.remove(uuid, 'b.txt')).toEqual({ ok: true });
    expect(entry(uuid).history.map(({ attachments }) => [...attachments.keys()])).toEqual([
      [],
      ['a.txt'],
      ['b.txt'],
    ]);
    expect(vault.attachments.read(uuid, 'b.txt')).toEqual({ ok: false, reason: 'unknown-attachment' });
    expect(vault.attachments.read(uuid, 'b.txt', 7)).toEqual({ ok: false, reason: 'unknown-version' });
  });

  test('the same content is held once', () => {
    const [one, other] = [add('1'), add('2')];
    vault.attachments.add(one, 'a', bytes(1, 2, 3));
    vault.attachments.remove(one, 'a');
    vault.attachments.add(other, 'b', bytes(1, 2, 3));
    expect(entry(other).attachments.get('b')).toBe(entry(one).history[1]?.attachments.get('a'));
  });
});

describe('tags', () => {
  test('are renamed and removed everywhere, as one thing', () => {
    const [one, other] = [add('1'), add('2')];
    vault.entries.edit(one, { tags: ['a', 'b'], favourite: true });
    vault.entries.edit(other, { tags: ['a'] });
    expect(vault.tags.rename('a', 'b')).toEqual({ ok: true });
    expect([entry(one).tags, entry(other).tags]).toEqual([['b', 'Favorite'], ['b']]);
    expect(vault.undoable).toEqual({ action: 'rename-tag', title: 'a', count: 2 });
    vault.tags.remove('b');
    vault.tags.remove('Favorite');
    expect([entry(one).tags, entry(other).tags]).toEqual([['Favorite'], []]);
    vault.undo();
    expect([...vault.tags.counts()]).toEqual([['b', 2]]);
  });
});

describe('the whole', () => {
  test('at most a hundred changes can be undone', () => {
    const uuid = add('0');
    for (let title = 1; title <= 150; title++)
      vault.entries.edit(uuid, { fields: [set('Title', String(title))] });
    while (vault.undo().ok);
    expect(text(entry(uuid), 'Title')).toBe('50');
    vault.redo();
    vault.entries.edit(uuid, { fields: [set('Title', 'new')] });
    expect(vault.redoable).toBeUndefined();
  });

  test('what was undone after it was saved stays undone when it comes back from the file', () => {
    const uuid = add('Mail');
    vault.noteSaved(vault.snapshot());
    clock.set(5);
    vault.entries.edit(uuid, { fields: [set('Title', 'Wrong')] });
    const fresh = add('Fresh');
    const saved = vault.snapshot();
    vault.noteSaved(saved);
    clock.set(9);
    vault.undo();
    vault.undo();
    for (const base of ['saved', undefined] as const) {
      vault.merge(readAgain(saved), base);
      expect([text(entry(uuid), 'Title'), vault.entry(fresh)]).toEqual(['Mail', undefined]);
    }
    expect(entry(uuid).history.map((one) => text(one, 'Title'))).toContain('Wrong');
    clock.set(12);
    vault.redo();
    vault.redo();
    vault.merge(readAgain(saved), undefined);
    expect([text(entry(uuid), 'Title'), text(vault.entry(fresh), 'Title')]).toEqual(['Wrong', 'Fresh']);
  });

  test('undoing after a merge undoes what was done here, and loses no version that came from there', () => {
    const uuid = add('Mail');
    const base = vault.snapshot();
    vault.noteSaved(base);
    const theirs = openVault(readAgain(base), clock, 'bb');
    clock.set(5);
    vault.entries.edit(uuid, { fields: [set('Password', 'ours')] });
    theirs.entries.edit(uuid, { fields: [set('Notes', 'theirs')] });
    const report = vault.merge(theirs.kdbx, 'saved');
    expect([report.conflicts, report.entries.changed, report.isAhead]).toEqual([[], [uuid], true]);
    vault.undo();
    expect([text(entry(uuid), 'Password'), text(entry(uuid), 'Notes')]).toEqual(['', 'theirs']);
    const versions = entry(uuid).history.map((one) => [text(one, 'Password'), text(one, 'Notes')].join());
    expect(versions).toEqual(expect.arrayContaining([',', 'ours,', 'ours,theirs']));
    vault.redo();
    expect([text(entry(uuid), 'Password'), text(entry(uuid), 'Notes')]).toEqual(['ours', 'theirs']);
  });

  test('a merge tells what came, and whether the file lacks anything', () => {
    const uuid = add('Mail');
    const group = made(vault.groups.add(root, { name: 'Work' }));
    vault.noteSaved(vault.snapshot());
    const nothing = vault.merge(readAgain(vault.kdbx), 'saved');
    expect([nothing.isChanged, nothing.isAhead]).toEqual([false, false]);
    const { revision } = vault;
    const theirs = openVault(readAgain(vault.kdbx), clock, 'bb');
    clock.set(5);
    theirs.entries.move([uuid], group);
    const added = made(theirs.entries.add(group, { fields: [set('Title', 'New')] }));
    theirs.groups.edit(group, { name: 'Office' });
    const report = vault.merge(readAgain(theirs.kdbx), 'saved');
    expect(report.entries).toEqual({ added: [added], changed: [], moved: [uuid], deleted: [] });
    expect(report.groups).toEqual({ added: [], changed: [group], moved: [], deleted: [] });
    expect([report.isChanged, report.isAhead, vault.revision]).toEqual([true, false, revision + 1]);
    theirs.changeSettings({ recycleBinEnabled: false });
    theirs.bin.removeEntries([added]);
    expect(vault.merge(readAgain(theirs.kdbx), 'saved').entries.deleted).toEqual([added]);
    expect(parent(uuid)).toBe('Office');
  });

  test('a snapshot does not change with the vault', () => {
    const uuid = add('Mail');
    const before = vault.snapshot();
    vault.entries.edit(uuid, { fields: [set('Title', 'Post')] });
    vault.groups.edit(root, { name: 'Anders' });
    vault.setCustomData('key', 'value');
    expect([text(before.root.entries[0], 'Title'), before.root.name, before.meta.customData]).toEqual([
      'Mail',
      'Tresor',
      [],
    ]);
  });

  test('custom data of the database is kept with its time and taken away again', () => {
    clock.set(3);
    vault.setCustomData('escrow', 'sealed');
    expect(vault.kdbx.meta.customData).toEqual([
      { key: 'escrow', value: 'sealed', modified: second(3), unknown: [] },
    ]);
    const { revision } = vault;
    vault.setCustomData('escrow', 'sealed');
    expect(vault.revision).toBe(revision);
    vault.setCustomData('escrow', undefined);
    expect(vault.kdbx.meta.customData).toEqual([]);
  });

  test('wiping overwrites what stands in the vault, and what could be undone', () => {
    const uuid = add('Mail');
    vault.entries.edit(uuid, { fields: [set('Password', 'one')] });
    const content = new Uint8Array([1, 2, 3]);
    vault.attachments.add(uuid, 'key', content);
    vault.entries.edit(uuid, { fields: [set('Password', 'two')] });
    const secrets = [entry(uuid), ...entry(uuid).history].map((one) => one.fields.get('Password'));
    vault.undo();
    vault.wipe();
    expect(secrets.filter(isSecretText).map((secret) => secret.byteLength)).toEqual([0, 0, 0]);
    expect([...content]).toEqual([0, 0, 0]);
    expect([vault.undoable, vault.redoable]).toEqual([undefined, undefined]);
  });
});
