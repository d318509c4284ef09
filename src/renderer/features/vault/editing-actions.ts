import type { EntryDraft } from '../../../shared/features/vault/vault-content.contract';
import { changesOf } from './entry-draft.model';
import {
  type Editor,
  edited,
  editorFor,
  isChanged,
  isSound,
  redone,
  undone,
  wipe,
} from './entry-editor.model';
import type { StoreParts } from './store-parts';
import { groupForNew } from './vault-look.model';
import type { VaultActions } from './vault-state.model';

type EditingActions = Pick<
  VaultActions,
  | 'addEntry'
  | 'edit'
  | 'change'
  | 'endStep'
  | 'undoInEditor'
  | 'redoInEditor'
  | 'fetchSecret'
  | 'saveEditor'
  | 'cancelEditor'
  | 'leaveEditor'
  | 'answerLeaving'
  | 'generate'
  | 'rate'
>;

const UNANSWERED = { ok: false, reason: 'unanswered' } as const;

/** The editor: one at a time, with steps of its own, which asks before unsaved changes are lost. */
export function editingActions({ bridge, get, set }: StoreParts): EditingActions {
  function open(editor: Editor): void {
    get().hideAll();
    set({ editor, version: undefined, column: 'entry' });
  }

  function shut(): void {
    const { editor } = get();
    if (editor) wipe(editor);
    set({ editor: undefined, leaving: undefined });
  }

  const step = (go: (editor: Editor) => Editor) => {
    const { editor } = get();
    if (editor && !editor.isSaving) set({ editor: go(editor) });
  };

  async function send({ entry, group }: Editor, draft: EntryDraft) {
    if (!entry) return bridge.addEntry({ group, draft }).catch(() => UNANSWERED);
    const answer = await bridge.changeEntry({ id: entry.id, draft }).catch(() => UNANSWERED);
    return answer.ok ? { ...answer, id: entry.id } : answer;
  }

  async function save(): Promise<boolean> {
    const { editor } = get();
    if (!editor || editor.isSaving || !isSound(editor)) return false;
    const { entry, draft } = editor;
    const changes = changesOf(entry, draft);
    if (!changes && entry) {
      shut();
      return true;
    }
    set({ editor: { ...editor, isSaving: true, problem: undefined } });
    const answer = await send(editor, changes ?? {});
    const now = get().editor;
    // Locked meanwhile: the editor is gone, and said to be.
    if (!now) return answer.ok;
    if (!answer.ok) {
      set({ editor: { ...now, isSaving: false, problem: answer.reason } });
      return false;
    }
    shut();
    set({ message: { kind: 'entry-saved' } });
    if (!entry) set({ selected: new Set([answer.id]) });
    get().openEntry(answer.id);
    return true;
  }

  return {
    addEntry: () =>
      get().leaveEditor(() => {
        const group = groupForNew(get().outline, get().look.scope);
        if (group) open(editorFor(undefined, group));
      }),
    edit: () => {
      const { entry, editor } = get();
      if (!editor && entry?.details && !entry.details.isInBin) {
        open(editorFor(entry.details, entry.details.group));
      }
    },
    change: (change, name) => step((editor) => edited(editor, change, name)),
    endStep: () => {
      const { editor } = get();
      if (editor?.step) set({ editor: { ...editor, step: undefined } });
    },
    undoInEditor: () => step(undone),
    redoInEditor: () => step(redone),
    fetchSecret: async (field) => {
      const id = get().editor?.entry?.id;
      if (!id) return undefined;
      const answer = await bridge.reveal({ id, field }).catch(() => UNANSWERED);
      if (!answer.ok) {
        set({ message: { kind: 'refused', problem: answer.reason } });
        return undefined;
      }
      if (get().editor?.entry?.id === id) return answer.secret;
      answer.secret.fill(0);
      return undefined;
    },
    saveEditor: save,
    cancelEditor: () =>
      get().leaveEditor(() => {
        if (!get().entry) set({ column: 'list' });
      }),
    leaveEditor: (then) => {
      const { editor } = get();
      if (editor && (editor.isSaving || isChanged(editor))) {
        set({ leaving: { then } });
        return;
      }
      if (editor) shut();
      then();
    },
    answerLeaving: async (answer) => {
      const { leaving } = get();
      if (!leaving) return;
      set({ leaving: undefined });
      if (answer === 'stay') return;
      if (answer === 'save' && !(await save())) return;
      if (answer === 'discard') shut();
      leaving.then();
    },
    generate: async (wish) => {
      const answer = await bridge.generate(wish).catch(() => UNANSWERED);
      if (!answer.ok) return { ok: false, problem: answer.reason };
      const { secret, entropyBits, strength } = answer;
      return { ok: true, secret, entropyBits, strength };
    },
    rate: async (secret, context) => {
      const known = context.filter(Boolean).slice(0, 20);
      return bridge.rateSecret({ secret, context: known }).catch(() => undefined);
    },
  };
}
