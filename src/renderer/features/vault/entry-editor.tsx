import { Redo2, Undo2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import { TagsField } from '../../ui/tags-field';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import { EditorExpiry } from './editor-expiry';
import { EditorFields } from './editor-fields';
import { EditorPassword } from './editor-password';
import { EditorSecret } from './editor-secret';
import { Attachments } from './entry-attachments';
import { addTag } from './entry-draft.model';
import './entry-editor.css';
import { type Editor, isChanged, isSound } from './entry-editor.model';
import { IconChoice } from './icon-choice';
import { CONTENT_CODES } from './vault-codes.model';
import { useVault, useVaultActions } from './vault-context';

/** An entry while it is edited or made. Everything in it can be undone step by step until it is saved. */
export function EntryEditor({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { saveEditor } = useVaultActions();
  const id = useId();
  const { entry, draft } = editor;
  const name = draft.title || t('entry.untitled');
  return (
    <form
      className="entry-editor"
      aria-labelledby={id}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void saveEditor();
      }}
    >
      <Head editor={editor} titleId={id} title={entry ? t('editor.editing', { name }) : t('entry.add')} />
      <Basics editor={editor} />
      <Notes editor={editor} />
      <Totp editor={editor} />
      <TagsAndExpiry editor={editor} />
      <EditorFields editor={editor} />
      {entry ? (
        <LiveAttachments id={entry.id} />
      ) : (
        <p className="entry-editor-note">{t('attachments.later')}</p>
      )}
      <Foot editor={editor} />
    </form>
  );
}

interface HeadProps {
  readonly editor: Editor;
  readonly titleId: string;
  readonly title: string;
}

function Head({ editor, titleId, title }: HeadProps) {
  const { t } = useTranslation('vault');
  const { undoInEditor, redoInEditor } = useVaultActions();
  return (
    <header className="entry-editor-head">
      <h2 id={titleId}>{title}</h2>
      <div className="entry-editor-steps">
        <IconButton
          label={t('editor.undo')}
          icon={Undo2}
          shortcut={t('keys.ctrl', { key: 'Z' })}
          isDisabled={editor.past.length === 0}
          onPress={undoInEditor}
        />
        <IconButton
          label={t('editor.redo')}
          icon={Redo2}
          shortcut={t('keys.ctrl', { key: 'Y' })}
          isDisabled={editor.future.length === 0}
          onPress={redoInEditor}
        />
      </div>
    </header>
  );
}

function Basics({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { change, endStep } = useVaultActions();
  const { draft } = editor;
  return (
    <>
      <div className="entry-editor-title">
        <IconChoice
          iconId={draft.iconId}
          onChange={(iconId) => {
            change({ iconId }, 'icon');
            endStep();
          }}
        />
        <TextField
          label={t('fields.Title')}
          value={draft.title}
          maxLength={10_000}
          autoFocus
          autoComplete="off"
          onChange={(title) => change({ title }, 'title')}
          onBlur={endStep}
        />
      </div>
      <TextField
        label={t('fields.UserName')}
        value={draft.userName}
        maxLength={10_000}
        autoComplete="off"
        spellCheck="false"
        onChange={(userName) => change({ userName }, 'userName')}
        onBlur={endStep}
      />
      <EditorPassword editor={editor} />
      <TextField
        label={t('fields.URL')}
        value={draft.url}
        maxLength={10_000}
        autoComplete="off"
        spellCheck="false"
        onChange={(url) => change({ url }, 'url')}
        onBlur={endStep}
      />
    </>
  );
}

function Notes({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { change, endStep, fetchSecret } = useVaultActions();
  const { notes } = editor.draft;
  if (notes === undefined) {
    return (
      <div className="field">
        <span className="field-label">{t('fields.Notes')}</span>
        <p className="field-note">{t('editor.notesAreProtected')}</p>
        <Button
          className="entry-editor-start"
          onPress={async () => {
            const secret = await fetchSecret('Notes');
            if (!secret) return;
            change({ notes: new TextDecoder().decode(secret) }, 'show notes');
            secret.fill(0);
            endStep();
          }}
        >
          {t('editor.showNotes')}
        </Button>
      </div>
    );
  }
  return (
    <TextArea
      label={t('fields.Notes')}
      value={notes}
      spellCheck="false"
      onChange={(next) => change({ notes: next }, 'notes')}
      onBlur={endStep}
    />
  );
}

function Totp({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { change, endStep } = useVaultActions();
  const { draft, entry, problem } = editor;
  const hasOne = entry?.totp !== undefined;
  const isRemoved = hasOne && draft.totp?.length === 0;
  return (
    <div className="field">
      <EditorSecret
        label={t('totp.label')}
        value={draft.totp}
        isKept={hasOne}
        onChange={(totp) => change({ totp }, 'totp')}
        onLeave={endStep}
        note={t(isRemoved ? 'editor.totpRemoved' : 'editor.totpNote')}
        problem={problem === 'bad-totp' ? t('problems.bad-totp') : undefined}
      />
      {hasOne && !isRemoved && (
        <Button
          variant="quiet"
          className="entry-editor-start"
          onPress={() => {
            endStep();
            change({ totp: new Uint8Array() }, 'remove totp');
            endStep();
          }}
        >
          {t('editor.removeTotp')}
        </Button>
      )}
    </div>
  );
}

function TagsAndExpiry({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const known = useVault((state) => state.outline?.tags);
  const { change, endStep } = useVaultActions();
  const { tags, expires, qualityCheck } = editor.draft;
  return (
    <>
      <TagsField
        label={t('parts.tags')}
        tags={tags}
        known={known?.map(({ name }) => name) ?? []}
        note={t('editor.tagsNote')}
        onAdd={(typed) => {
          const next = addTag(tags, typed);
          if (next !== tags) change({ tags: next }, 'add tag');
          endStep();
        }}
        onRemove={(tag) => {
          change({ tags: tags.filter((one) => one !== tag) }, 'remove tag');
          endStep();
        }}
      />
      <EditorExpiry
        expires={expires}
        onChange={(next, how) => {
          change({ expires: next }, 'expires');
          if (how === 'pressed') endStep();
        }}
      />
      <Checkbox
        label={t('editor.qualityCheck')}
        note={t('editor.qualityCheckNote')}
        isChosen={qualityCheck}
        onChange={(next) => {
          change({ qualityCheck: next }, 'qualityCheck');
          endStep();
        }}
      />
    </>
  );
}

/** Files are kept at once: they do not wait for the editor's Save, and that is said. */
function LiveAttachments({ id }: { readonly id: string }) {
  const { t } = useTranslation('vault');
  const entry = useVault((state) => (state.entry?.id === id ? state.entry.details : undefined));
  if (!entry) return null;
  return (
    <div className="field">
      <Attachments attachments={entry.attachments} isReadOnly={false} />
      <p className="field-note">{t('attachments.atOnce')}</p>
    </div>
  );
}

function Foot({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { cancelEditor } = useVaultActions();
  const { problem, isSaving } = editor;
  return (
    <footer className="entry-editor-foot">
      {problem && problem !== 'bad-totp' && (
        <Notice
          tone="danger"
          heading={t(`problems.${problem}`)}
          code={CONTENT_CODES[problem]}
          announce="assertive"
        >
          <p>{t('editor.kept')}</p>
        </Notice>
      )}
      <div className="entry-editor-buttons">
        <Button
          type="submit"
          variant="primary"
          isPending={isSaving}
          isDisabled={!isSound(editor) || (editor.entry !== undefined && !isChanged(editor))}
        >
          {t(isSaving ? 'editor.saving' : 'editor.save')}
        </Button>
        <Button onPress={cancelEditor}>{t('editor.cancel')}</Button>
      </div>
    </footer>
  );
}
