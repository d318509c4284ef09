import fc from 'fast-check';
import { parseMeetingRef } from '../../../../../src/shared/features/meetings/meeting-ref.model';

test.each([
  ['https://meet.quadrat.test:41234/room/jour-fixe', 'https://meet.quadrat.test:41234', 'jour-fixe'],
  ['https://meet.quadrat.test/room/R_2', 'https://meet.quadrat.test', 'R_2'],
  ['  https://meet.quadrat.test/room/a/\n', 'https://meet.quadrat.test', 'a'],
  ['HTTPS://Meet.Quadrat.TEST:443/room/A', 'https://meet.quadrat.test', 'A'],
])('understands %j', (text, origin, roomId) => {
  expect(parseMeetingRef(text)).toEqual({ origin, roomId });
});

test.each([
  ['nothing', ''],
  ['plain http', 'http://meet.quadrat.test/room/a'],
  ['credentials that look like a host', 'https://meet.quadrat.test@evil.test/room/a'],
  ['a user', 'https://u:p@meet.quadrat.test/room/a'],
  ['no room', 'https://meet.quadrat.test/room/'],
  ['another path', 'https://meet.quadrat.test/rooms/a'],
  ['a path in another case', 'https://meet.quadrat.test/Room/a'],
  ['a deeper path', 'https://meet.quadrat.test/room/a/b'],
  ['a way out of the path', 'https://meet.quadrat.test/room/../tickets'],
  ['encoded characters', 'https://meet.quadrat.test/room/a%2Fb'],
  ['a query', 'https://meet.quadrat.test/room/a?x=1'],
  ['a fragment', 'https://meet.quadrat.test/room/a#x'],
  ['a backslash', 'https://meet.quadrat.test\\@evil.test/room/a'],
  ['port 0', 'https://meet.quadrat.test:0/room/a'],
  ['a long room', `https://meet.quadrat.test/room/${'a'.repeat(65)}`],
  ['two lines', 'https://meet.quadrat.test/room/a\nhttps://evil.test/room/a'],
  ['text around it', 'Link: https://meet.quadrat.test/room/a'],
])('does not understand %s', (_, text) => {
  expect(parseMeetingRef(text)).toBeUndefined();
});

test('never names another place than the URL standard does', () => {
  const piece = fc.constantFrom(
    'https://',
    'meet.test',
    ':443',
    ':8',
    '/room/',
    'a',
    'B',
    '@',
    '.',
    '/',
    '-',
    '?',
    '\\',
    '%2e',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const place = parseMeetingRef(text);
      if (!place) return;
      const url = new URL(text);
      expect(place.origin).toBe(url.origin);
      expect(url.pathname.replace(/\/$/, '')).toBe(`/room/${place.roomId}`);
      expect(url.search + url.hash + url.username).toBe('');
    }),
    { numRuns: 2_000 },
  );
});
