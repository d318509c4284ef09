import type { Strength, VaultStatus } from '../../../shared/features/vault/vault.model';
import type { Conflict, PasswordWish, Scope } from '../../../shared/features/vault/vault-content.contract';
import type { Draft } from './entry-draft.model';
import type { Editor } from './entry-editor.model';
import type { EntryList, Look, OpenEntry, OpenVersion, Outline, Problem, Sort } from './vault-look.model';

/** How a press on a place of the list changes the selection. */
export type SelectHow = 'replace' | 'toggle' | 'extend';

/** A value that is in sight because the person asked for it. Overwritten when it is hidden. */
export interface Revealed {
  readonly id: string;
  readonly field: string;
  /** Place in the history; absent for the entry as it is now. */
  readonly version: number | undefined;
  readonly bytes: Uint8Array;
}

/** The one-time code of the open entry. */
export interface ShownTotp {
  readonly id: string;
  readonly code: string;
  /** Seconds. */
  readonly period: number;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** The latest news of what was done. */
export type Message =
  /** Something that can be undone; `action` as in the status. */
  | { readonly kind: 'done'; readonly action: DoneAction; readonly count: number; readonly title: string }
  | { readonly kind: 'undone' | 'redone'; readonly action: string; readonly title: string }
  | {
      readonly kind: 'copied';
      /** A KDBX field name, or `totp`. */
      readonly field: string;
      /** Until it is cleared: how long in all, and when. */
      readonly seconds: number;
      readonly endsAt: number;
    }
  | { readonly kind: 'clipboard-cleared' | 'attachment-saved' | 'draft-lost' | 'entry-saved' }
  | { readonly kind: 'refused'; readonly problem: Problem };

export type DoneAction =
  | 'move'
  | 'bin'
  | 'delete'
  | 'restore'
  | 'empty-bin'
  | 'duplicate'
  | 'restore-version'
  | 'delete-version'
  | 'move-group'
  | 'bin-group'
  | 'restore-group'
  | 'remove-attachment';

/** A generated secret on its way into a field; its bytes belong to whoever asked. */
export type Generated =
  | {
      readonly ok: true;
      readonly secret: Uint8Array;
      readonly entropyBits: number;
      readonly strength: Strength;
    }
  | { readonly ok: false; readonly problem: Problem };

/** What stands beside an entry where there is room for one thing only. */
export type Column = 'list' | 'entry';

/** Everything the open vault's pane shows. */
export interface VaultView {
  /** Undefined until main has answered the first time. */
  readonly status: VaultStatus | undefined;
  readonly outline: Outline | undefined;
  /** What is asked for; the list follows. */
  readonly look: Look;
  readonly list: EntryList | undefined;
  readonly listProblem: Problem | undefined;
  /** Ids of the chosen entries. */
  readonly selected: ReadonlySet<string>;
  readonly entry: OpenEntry | undefined;
  readonly version: OpenVersion | undefined;
  readonly editor: Editor | undefined;
  /** What waits until the person has decided about unsaved changes. */
  readonly leaving: { readonly then: () => void } | undefined;
  readonly revealed: readonly Revealed[];
  readonly totp: ShownTotp | undefined;
  readonly conflicts: readonly Conflict[] | undefined;
  readonly message: Message | undefined;
  readonly column: Column;
}

/** Everything that can be done in it. */
export interface VaultActions {
  /** Shows another part of the vault; the sort stays. */
  showScope(scope: Scope): void;
  search(text: string): void;
  sortBy(sort: Sort, descending: boolean): void;
  /** The places that are in sight, so that their rows are fetched. */
  showPlaces(from: number, to: number): void;
  /** Asks again for all that is shown, after main did not answer. */
  reload(): void;

  /** A press on a place of the list. */
  selectAt(place: number, how: SelectHow): Promise<void>;
  selectAll(): Promise<void>;
  clearSelection(): void;
  /** Opens an entry wherever it stands. */
  openEntry(id: string): void;
  showColumn(column: Column): void;
  showVersion(index: number | undefined): void;

  reveal(field: string, version?: number): Promise<void>;
  hide(field: string, version?: number): void;
  hideAll(): void;
  /** Puts a value of the open entry, or of the only chosen one, on the clipboard. */
  copy(field: string, version?: number): Promise<void>;
  /** Begins, or ends, to follow the code of the open entry. */
  followTotp(isOn: boolean): void;

  addEntry(): void;
  edit(): void;
  /** One more step in the editor; `step` names what is edited, so that typing counts once. */
  change(change: Partial<Draft>, step: string): void;
  /** What comes next is a step of its own, even in the same field. */
  endStep(): void;
  undoInEditor(): void;
  redoInEditor(): void;
  /** Fetches a secret of the entry into the editor, where the person asked to see it. */
  fetchSecret(field: string): Promise<Uint8Array | undefined>;
  saveEditor(): Promise<boolean>;
  cancelEditor(): void;
  /** Does something that needs the editor closed, at once or when the person has decided. */
  leaveEditor(then: () => void): void;
  answerLeaving(answer: 'save' | 'discard' | 'stay'): Promise<void>;
  generate(wish: PasswordWish): Promise<Generated>;
  rate(secret: Uint8Array, context: readonly string[]): Promise<Strength | undefined>;

  moveTo(ids: readonly string[], group: string): Promise<void>;
  /** Into the bin; from the bin for good. */
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  emptyBin(): Promise<void>;
  setFavourite(ids: readonly string[], on: boolean): Promise<void>;
  duplicate(id: string): Promise<void>;
  restoreVersion(version: number): Promise<void>;
  removeVersion(version: number): Promise<void>;
  addAttachments(): Promise<void>;
  saveAttachment(name: string, version?: number): Promise<void>;
  /** @returns the refusal, to be shown where the name was typed */
  renameAttachment(name: string, to: string): Promise<Problem | undefined>;
  removeAttachment(name: string): Promise<void>;

  /** @returns the refusal, to be shown where the name was typed */
  addGroup(parent: string, name: string): Promise<Problem | undefined>;
  renameGroup(id: string, name: string): Promise<Problem | undefined>;
  moveGroup(id: string, parent: string, index?: number): Promise<void>;
  removeGroup(id: string): Promise<void>;
  restoreGroup(id: string): Promise<void>;

  loadConflicts(): Promise<void>;
  settleConflict(entry: string, take: 'kept' | 'other'): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Tries again at once to bring changes to disk. */
  save(): Promise<void>;
  dismissMessage(): void;
}

export type VaultState = VaultView & VaultActions;

/** What the page holds of a vault that is not open: nothing. */
export const NOTHING_OPEN = {
  outline: undefined,
  list: undefined,
  listProblem: undefined,
  selected: new Set<string>(),
  entry: undefined,
  version: undefined,
  editor: undefined,
  leaving: undefined,
  revealed: [],
  totp: undefined,
  conflicts: undefined,
  message: undefined,
  column: 'list',
} as const satisfies Partial<VaultView>;
