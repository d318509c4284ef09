import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ConflictsDialog } from './conflicts-dialog';
import { GroupChoiceDialog } from './group-choice-dialog';
import { NameDialog } from './name-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';
import { type Question, useVault, useVaultActions } from './vault-context';
import { pathOf } from './vault-look.model';

export interface VaultQuestionsProps {
  readonly question: Question | undefined;
  readonly onClose: () => void;
}

/** The dialogs of the open vault, one at a time; before them the question what becomes of unsaved changes. */
export function VaultQuestions({ question, onClose }: VaultQuestionsProps) {
  const isLeaving = useVault((state) => state.leaving !== undefined);
  if (isLeaving) return <Leaving />;
  if (!question) return null;
  switch (question.kind) {
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
    case 'conflicts':
      return <ConflictsDialog onClose={onClose} />;
    case 'move':
    case 'move-group':
      return <Moving question={question} onClose={onClose} />;
    case 'add-group':
    case 'rename-group':
    case 'rename-attachment':
      return <Naming question={question} onClose={onClose} />;
    default:
      return <Deleting question={question} onClose={onClose} />;
  }
}

interface AskedProps<K extends Question['kind']> {
  readonly question: Extract<Question, { kind: K }>;
  readonly onClose: () => void;
}

function Leaving() {
  const { t } = useTranslation('vault');
  const editor = useVault((state) => state.editor);
  const { answerLeaving } = useVaultActions();
  const name = editor?.draft.title || t('entry.untitled');
  return (
    <Dialog
      isOpen
      role="alertdialog"
      onClose={() => void answerLeaving('stay')}
      title={t('leaving.title')}
      actions={
        <>
          <Button variant="primary" onPress={() => void answerLeaving('save')}>
            {t('leaving.save')}
          </Button>
          <Button onPress={() => void answerLeaving('discard')}>{t('leaving.discard')}</Button>
          <Button variant="quiet" onPress={() => void answerLeaving('stay')}>
            {t('leaving.stay')}
          </Button>
        </>
      }
    >
      <p>{t('leaving.what', { name })}</p>
    </Dialog>
  );
}

function Moving({ question, onClose }: AskedProps<'move' | 'move-group'>) {
  const { t } = useTranslation('vault');
  const { moveTo, moveGroup } = useVaultActions();
  if (question.kind === 'move') {
    return (
      <GroupChoiceDialog
        title={t('ask.moveEntries', { count: question.ids.length })}
        onClose={onClose}
        onChoose={(group) => void moveTo(question.ids, group)}
      />
    );
  }
  return (
    <GroupChoiceDialog
      title={t('ask.moveGroup')}
      without={question.id}
      onClose={onClose}
      onChoose={(parent) => void moveGroup(question.id, parent)}
    />
  );
}

function Naming({ question, onClose }: AskedProps<'add-group' | 'rename-group' | 'rename-attachment'>) {
  const { t } = useTranslation('vault');
  const outline = useVault((state) => state.outline);
  const { addGroup, renameGroup, renameAttachment } = useVaultActions();
  const common = { onClose, most: 500 };
  switch (question.kind) {
    case 'add-group':
      return (
        <NameDialog
          {...common}
          title={t('groups.add')}
          label={t('groups.name')}
          action={t('ask.create')}
          name=""
          onName={(name) => addGroup(question.parent, name)}
        />
      );
    case 'rename-group':
      return (
        <NameDialog
          {...common}
          title={t('groups.rename')}
          label={t('groups.name')}
          action={t('ask.rename')}
          name={pathOf(outline?.groups ?? [], question.id).at(-1) ?? ''}
          onName={(name) => renameGroup(question.id, name)}
        />
      );
    case 'rename-attachment':
      return (
        <NameDialog
          {...common}
          most={255}
          title={t('attachments.rename')}
          label={t('attachments.name')}
          action={t('ask.rename')}
          name={question.name}
          onName={(name) => renameAttachment(question.name, name)}
        />
      );
  }
}

function Deleting({ question, onClose }: AskedProps<'delete' | 'empty-bin' | 'delete-version'>) {
  const { t } = useTranslation('vault');
  const inBin = useVault((state) => state.outline?.counts.bin ?? 0);
  const { remove, emptyBin, removeVersion } = useVaultActions();
  const act = () => {
    onClose();
    if (question.kind === 'delete') void remove(question.ids);
    else if (question.kind === 'empty-bin') void emptyBin();
    else void removeVersion(question.version);
  };
  const count = question.kind === 'delete' ? question.ids.length : question.kind === 'empty-bin' ? inBin : 1;
  return (
    <Dialog
      isOpen
      role="alertdialog"
      onClose={onClose}
      title={t(`deleting.${question.kind}.title`, { count })}
      actions={
        <>
          <Button variant="danger" onPress={act}>
            {t(`deleting.${question.kind}.act`)}
          </Button>
          <Button onPress={onClose}>{t('ask.cancel')}</Button>
        </>
      }
    >
      <p>{t('deleting.untilLocked')}</p>
    </Dialog>
  );
}
