import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { type HelpDesk, HelpDeskContact } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { CONTENT_CODES } from '../vault-codes.model';
import type { CareTrouble } from './answer.store';

export interface RefusalNoticeProps {
  readonly trouble: CareTrouble;
  readonly helpDesk: HelpDesk | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** Why something was not done: what happened, what is kept, what to do. Silent where the person gave it up. */
export function RefusalNotice({ trouble, helpDesk, onRetry }: RefusalNoticeProps) {
  const { t } = useTranslation('care');
  if (trouble === 'cancelled') return null;
  return (
    <Notice
      tone="danger"
      heading={t('refusal.heading')}
      code={CONTENT_CODES[trouble]}
      announce="assertive"
      actions={onRetry && <Button onPress={onRetry}>{t('retry')}</Button>}
    >
      <p>{t(`refusal.${trouble}`)}</p>
      {helpDesk && <HelpDeskContact helpDesk={helpDesk} />}
    </Notice>
  );
}
