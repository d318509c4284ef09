import { useTranslation } from 'react-i18next';
import { type HelpDesk, HelpDeskContact } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { IMPORT_CODES } from './care-codes.model';
import type { ImportTrouble } from './import.store';

export interface ImportFailureProps {
  readonly trouble: ImportTrouble;
  readonly helpDesk: HelpDesk | undefined;
}

/** Why a file cannot be taken over, and that the vault is as it was. */
export function ImportFailure({ trouble, helpDesk }: ImportFailureProps) {
  const { t } = useTranslation('care');
  const code = IMPORT_CODES[trouble];
  return (
    <Notice
      tone={code ? 'danger' : 'warning'}
      heading={t('import.problem.heading')}
      code={code}
      announce="assertive"
    >
      <p>{t(`import.problem.${trouble}`)}</p>
      <p>{t('import.problem.kept')}</p>
      {helpDesk && code && <HelpDeskContact helpDesk={helpDesk} />}
    </Notice>
  );
}
