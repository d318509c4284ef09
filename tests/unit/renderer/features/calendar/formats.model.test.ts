import { describe, expect, test } from '@jest/globals';
import { foreignZone, formatsFor } from '../../../../../src/renderer/features/calendar/formats.model';
import { timed } from './sample-events';

const at = Date.parse('2026-11-23T08:05:00Z');

describe.each([
  [
    'de',
    'Montag, 23. November',
    'Mo',
    '23.–29. November 2026',
    '30. November – 6. Dezember 2026',
    'vor 3 Minuten',
  ],
  [
    'en',
    'Monday 23 November',
    'Mon',
    '23 – 29 November 2026',
    '30 November – 6 December 2026',
    '3 minutes ago',
  ],
])('in %s', (language, day, weekday, week, twoMonths, ago) => {
  const formats = formatsFor(language, 'Europe/Berlin');
  const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ').replace('23–29', '23 – 29');

  test('days', () => {
    expect([
      formats.day('2026-11-23'),
      formats.weekday('2026-11-23'),
      formats.dayNumber('2026-11-23'),
    ]).toEqual([day, weekday, '23']);
    expect(plain(formats.days('2026-11-23', '2026-11-29'))).toBe(plain(week));
    expect(plain(formats.days('2026-11-30', '2026-12-06')).replace('November–', 'November – ')).toBe(
      twoMonths,
    );
  });

  test('times by the 24-hour clock of the person', () => {
    expect([formats.time(at), formats.times(at, at + 3_600_000)]).toEqual(['09:05', '09:05–10:05']);
    expect(formatsFor(language, 'America/New_York').time(at)).toBe('03:05');
    expect(formats.time(Date.parse('2026-11-22T23:00:00Z'))).toBe('00:00');
  });

  test('age', () => {
    expect(formats.minutesAgo(3)).toBe(ago);
  });
});

describe('the zone an event was written in', () => {
  test.each([
    ['America/New_York', { place: 'New York', timeZone: 'America/New_York' }],
    ['Europe/Paris', undefined],
    ['UTC', undefined],
    ['Etc/UTC', undefined],
    [undefined, undefined],
  ])('%s', (timeZone, expected) => {
    const event = timed('23T10:00', '23T11:00', timeZone ? { timeZone } : {});
    expect(foreignZone(event, 'Europe/Berlin')).toEqual(expected);
  });
});
