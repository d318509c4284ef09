import { FileKey, FileWarning } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { CarePage } from './care-page';
import type { NotTaken } from './not-taken.model';
import { NotTakenTable } from './not-taken-table';
import { RefusalNotice } from './refusal-notice';
import { useErrand } from './use-errand';
import type { VaultCare } from './vault-care';

export interface CareViewProps {
  readonly care: VaultCare;
  readonly helpDesk: HelpDesk | undefined;
  readonly onBack: () => void;
}

type Format = 'kdbx' | 'csv' | 'keepass-xml';
type Exported = { readonly ok: true; readonly name: string; readonly notTaken: readonly NotTaken[] };

/** A copy of the vault; in the clear only after a warning of what that means. */
export function ExportView({ care, helpDesk, onBack }: CareViewProps) {
  const { t } = useTranslation('care');
  const [errand, send] = useErrand<Exported>();
  /** What the person is being warned of, or what was saved last. */
  const [format, setFormat] = useState<Format>('kdbx');
  const [isWarning, setIsWarning] = useState(false);
  const isWorking = errand.stage === 'working';
  const start = (one: Format) => {
    setFormat(one);
    void send(() => care.vault.exportVault({ format: one }));
  };
  const warn = (one: Format) => {
    setFormat(one);
    setIsWarning(true);
  };
  return (
    <CarePage title={t('export.title')} onBack={onBack}>
      {errand.stage === 'refused' && <RefusalNotice trouble={errand.trouble} helpDesk={helpDesk} />}
      {errand.stage === 'done' && <Done exported={errand.result} isClear={format !== 'kdbx'} />}
      <section className="care-section">
        <h2>{t('export.kdbx.heading')}</h2>
        <p>{t('export.kdbx.text')}</p>
        <div className="care-actions">
          <Button variant="primary" icon={FileKey} isPending={isWorking} onPress={() => start('kdbx')}>
            {t(isWorking ? 'export.working' : 'export.kdbx.action')}
          </Button>
        </div>
      </section>
      <section className="care-section">
        <h2>{t('export.clear.heading')}</h2>
        <p>{t('export.clear.text')}</p>
        <div className="care-actions">
          <Button icon={FileWarning} isDisabled={isWorking} onPress={() => warn('csv')}>
            {t('export.clear.csv')}
          </Button>
          <Button icon={FileWarning} isDisabled={isWorking} onPress={() => warn('keepass-xml')}>
            {t('export.clear.xml')}
          </Button>
        </div>
      </section>
      <Dialog
        isOpen={isWarning}
        onClose={() => setIsWarning(false)}
        title={t('export.warning.title')}
        role="alertdialog"
        actions={
          <>
            <Button
              variant="danger"
              onPress={() => {
                setIsWarning(false);
                start(format);
              }}
            >
              {t('export.warning.yes')}
            </Button>
            <Button autoFocus onPress={() => setIsWarning(false)}>
              {t('export.warning.no')}
            </Button>
          </>
        }
      >
        <p>{t('export.warning.stands')}</p>
        <ul className="care-list">
          <li>{t('export.warning.do1')}</li>
          <li>{t('export.warning.do2')}</li>
          <li>{t('export.warning.do3')}</li>
        </ul>
      </Dialog>
    </CarePage>
  );
}

function Done({ exported, isClear }: { readonly exported: Exported; readonly isClear: boolean }) {
  const { t } = useTranslation('care');
  const { name, notTaken } = exported;
  return (
    <>
      <Notice tone={isClear ? 'warning' : 'success'} announce="polite" heading={t('export.done', { name })}>
        {isClear && <p>{t('export.doneClear')}</p>}
      </Notice>
      {notTaken.length > 0 && (
        <>
          <p>{t('export.notTaken', { count: notTaken.length })}</p>
          <NotTakenTable lines={notTaken} />
        </>
      )}
    </>
  );
}
