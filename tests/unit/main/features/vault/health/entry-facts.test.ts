import { expect, test } from '@jest/globals';
import {
  contextOf,
  entriesOutsideBin,
  hasPlainAddress,
  isReference,
  lacksPassword,
  passwordSince,
  sitesOf,
} from '../../../../../../src/main/features/vault/health/entry-facts.model';
import { DAY, database, entry, group, NOW, type Sketch } from './entries';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('entries of every group, in the order of the tree, without the bin and what is in it', () => {
  const named = (title: string) => entry({ title });
  const bin = group([named('weg')], [group([named('ganz weg')])]);
  const tree = group([named('1')], [group([named('2')], [group([named('3')])]), group([named('4')])]);
  const titles = [...entriesOutsideBin(database(tree, bin))].map(({ fields }) => fields.get('Title'));
  expect(titles).toEqual(['1', '2', '3', '4']);
});

test.each([
  ['{REF:P@I:0123456789ABCDEF0123456789ABCDEF}', true],
  ['{ref:P@I:01}', true],
  ['{REF', false],
  ['REF:P@I', false],
  ['', false],
  ['{REX:P@I:01}', false],
])('%j is a reference: %p', (password, expected) => {
  expect(isReference(utf8(password))).toBe(expected);
});

test.each<[Sketch, boolean]>([
  [{ userName: 'amira' }, true],
  [{ url: 'https://x.test' }, true],
  [{ title: 'Notiz' }, false],
  [{ userName: 'amira', password: 'x' }, false],
  [{ userName: 'amira', fields: { KPEX_PASSKEY_CREDENTIAL_ID: 'x' } }, false],
])('%j lacks a password: %p', (sketch, expected) => {
  expect(lacksPassword(entry(sketch), utf8(sketch.password ?? ''))).toBe(expected);
});

test('the password is as old as the last version with another one', () => {
  const version = (password: string, daysAgo: number) =>
    entry({ password, times: { modified: NOW - daysAgo * DAY } });
  const since = (history: [string, number][], modifiedDaysAgo = 1) => {
    const times = { modified: NOW - modifiedDaysAgo * DAY };
    const now = entry({
      password: 'neu',
      times,
      history: history.map(([password, days]) => version(password, days)),
    });
    return (NOW - passwordSince(now)) / DAY;
  };
  expect(since([])).toBe(1);
  expect(since([['alt', 500]])).toBe(1);
  expect(
    since([
      ['neu', 500],
      ['neu', 300],
    ]),
  ).toBe(500);
  expect(
    since([
      ['alt', 900],
      ['neu', 500],
      ['neu', 300],
    ]),
  ).toBe(500);
  expect(
    since([
      ['neu', 900],
      ['alt', 500],
      ['neu', 300],
    ]),
  ).toBe(300);
});

test('a password that stands unprotected in an earlier version is the same password', () => {
  const earlier = entry({ times: { modified: NOW - 400 * DAY } });
  earlier.fields.set('Password', 'neu');
  expect(passwordSince(entry({ password: 'neu', history: [earlier] }))).toBe(NOW - 400 * DAY);
  earlier.fields.set('Password', 'neU');
  expect(passwordSince(entry({ password: 'neu', history: [earlier] }))).toBe(NOW - DAY);
});

test('context, sites and plain addresses', () => {
  const one = entry({
    title: 'Portal',
    userName: 'amira',
    url: 'https://www.portal.quadrat.test/login',
    fields: { KP2A_URL: 'http://10.0.0.7:8080', KP2A_URL_1: 'Aktenschrank 3' },
  });
  expect(contextOf(one)).toEqual([
    'Portal',
    'amira',
    'www.portal.quadrat.test',
    '10.0.0.7',
    'Aktenschrank 3',
  ]);
  expect(sitesOf(one)).toEqual(['quadrat.test', '10.0.0.7']);
  expect(hasPlainAddress(one)).toBe(true);
  const plain = [
    'http://x.test',
    'HTTP://x.test',
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://[::1]',
    'x.test',
    '',
  ];
  expect(plain.map((url) => hasPlainAddress(entry({ url })))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
