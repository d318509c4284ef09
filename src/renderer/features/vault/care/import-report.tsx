import { ClipboardCopy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../ui/announcer';
import { Button } from '../../../ui/button';
import { Facts } from '../../../ui/facts';
import { Notice } from '../../../ui/notice';
import { copyText } from './copy-text.adapter';
import type { ImportStage } from './import.store';
import { knownFormat, reportText } from './not-taken.model';
import { NotTakenTable, useReasonWords } from './not-taken-table';
import type { VaultCare } from './vault-care';

export interface ImportReportStepProps {
  readonly now: Extract<ImportStage, { stage: 'done' }>;
  readonly care: VaultCare;
  readonly onGroup: (id: string) => void;
}

/** What was taken, what was not and why; can be copied as text. */
export function ImportReportStep({ now, care, onGroup }: ImportReportStepProps) {
  const { t } = useTranslation('care');
  const reason = useReasonWords();
  const announce = useAnnounce();
  const [hasFailed, setHasFailed] = useState(false);
  const { file, group, report, format } = now;
  const { notTaken, notTakenTotal } = report;
  const taken = [
    t('import.preview.entries', { count: report.entries }),
    ...(report.groups > 0 ? [t('import.preview.groups', { count: report.groups })] : []),
    ...(report.attachments > 0 ? [t('import.report.attachments', { count: report.attachments })] : []),
  ].join(', ');
  const copy = () => {
    const heading = [`${t('import.preview.file')}: ${file.name}`, `${t('import.report.taken')}: ${taken}`];
    const isCopied = copyText(reportText(heading, notTaken, reason));
    setHasFailed(!isCopied);
    if (isCopied) announce(t('import.report.copied'));
  };
  const wasInTheClear = knownFormat(format) !== 'kdbx';
  return (
    <>
      <Notice tone="success" announce="polite" heading={t('import.report.done')}>
        {notTakenTotal === 0 && <p>{t('import.report.all')}</p>}
      </Notice>
      {wasInTheClear && <Notice tone="warning" heading={t('import.report.delete', { name: file.name })} />}
      <Facts facts={[{ label: t('import.report.taken'), value: taken }]} />
      {notTakenTotal > 0 && (
        <section className="care-form">
          <h2>{t('import.report.notTaken', { count: notTakenTotal })}</h2>
          {notTakenTotal > notTaken.length && (
            <p className="care-muted">{t('import.report.listed', { count: notTaken.length })}</p>
          )}
          <NotTakenTable lines={notTaken} />
          <Button icon={ClipboardCopy} onPress={copy}>
            {t('import.report.copy')}
          </Button>
          {hasFailed && (
            <Notice tone="warning" announce="assertive" heading={t('import.report.copyFailed')} />
          )}
        </section>
      )}
      <div className="care-actions">
        <Button variant="primary" onPress={() => onGroup(group)}>
          {t('import.report.show')}
        </Button>
        <Button onPress={care.importing.getState().reset}>{t('import.report.another')}</Button>
      </div>
    </>
  );
}
