import type { InputKind } from './devices/device-access.ports';

const LETTERS: Readonly<Record<InputKind, string>> = { microphone: 'D', camera: 'E' };

const isMac = () => navigator.platform.startsWith('Mac');

/** What keys a person presses to turn a device on or off, for the texts of `controls.keys`. */
export function shortcutOf(kind: InputKind): { readonly platform: 'mac' | 'other'; readonly letter: string } {
  return { platform: isMac() ? 'mac' : 'other', letter: LETTERS[kind] };
}

/** The device that Ctrl or Command and a letter turn on or off. */
export function deviceOfKeys(event: KeyboardEvent): InputKind | undefined {
  const held = isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey || event.shiftKey || event.repeat) return undefined;
  const pressed = event.key.toUpperCase();
  return (['microphone', 'camera'] as const).find((kind) => LETTERS[kind] === pressed);
}
