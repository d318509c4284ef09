/** What a person may want by a key, as KeePassXC has it. */
export type VaultCommand =
  | 'search'
  | 'copy-user'
  | 'copy-password'
  | 'copy-totp'
  | 'add'
  | 'edit'
  | 'save'
  | 'remove'
  | 'rename'
  | 'undo'
  | 'redo'
  | 'help'
  | 'escape';

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const HELD: Readonly<Record<string, VaultCommand>> = {
  f: 'search',
  b: 'copy-user',
  c: 'copy-password',
  t: 'copy-totp',
  n: 'add',
  e: 'edit',
  s: 'save',
  z: 'undo',
  y: 'redo',
};

const ALONE: Readonly<Record<string, VaultCommand>> = {
  Delete: 'remove',
  F2: 'rename',
  F1: 'help',
  '?': 'help',
  Escape: 'escape',
};

/** @param onMac where Command takes the place of Ctrl */
export function vaultCommandOf(event: Keys, onMac: boolean): VaultCommand | undefined {
  const isHeld = onMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (event.altKey) return undefined;
  if (!isHeld) return event.ctrlKey || event.metaKey ? undefined : ALONE[event.key];
  const letter = event.key.toLowerCase();
  if (event.shiftKey) return letter === 'z' ? 'redo' : undefined;
  return HELD[letter];
}

/** Where the focus is when a key is pressed. */
export type KeyPlace = 'field' | 'search' | 'editor-field' | 'tree' | 'elsewhere';

/** What else a key may mean. */
export interface KeyMeaning {
  /** Text is selected, which Ctrl+C copies. */
  readonly hasTextSelected: boolean;
  /** The key writes a character where something can be written. */
  readonly isWriting: boolean;
}

/** In a field, keys belong to the text, but for those that cannot mean it. */
export function isForVault(command: VaultCommand, place: KeyPlace, meaning: KeyMeaning): boolean {
  if (command === 'copy-password' && meaning.hasTextSelected) return false;
  if (command === 'help') return !meaning.isWriting || place === 'tree' || place === 'elsewhere';
  switch (place) {
    case 'editor-field':
      return ['search', 'save', 'undo', 'redo', 'escape'].includes(command);
    case 'search':
      return ['search', 'copy-user', 'copy-totp', 'add', 'edit'].includes(command);
    case 'field':
      return command === 'search';
    default:
      return true;
  }
}
