import { type Keys, nextRegion, paneOfKeys } from '../../../../src/renderer/frame/panes.model';

const keys = (code: string, held: Partial<Keys> = {}): Keys => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('keys that open panes', () => {
  test('Ctrl and a digit, of either block of digits', () => {
    expect(paneOfKeys(keys('Digit1', { ctrlKey: true }), false)).toBe('today');
    expect(paneOfKeys(keys('Numpad6', { ctrlKey: true }), false)).toBe('settings');
  });

  test('Command on macOS, where Ctrl and a digit belong to the system', () => {
    expect(paneOfKeys(keys('Digit2', { metaKey: true }), true)).toBe('calendar');
    expect(paneOfKeys(keys('Digit2', { ctrlKey: true }), true)).toBeUndefined();
  });

  test('nothing without a pane of that number, with AltGr, or for a bare digit', () => {
    expect(paneOfKeys(keys('Digit7', { ctrlKey: true }), false)).toBeUndefined();
    expect(paneOfKeys(keys('Digit2', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
    expect(paneOfKeys(keys('Digit2'), false)).toBeUndefined();
  });
});

test('regions follow each other in a circle, both ways', () => {
  expect([0, 1, 2].map((current) => nextRegion(3, current, 1))).toEqual([1, 2, 0]);
  expect([0, 1, 2].map((current) => nextRegion(3, current, -1))).toEqual([2, 0, 1]);
  expect([nextRegion(3, -1, 1), nextRegion(3, -1, -1)]).toEqual([0, 2]);
});
