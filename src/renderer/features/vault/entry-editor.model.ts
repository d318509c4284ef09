import type { EntryDetails } from '../../../shared/features/vault/vault-content.contract';
import { changesOf, type Draft, draftOf, problemOfField, secretsOf } from './entry-draft.model';
import type { Problem } from './vault-look.model';

/** An entry that is edited or made. */
export interface Editor {
  /** The entry as it was when the editor opened; undefined for a new one. */
  readonly entry: EntryDetails | undefined;
  /** Where a new entry goes. */
  readonly group: string;
  readonly draft: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** What was edited last: more of the same is one step. */
  readonly step: string | undefined;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
}

/** Steps that can be taken back. */
const STEPS = 200;

/** An editor as it opens. */
export function editorFor(entry: EntryDetails | undefined, group: string): Editor {
  const draft = draftOf(entry);
  return {
    entry,
    group,
    draft,
    past: [],
    future: [],
    step: undefined,
    isSaving: false,
    problem: undefined,
  };
}

/**
 * One more edit. Edits with the same step name follow each other as one; secrets that nothing holds any more are
 * overwritten.
 */
export function edited(editor: Editor, change: Partial<Draft>, step: string): Editor {
  const isMore = editor.step === step && editor.past.length > 0;
  const past = isMore ? editor.past : [...editor.past, editor.draft].slice(-STEPS);
  const next = { ...editor, draft: { ...editor.draft, ...change }, past, future: [], step };
  return replacing(editor, { ...next, problem: undefined });
}

export function undone(editor: Editor): Editor {
  const last = editor.past.at(-1);
  if (!last) return editor;
  const future = [...editor.future, editor.draft];
  return { ...editor, draft: last, past: editor.past.slice(0, -1), future, step: undefined };
}

export function redone(editor: Editor): Editor {
  const next = editor.future.at(-1);
  if (!next) return editor;
  const past = [...editor.past, editor.draft];
  return { ...editor, draft: next, past, future: editor.future.slice(0, -1), step: undefined };
}

/** Whether closing would lose something. */
export function isChanged({ entry, draft }: Editor): boolean {
  return changesOf(entry, draft) !== undefined;
}

/** Whether its fields can be saved as they are named. */
export function isSound({ draft }: Editor): boolean {
  return draft.fields.every((field) => problemOfField(field, draft.fields) === undefined);
}

/** Overwrites every secret that an editor holds. */
export function wipe(editor: Editor): void {
  for (const secret of held(editor)) secret.fill(0);
}

function replacing(before: Editor, after: Editor): Editor {
  const still = held(after);
  for (const secret of held(before)) if (!still.has(secret)) secret.fill(0);
  return after;
}

function held({ draft, past, future }: Editor): Set<Uint8Array> {
  return new Set([draft, ...past, ...future].flatMap(secretsOf));
}
