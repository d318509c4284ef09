import { useTranslation } from 'react-i18next';
import type { Forgetful } from '../../../shared/features/session/session.contract';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { FORGETFUL_CODES } from './session-codes.model';

export interface ForgetfulNoticeProps {
  readonly reason: Forgetful;
  /** Absent where the notice stays, as in the settings. */
  readonly onDismiss?: () => void;
}

/** Why the sign-in ends with the window, and what would change that. */
export function ForgetfulNotice({ reason, onDismiss }: ForgetfulNoticeProps) {
  const { t } = useTranslation('session');
  return (
    <Notice
      tone={reason === 'policy' ? 'info' : 'warning'}
      heading={t('forgetful.heading')}
      code={FORGETFUL_CODES[reason]}
      {...(onDismiss
        ? { actions: <Button onPress={onDismiss}>{t('forgetful.dismiss')}</Button>, announce: 'polite' }
        : {})}
    >
      <p>{t(`forgetful.${reason}`)}</p>
    </Notice>
  );
}
