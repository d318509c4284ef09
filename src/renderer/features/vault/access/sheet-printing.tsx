import { FileDown, Printer } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { KnownVault } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import './access.css';
import { AccessFailureNotice } from './access-failure';
import { EmergencySheet } from './emergency-sheet';
import type { SheetTrouble, VaultAccessState } from './vault-access.store';

export interface SheetPrintingProps {
  readonly vault: KnownVault;
  readonly person: string;
  readonly city: string;
  readonly helpDesk: HelpDesk | undefined;
  readonly printSheet: VaultAccessState['printSheet'];
  /** Further buttons, such as the way on; told whether the sheet has been printed. */
  readonly actions?: (isDone: boolean) => ReactNode;
}

type Outcome =
  | { readonly stage: 'idle' | 'printing' }
  | { readonly stage: 'done'; readonly to: 'printer' | 'file' }
  | { readonly stage: 'failed'; readonly trouble: Exclude<SheetTrouble, 'cancelled'> };

/** The emergency sheet as it will be, and the buttons that print it or save it. */
export function SheetPrinting(props: SheetPrintingProps) {
  const { vault, person, city, helpDesk, printSheet, actions } = props;
  const { t } = useTranslation('access');
  const [outcome, setOutcome] = useState<Outcome>({ stage: 'idle' });
  const [date] = useState(() => Date.now());
  const print = async (to: 'printer' | 'file') => {
    setOutcome({ stage: 'printing' });
    const trouble = await printSheet(to);
    if (trouble === undefined) setOutcome({ stage: 'done', to });
    else setOutcome(trouble === 'cancelled' ? { stage: 'idle' } : { stage: 'failed', trouble });
  };
  const sheet = <EmergencySheet vault={vault} person={person} city={city} helpDesk={helpDesk} date={date} />;
  const isPrinting = outcome.stage === 'printing';
  return (
    <>
      {outcome.stage === 'done' && (
        <Notice
          tone="success"
          announce="polite"
          heading={t(outcome.to === 'printer' ? 'sheet.printed' : 'sheet.pdfSaved')}
        />
      )}
      {outcome.stage === 'failed' && <SheetFailure trouble={outcome.trouble} helpDesk={helpDesk} />}
      <div className="access-actions">
        <Button
          variant={outcome.stage === 'done' ? 'secondary' : 'primary'}
          icon={Printer}
          isPending={isPrinting}
          onPress={() => void print('printer')}
        >
          {t(isPrinting ? 'sheet.printing' : 'sheet.print')}
        </Button>
        <Button icon={FileDown} isDisabled={isPrinting} onPress={() => void print('file')}>
          {t('sheet.pdf')}
        </Button>
        {actions?.(outcome.stage === 'done')}
      </div>
      <section className="emergency-sheet-preview" aria-label={t('sheet.preview')}>
        {sheet}
      </section>
      {createPortal(<div className="emergency-sheet-paper">{sheet}</div>, document.body)}
    </>
  );
}

interface SheetFailureProps {
  readonly trouble: Exclude<SheetTrouble, 'cancelled'>;
  readonly helpDesk: HelpDesk | undefined;
}

function SheetFailure({ trouble, helpDesk }: SheetFailureProps) {
  const { t } = useTranslation('access');
  if (trouble === 'no-printer' || trouble === 'locked') {
    const words = trouble === 'no-printer' ? 'noPrinter' : 'locked';
    return (
      <Notice tone="warning" announce="assertive" heading={t(`sheet.${words}.heading`)}>
        <p>{t(`sheet.${words}.text`)}</p>
      </Notice>
    );
  }
  return <AccessFailureNotice failure={{ trouble }} helpDesk={helpDesk} />;
}
