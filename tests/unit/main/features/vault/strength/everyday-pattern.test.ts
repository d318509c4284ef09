import { describe, expect, test } from '@jest/globals';
import {
  everydayPattern,
  everydayWords,
  ownWords,
} from '../../../../../../src/main/features/vault/strength/everyday-pattern.model';
import { fold, spellings } from '../../../../../../src/main/features/vault/strength/folding.model';

const words = everydayWords(['Mannheim', 'Neckarstadt', 'Käfertal', 'Quadrate', 'Bürgerdienste']);
const own = ownWords(['amira.yildiz@mannheim.de', 'Zeiterfassung Süd', 'https://zeit.quadrat.test/']);
const kind = (secret: string) => everydayPattern(secret, words, own)?.kind;

test('umlauts in every spelling', () => {
  expect([fold('BÜRGERBÜRO'), fold('Bu\u0308rger'), fold('Straße'), fold('Crème')]).toEqual([
    'buergerbuero',
    'buerger',
    'strasse',
    'creme',
  ]);
  expect(spellings('Bürger')).toEqual(['bürger', 'buerger', 'burger']);
  expect(spellings('Rathaus')).toEqual(['rathaus']);
});

describe('finds', () => {
  test.each([
    ['Mannheim', 'city-word'],
    ['Mannheim2026!', 'city-word'],
    ['MANNHEIM', 'city-word'],
    ['M@nnh3im!', 'city-word'],
    ['mannheim-neckarstadt', 'city-word'],
    ['Käfertal1', 'city-word'],
    ['Kaefertal1', 'city-word'],
    ['Kafertal1', 'city-word'],
    ['Bürgeramt', 'city-word'],
    ['Buergeramt2025', 'city-word'],
    ['BurgeramtMannheim', 'city-word'],
    ['Rathaus_26', 'city-word'],
    ['Sommer2026', 'season-and-year'],
    ['2026Sommer', 'season-and-year'],
    ['S0mm3r26!', 'season-and-year'],
    ['Frühling2026', 'season-and-year'],
    ['Fruehling2026', 'season-and-year'],
    ['März#2026', 'season-and-year'],
    ['Maerz2026', 'season-and-year'],
    ['SommerHerbst', 'season-and-year'],
    ['Montag!', 'season-and-year'],
    ['2026', 'season-and-year'],
    ['20252026', 'season-and-year'],
    ['!2026!', 'season-and-year'],
    ['24.11.2026', 'season-and-year'],
    ['24112026', 'season-and-year'],
    ['241126', 'season-and-year'],
    ['amira.yildiz', 'own-words'],
    ['Amira1990', 'own-words'],
    ['yildizamira!', 'own-words'],
    ['zeiterfassung1', 'own-words'],
    ['Quadrat.test', 'own-words'],
    ['MannheimSommer2026', 'city-word'],
    ['AmiraMannheim', 'own-words'],
    ['24.11.26!', 'season-and-year'],
    ['1-3-1987', 'season-and-year'],
  ])('%s: %s', (secret, expected) => {
    expect(kind(secret)).toBe(expected);
  });
});

test.each([
  '',
  '1607',
  '1234',
  '68161',
  'Mannheimerin7',
  'Sommerfahrplan',
  'korrekt-pferd-batterie',
  'xK9#mPq2',
  'MannheimX7qTz',
  'Neckarwiese2026',
  'Maiglocke',
  '99.99.2026',
  '321399',
  '24.11',
])('leaves %j alone', (secret) => {
  expect(kind(secret)).toBeUndefined();
});

test('counts more tries for more about a word', () => {
  const guesses = (secret: string) => everydayPattern(secret, words, own)?.guesses ?? Number.NaN;
  const order = [
    'mannheim',
    'Mannheim',
    'Mannheim!',
    'Mannheim2026',
    'Mannheim2026!',
    'Mannheim2026!!',
    'Mannheim2026!!73',
  ];
  const counted = order.map(guesses);
  expect(counted).toEqual([...counted].sort((a, b) => a - b));
  expect(new Set(counted).size).toBe(order.length);
});

test('a hostile length takes no time', () => {
  const started = performance.now();
  expect([kind('mai'.repeat(100_000)), kind('mai'.repeat(22))]).toEqual([undefined, undefined]);
  expect(kind('mai'.repeat(21))).toBe('season-and-year');
  expect(performance.now() - started).toBeLessThan(200);
});
