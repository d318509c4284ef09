/** The main areas of the window, in the order of the rail and of the keys Ctrl+1 to Ctrl+6. */
export const PANES = ['today', 'calendar', 'meetings', 'launcher', 'vault', 'settings'] as const;
export type PaneId = (typeof PANES)[number];

/** The part of a KeyboardEvent that is looked at. */
export interface Keys {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * The pane that keys open: Ctrl (on macOS Command) and a digit. With Alt it is a character of the German keyboard
 * (AltGr arrives as Ctrl+Alt).
 * @param keys what was pressed; `code` names the place of the key, so that French digits work too
 */
export function paneOfKeys(keys: Keys, onMac: boolean): PaneId | undefined {
  const held = onMac ? keys.metaKey && !keys.ctrlKey : keys.ctrlKey && !keys.metaKey;
  if (!held || keys.altKey || keys.shiftKey) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(keys.code)?.[1];
  return digit === undefined ? undefined : PANES[Number(digit) - 1];
}

/**
 * The region to go to from one of several in a circle.
 * @param count how many there are
 * @param current index of the one that has the focus, -1 for none
 */
export function nextRegion(count: number, current: number, step: 1 | -1): number {
  if (current < 0) return step === 1 ? 0 : count - 1;
  return (current + step + count) % count;
}
