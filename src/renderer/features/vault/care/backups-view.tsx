import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Notice } from '../../../ui/notice';
import { PaneEmpty, PaneLoading } from '../../../ui/pane-state';
import { Progress } from '../../../ui/progress';
import { vaultFormats } from '../vault-formats';
import './backups-view.css';
import { CarePage } from './care-page';
import type { CareViewProps } from './export-view';
import { RefusalNotice } from './refusal-notice';
import { useErrand } from './use-errand';

interface Backup {
  readonly id: string;
  readonly at: number;
  readonly bytes: number;
}

/** Earlier states of the vault; bringing one back merges it in and loses nothing. */
export function BackupsView({ care, helpDesk, onBack }: CareViewProps) {
  const { t, i18n } = useTranslation('care');
  const { value, isAsking, trouble } = useStore(care.backups);
  const [errand, send] = useErrand<Extract<Done, { ok: true }>>();
  const [asked, setAsked] = useState<Backup>();
  const [isAskingPerson, setIsAskingPerson] = useState(false);
  useEffect(() => void care.backups.ask(), [care]);
  const formats = vaultFormats(i18n.language);
  const date = asked ? formats.dateAndTime(asked.at) : '';
  const restore = async () => {
    setIsAskingPerson(false);
    if (!asked) return;
    await send(() => care.vault.restoreBackup({ id: asked.id }));
    await care.backups.ask();
  };
  return (
    <CarePage title={t('backups.title')} onBack={onBack}>
      <p className="care-muted">{t('backups.intro')}</p>
      {errand.stage === 'done' && (
        <Notice tone="success" announce="polite" heading={t('backups.done', { date })} />
      )}
      {errand.stage === 'refused' && <RefusalNotice trouble={errand.trouble} helpDesk={helpDesk} />}
      <div role="status">{errand.stage === 'working' && <Progress label={t('backups.working')} />}</div>
      {trouble && (
        <RefusalNotice trouble={trouble} helpDesk={helpDesk} onRetry={() => void care.backups.ask()} />
      )}
      {isAsking && !value && <PaneLoading />}
      {value?.backups.length === 0 && (
        <PaneEmpty icon={History} heading={t('backups.none.heading')}>
          <p>{t('backups.none.text')}</p>
        </PaneEmpty>
      )}
      {value && value.backups.length > 0 && (
        <ul className="backups" aria-label={t('backups.list')}>
          {value.backups.map((backup) => (
            <li key={backup.id} className="backup">
              <span className="backup-words">
                <time>{formats.dateAndTime(backup.at)}</time>
                <span className="care-muted">{formats.size(backup.bytes)}</span>
              </span>
              <Button
                aria-label={t('backups.restoreOf', { date: formats.dateAndTime(backup.at) })}
                isDisabled={errand.stage === 'working'}
                onPress={() => {
                  setAsked(backup);
                  setIsAskingPerson(true);
                }}
              >
                {t('backups.restore')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        isOpen={isAskingPerson}
        onClose={() => setIsAskingPerson(false)}
        title={t('backups.ask.title', { date })}
        role="alertdialog"
        actions={
          <>
            <Button variant="primary" autoFocus onPress={() => void restore()}>
              {t('backups.ask.yes')}
            </Button>
            <Button onPress={() => setIsAskingPerson(false)}>{t('backups.ask.no')}</Button>
          </>
        }
      >
        <p>{t('backups.ask.text')}</p>
      </Dialog>
    </CarePage>
  );
}
