import { useTranslation } from 'react-i18next';
import type { SaveState } from '../../../shared/features/vault/vault.model';
import { Button } from '../../ui/button';
import { HelpDeskContact } from '../../ui/help-desk-contact';
import { Notice } from '../../ui/notice';
import { PaneError } from '../../ui/pane-state';
import { CONTENT_CODES, FILE_GONE_CODE, SAVE_CODES } from './vault-codes.model';
import { useVault, useVaultActions, useVaultSurroundings } from './vault-context';
import { vaultFormats } from './vault-formats';

/** What the person must know of the vault as a whole: what is not on disk yet, what a merge left to decide. */
export function VaultNotices() {
  const status = useVault((state) => state.status);
  if (status?.state !== 'open') return null;
  const { save, isFileGone, conflicts } = status;
  return (
    <>
      {isFileGone && <FileGone fileName={status.vault.fileName} folder={status.vault.folder} />}
      {save.state === 'failed' && !isFileGone && <NotSaved save={save} />}
      {conflicts > 0 && <Conflicts count={conflicts} />}
    </>
  );
}

function FileGone({ fileName, folder }: { readonly fileName: string; readonly folder: string }) {
  const { t } = useTranslation('vault');
  const { helpDesk } = useVaultSurroundings();
  const { save } = useVaultActions();
  return (
    <Notice
      tone="warning"
      heading={t('save.gone', { fileName })}
      code={FILE_GONE_CODE}
      announce="polite"
      actions={<Button onPress={() => void save()}>{t('save.again')}</Button>}
    >
      <p>{t('save.goneHint', { folder })}</p>
      <HelpDeskContact helpDesk={helpDesk} />
    </Notice>
  );
}

function NotSaved({ save: failed }: { readonly save: Extract<SaveState, { state: 'failed' }> }) {
  const { t, i18n } = useTranslation('vault');
  const { helpDesk } = useVaultSurroundings();
  const { save } = useVaultActions();
  const time = vaultFormats(i18n.language).time(failed.since);
  return (
    <Notice
      tone="danger"
      heading={t('save.failed', { time })}
      code={SAVE_CODES[failed.reason]}
      announce="assertive"
      actions={<Button onPress={() => void save()}>{t('save.again')}</Button>}
    >
      <p>
        {t(`save.reasons.${failed.reason}`)} {t('save.kept')}
      </p>
      <HelpDeskContact helpDesk={helpDesk} />
    </Notice>
  );
}

function Conflicts({ count }: { readonly count: number }) {
  const { t } = useTranslation('vault');
  const { ask } = useVaultSurroundings();
  return (
    <Notice
      tone="info"
      heading={t('conflicts.notice', { count })}
      announce="polite"
      actions={<Button onPress={() => ask({ kind: 'conflicts' })}>{t('conflicts.look')}</Button>}
    >
      <p>{t('conflicts.nothingLost')}</p>
    </Notice>
  );
}

/** The list could not be shown: main did not answer, or refused. */
export function ListFailed() {
  const { t } = useTranslation('vault');
  const problem = useVault((state) => state.listProblem);
  const { helpDesk } = useVaultSurroundings();
  const { reload } = useVaultActions();
  if (!problem || problem === 'locked') return null;
  return (
    <PaneError
      heading={t('list.failed')}
      code={CONTENT_CODES[problem]}
      helpDesk={helpDesk}
      actions={<Button onPress={reload}>{t('list.again')}</Button>}
    >
      <p>
        {t(`problems.${problem}`)} {t('list.failedHint')}
      </p>
    </PaneError>
  );
}

/** How the vault stands on disk, in two words beside the pane's name. */
export function SaveWords() {
  const { t, i18n } = useTranslation('vault');
  const status = useVault((state) => state.status);
  if (status?.state !== 'open') return null;
  const { save, vault } = status;
  const words =
    save.state === 'saved'
      ? t('save.saved', { time: vaultFormats(i18n.language).time(save.at) })
      : t(save.state === 'saving' ? 'save.saving' : 'save.notSaved');
  return (
    <span>
      {vault.name} · {words}
    </span>
  );
}
