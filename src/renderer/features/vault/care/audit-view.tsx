import { ChevronLeft, ChevronRight, FileDown, ScrollText } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { PaneEmpty, PaneLoading } from '../../../ui/pane-state';
import { StatusWords } from '../../../ui/status-chip';
import { vaultFormats } from '../vault-formats';
import type { AuditLine, AuditState } from './audit.store';
import './audit-view.css';
import { detailWords } from './audit-words';
import { CarePage } from './care-page';
import type { CareViewProps } from './export-view';
import { RefusalNotice } from './refusal-notice';
import { TableFrame } from './table-frame';
import { useErrand } from './use-errand';

/** The person's own record of what was done with the vault, newest first, page by page. */
export function AuditView({ care, helpDesk, onBack }: CareViewProps) {
  const { t } = useTranslation('care');
  const audit = useStore(care.audit);
  const days = useStore(care.preferences).value?.limits.auditDays;
  const [errand, send] = useErrand<Extract<Done, { ok: true }>>();
  const { lines, isIntact, isAsking, trouble, show, page } = audit;
  useEffect(() => {
    void care.audit.getState().show(0);
    void care.preferences.getState().load();
  }, [care]);
  return (
    <CarePage
      title={t('audit.title')}
      onBack={onBack}
      width="wide"
      actions={
        lines &&
        lines.length > 0 && (
          <Button
            icon={FileDown}
            variant="quiet"
            isPending={errand.stage === 'working'}
            onPress={() => void send(() => care.vault.exportAudit(undefined))}
          >
            {t('audit.export')}
          </Button>
        )
      }
    >
      {days !== undefined && <p className="care-muted">{t('audit.intro', { days })}</p>}
      {errand.stage === 'done' && <Notice tone="success" announce="polite" heading={t('audit.exported')} />}
      {errand.stage === 'refused' && <RefusalNotice trouble={errand.trouble} helpDesk={helpDesk} />}
      {trouble && <RefusalNotice trouble={trouble} helpDesk={helpDesk} onRetry={() => void show(page)} />}
      {isAsking && !lines && <PaneLoading lines={6} />}
      {!isIntact && (
        <Notice tone="warning" heading={t('audit.broken.heading')} code="VLT-501">
          <p>{t('audit.broken.text')}</p>
        </Notice>
      )}
      {lines?.length === 0 && (
        <PaneEmpty icon={ScrollText} heading={t('audit.none.heading')}>
          <p>{t('audit.none.text')}</p>
        </PaneEmpty>
      )}
      {lines && lines.length > 0 && (
        <>
          {isIntact && (
            <p>
              <StatusWords tone="success">{t('audit.intact')}</StatusWords>
            </p>
          )}
          <AuditTable lines={lines} />
          <Pages audit={audit} />
        </>
      )}
    </CarePage>
  );
}

function AuditTable({ lines }: { readonly lines: readonly AuditLine[] }) {
  const { t, i18n } = useTranslation('care');
  const { t: vault } = useTranslation('vault');
  const formats = vaultFormats(i18n.language);
  return (
    <TableFrame label={t('audit.table')}>
      <thead>
        <tr>
          <th scope="col">{t('audit.at')}</th>
          <th scope="col">{t('audit.action')}</th>
          <th scope="col">{t('audit.entry')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same to the millisecond
          <tr key={index}>
            <td className="audit-at">
              <time>{formats.dateAndTime(line.at)}</time>
            </td>
            <td>
              {t(`audit.actions.${line.action}`)}
              <Detail words={detailWords(line, t, vault)} />
            </td>
            <td>
              {line.title ?? (line.entry && <span className="care-muted">{t('audit.gone')}</span>)}
              {line.detail && <span className="audit-detail">{line.detail}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Detail({ words }: { readonly words: string | undefined }) {
  return words ? <span className="audit-detail"> ({words})</span> : null;
}

function Pages({ audit }: { readonly audit: AuditState }) {
  const { t } = useTranslation('care');
  const { page, pages, show, isAsking } = audit;
  if (pages <= 1) return null;
  return (
    <div className="care-actions">
      <Button icon={ChevronLeft} isDisabled={page === 0 || isAsking} onPress={() => void show(page - 1)}>
        {t('audit.newer')}
      </Button>
      <span role="status" className="tabular">
        {t('audit.page', { page: page + 1, pages })}
      </span>
      <Button
        icon={ChevronRight}
        isDisabled={page >= pages - 1 || isAsking}
        onPress={() => void show(page + 1)}
      >
        {t('audit.older')}
      </Button>
    </div>
  );
}
