import { beforeEach, describe, expect, test } from '@jest/globals';
import { BenchClock, emptyDatabase, openVault } from '../../../../../../bench/vault/merge-bench';
import {
  EntryListing,
  EXPIRING_WITHIN_MS,
  type ListRequest,
} from '../../../../../../src/main/features/vault/database/listing.model';
import type { EntryChange } from '../../../../../../src/main/features/vault/database/operations.model';
import { SearchIndex } from '../../../../../../src/main/features/vault/database/search-index.model';
import type { VaultDatabase } from '../../../../../../src/main/features/vault/database/vault-database.model';
import { createSecretText } from '../../../../../../src/main/features/vault/kdbx/secret-text';

let clock: BenchClock;
let vault: VaultDatabase;
let index: SearchIndex;
let listing: EntryListing;

beforeEach(() => {
  clock = new BenchClock();
  vault = openVault(emptyDatabase(), clock, 'aa');
  index = new SearchIndex(vault, () => clock.now);
  listing = new EntryListing(vault, index, () => clock.now);
});

function group(name: string, parent = vault.root.uuid): string {
  const made = vault.groups.add(parent, { name });
  if (!made.ok) throw new Error(made.reason);
  return made.uuid;
}

function add(
  title: string,
  fields: Record<string, string> = {},
  change: EntryChange = {},
  into = vault.root.uuid,
) {
  const all = Object.entries({ Title: title, ...fields });
  const made = vault.entries.add(into, {
    ...change,
    fields: all.map(([name, value]) => ({ kind: 'set', name, value })),
  });
  if (!made.ok) throw new Error(made.reason);
  return made.uuid;
}

const title = (uuid: string) => vault.entry(uuid)?.fields.get('Title');
const found = (text: string, options = {}) => index.search(text, options).map(title);
const list = (request: Partial<ListRequest>) =>
  listing
    .list({
      scope: { kind: 'all' },
      text: '',
      sort: 'title',
      descending: false,
      offset: 0,
      limit: 500,
      ...request,
    })
    .entries.map((entry) => entry.fields.get('Title'));

describe('searching', () => {
  test.each([
    ['müller', ['Müller']],
    ['mueller', ['Müller', 'Mueller', 'Muller']],
    ['MÜLL', ['Müller', 'Mueller', 'Muller']],
    ['muller', ['Müller', 'Mueller', 'Muller']],
    ['strasse', ['Hauptstraße']],
    ['STRASSE', ['Hauptstraße']],
    ['straße', ['Hauptstraße']],
    ['cafe', ['Café']],
    ['oe', ['Österreich', 'Köln']],
    ['uer', ['Auer']],
    ['er', ['Auer', 'Müller']],
    ['ﬁle', ['Profile']],
  ])('%s finds %p, however it is written', (query, titles) => {
    for (const one of [
      'Müller',
      'Mueller',
      'Muller',
      'Hauptstraße',
      'Café',
      'Österreich',
      'Köln',
      'Auer',
      'Profile',
      'Zug',
    ]) {
      add(one);
    }
    expect(found(query)).toEqual(expect.arrayContaining(titles));
    expect(found(query)).not.toContain('Zug');
  });

  test('goes over everything that is not protected, and over nothing that is', () => {
    const into = group('Rathaus');
    const uuid = add(
      'Mail',
      { UserName: 'amira', URL: 'https://post.test/in', Notes: 'Zweiter Stock', Password: 'geheim' },
      { tags: ['Amt'] },
      into,
    );
    vault.entries.edit(uuid, {
      fields: [
        { kind: 'set', name: 'Kundennummer', value: '4711' },
        { kind: 'set', name: 'Frage', value: createSecretText('Mädchenname') },
      ],
    });
    vault.attachments.add(uuid, 'vertrag.pdf', new Uint8Array());
    for (const word of [
      'mail',
      'amira',
      'post.test',
      'https://post',
      'stock',
      'amt',
      'rathaus',
      'kundennummer',
      '4711',
      'frage',
      'vertrag',
    ]) {
      expect([word, found(word)]).toEqual([word, ['Mail']]);
    }
    for (const word of ['geheim', 'mädchenname', 'favorite']) expect(found(word)).toEqual([]);
    vault.entries.edit(uuid, { favourite: true, fields: [{ kind: 'set', name: 'Notes', protect: true }] });
    expect([found('favorite'), found('stock')]).toEqual([[], []]);
  });

  test('all words must match, anywhere; a phrase as it stands; what is excluded not', () => {
    add('Mail Rathaus', { UserName: 'amira' });
    add('Rathaus Mail', { UserName: 'bernd' });
    expect(found('mail ami')).toEqual(['Mail Rathaus']);
    expect(found('"mail rathaus"')).toEqual(['Mail Rathaus']);
    expect(found('"mail rat')).toEqual(['Mail Rathaus']);
    expect(found('mail -amira')).toEqual(['Rathaus Mail']);
    expect(found('mail !user:amira')).toEqual(['Rathaus Mail']);
    expect(found('mail xyz')).toEqual([]);
    expect(found('   ')).toHaveLength(2);
    for (const begun of ['-', '"', 'user:', '-user:', 'mail user:']) expect(found(begun)).toHaveLength(2);
    // Two texts are never one: the title's end and the user name's beginning.
    expect(found('"mail amira"')).toEqual([]);
  });

  test('qualifiers, in both languages', () => {
    const into = group('Fachamt');
    add('One', { UserName: 'url', URL: 'https://user.test' }, { tags: ['rot'], favourite: true });
    add('Two', { UserName: 'two', Notes: 'rot' }, { expiry: clock.now - 1000 }, into);
    for (const query of [
      'user:url',
      'benutzer:url',
      'u:url',
      'url:user',
      'adresse:user',
      'tag:rot',
      'Schlagwort:ROT',
      'is:favourite',
      'is:favorite',
      'ist:favorit',
      '-is:expired',
      'title:one',
      'titel:"one"',
    ]) {
      expect([query, found(query)]).toEqual([query, ['One']]);
    }
    for (const query of [
      'group:fach',
      'gruppe:FACHAMT',
      'notes:rot',
      'notiz:rot',
      'is:expired',
      'ist:abgelaufen',
      '-ist:favorit',
      'user:two rot',
    ]) {
      expect([query, found(query)]).toEqual([query, ['Two']]);
    }
    expect(found('is:unknown')).toEqual([]);
    expect(found('constructor:one')).toEqual([]);
    expect(found('https://user')).toEqual(['One']);
  });

  test('ranks titles that begin with it before titles that have it before the rest, then favourites, then the last used', () => {
    add('Zug', { Notes: 'bahn' });
    add('Alte Bahn');
    const used = add('Bahn B');
    add('Bahn A');
    add('Bahn C', {}, { favourite: true });
    clock.set(5);
    vault.entries.recordUse(used);
    expect(found('bahn')).toEqual(['Bahn C', 'Bahn B', 'Bahn A', 'Alte Bahn', 'Zug']);
  });

  test('leaves out the bin and what is not to be searched, unless asked', () => {
    const into = group('Alt');
    const inner = group('Inner', into);
    add('Here');
    const old = add('Here, old', {}, {}, inner);
    const gone = add('Here, gone');
    vault.bin.removeEntries([gone]);
    vault.groups.edit(into, { enableSearching: false });
    expect(found('here')).toEqual(['Here']);
    expect(found('here', { everywhere: true })).toHaveLength(3);
    vault.groups.edit(inner, { enableSearching: true });
    expect(found('here')).toEqual(['Here', 'Here, old']);
    vault.bin.removeEntries([old]);
    vault.bin.restoreEntries([gone]);
    expect(found('here')).toEqual(['Here', 'Here, gone']);
  });

  test('follows every change: edits, moves, groups renamed or moved, undo, merge', () => {
    const into = group('Amt');
    const deep = group('Tief', into);
    const uuid = add('Mail', {}, {}, deep);
    vault.groups.edit(into, { name: 'Behörde' });
    expect([found('amt'), found('group:behoerde')]).toEqual([[], ['Mail']]);
    vault.groups.move(deep, vault.root.uuid);
    expect(found('behörde')).toEqual([]);
    vault.undo();
    expect(found('behörde')).toEqual(['Mail']);
    vault.entries.edit(uuid, { fields: [{ kind: 'set', name: 'Title', value: 'Post' }] });
    expect([found('mail'), found('post')]).toEqual([[], ['Post']]);
    const theirs = openVault(vault.snapshot(), clock, 'bb');
    theirs.entries.edit(uuid, { fields: [{ kind: 'set', name: 'UserName', value: 'carla' }] });
    vault.merge(theirs.kdbx, 'saved');
    expect(found('carla')).toEqual(['Post']);
    vault.bin.removeGroup(into);
    vault.bin.empty();
    expect(found('post', { everywhere: true })).toEqual([]);
  });
});

describe('listing', () => {
  test('sorts as people in Germany do, and by what they choose', () => {
    for (const name of ['Zebra', 'äpfel', 'Apfel', 'apfel 10', 'Apfel 9', 'Österreich', 'Obst']) add(name);
    expect(list({})).toEqual(['Apfel', 'äpfel', 'Apfel 9', 'apfel 10', 'Obst', 'Österreich', 'Zebra']);
    expect(list({ descending: true })[0]).toBe('Zebra');
    clock.set(9);
    add('A', { UserName: 'z', URL: 'https://www.a.test' }, { expiry: clock.now + 5000 });
    clock.set(10);
    add('B', { UserName: 'y', URL: 'http://b.test' }, { expiry: clock.now });
    expect(list({ sort: 'userName' }).slice(-2)).toEqual(['B', 'A']);
    expect(list({ sort: 'url' }).slice(-2)).toEqual(['A', 'B']);
    expect(list({ sort: 'modified', descending: true }).slice(0, 2)).toEqual(['B', 'A']);
    expect(list({ sort: 'expiry' }).slice(0, 2)).toEqual(['B', 'A']);
  });

  test('keeps its order while entries change', () => {
    const uuids = ['b', 'd', 'f'].map((name) => add(name));
    expect(list({})).toEqual(['b', 'd', 'f']);
    add('c');
    add('a');
    vault.entries.edit(uuids[0] ?? '', { fields: [{ kind: 'set', name: 'Title', value: 'g' }] });
    vault.bin.removeEntries([uuids[1] ?? '']);
    expect(list({})).toEqual(['a', 'c', 'f', 'g']);
    vault.undo();
    vault.undo();
    expect(list({})).toEqual(['a', 'b', 'c', 'd', 'f']);
  });

  test('gives a window, and how many there are', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) add(name);
    const request = { scope: { kind: 'all' }, text: '', sort: 'title', descending: false } as const;
    const window = listing.list({ ...request, offset: 3, limit: 5 });
    expect([window.total, window.entries.map((entry) => entry.fields.get('Title'))]).toEqual([5, ['d', 'e']]);
    expect(listing.list({ ...request, offset: 9, limit: 5 })).toEqual({ total: 5, entries: [] });
  });

  test('knows its scopes, and counts them', () => {
    const outer = group('Outer');
    const inner = group('Inner', outer);
    add('Root');
    const favourite = add('Favourite', {}, { favourite: true, tags: ['rot'] }, outer);
    const soon = add('Soon', {}, { expiry: clock.now + EXPIRING_WITHIN_MS }, inner);
    add('Late', {}, { expiry: clock.now + EXPIRING_WITHIN_MS + 60_000 }, inner);
    const gone = add('Gone', {}, { favourite: true, tags: ['rot'], expiry: clock.now });
    vault.bin.removeEntries([gone]);
    clock.set(5);
    vault.entries.recordUse(gone);
    vault.entries.recordUse(soon);
    clock.set(6);
    vault.entries.recordUse(favourite);
    expect(list({})).toEqual(['Favourite', 'Late', 'Root', 'Soon']);
    expect(list({ scope: { kind: 'group', group: outer } })).toEqual(['Favourite']);
    expect(list({ scope: { kind: 'group', group: outer, withSubgroups: true } })).toEqual([
      'Favourite',
      'Late',
      'Soon',
    ]);
    expect(list({ scope: { kind: 'group', group: 'x' } })).toEqual([]);
    expect(list({ scope: { kind: 'favourites' } })).toEqual(['Favourite']);
    expect(list({ scope: { kind: 'tag', tag: 'rot' } })).toEqual(['Favourite']);
    expect(list({ scope: { kind: 'expiring' } })).toEqual(['Soon']);
    expect(list({ scope: { kind: 'recent' }, sort: 'relevance' })).toEqual(['Favourite', 'Soon']);
    expect(list({ scope: { kind: 'bin' } })).toEqual(['Gone']);
    expect(listing.counts()).toEqual({ all: 4, favourites: 1, recent: 2, expiring: 1, bin: 1 });
  });

  test('searches within a scope, the bin too', () => {
    const into = group('Amt');
    add('Mail here');
    add('Mail there', {}, {}, into);
    vault.bin.removeEntries([add('Mail gone')]);
    expect(list({ text: 'mail' })).toEqual(['Mail here', 'Mail there']);
    expect(list({ text: 'mail', sort: 'relevance', scope: { kind: 'group', group: into } })).toEqual([
      'Mail there',
    ]);
    expect(list({ text: 'mail', scope: { kind: 'bin' } })).toEqual(['Mail gone']);
    expect(list({ text: 'mail', descending: true })).toEqual(['Mail there', 'Mail here']);
  });
});
