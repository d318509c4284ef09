import type { ReactNode } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type HelpDesk, HelpDeskContact } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { ACCESS_CODES, type AccessFailure, helpsBackup, isHarmless } from './vault-access.model';

export interface AccessFailureNoticeProps {
  readonly failure: AccessFailure;
  readonly helpDesk: HelpDesk | undefined;
  readonly actions?: ReactNode;
  /** Instead of the usual sentence. */
  readonly children?: ReactNode;
}

/** Why a vault stays closed: what happened, what is kept, what to do. */
export function AccessFailureNotice({ failure, helpDesk, actions, children }: AccessFailureNoticeProps) {
  const { t } = useTranslation('access');
  const { trouble, owner } = failure;
  const isCalm = isHarmless(trouble);
  return (
    <Notice
      tone={isCalm ? 'warning' : 'danger'}
      heading={t(`problem.${trouble}.heading`)}
      code={ACCESS_CODES[trouble]}
      announce="assertive"
      actions={actions}
    >
      {children ?? <p>{t(`problem.${trouble}.text`)}</p>}
      {owner && <OwnerWords owner={owner} />}
      {helpsBackup(trouble) && <p>{t('problem.backups')}</p>}
      {helpDesk && !isCalm && <HelpDeskContact helpDesk={helpDesk} />}
    </Notice>
  );
}

function OwnerWords({ owner }: { readonly owner: NonNullable<AccessFailure['owner']> }) {
  const { t } = useTranslation('access');
  const { locale } = useLocale();
  const { user, host, since, isStale } = owner;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <p>
        {since === undefined
          ? t('inUse.who', { user, host })
          : t('inUse.whoSince', { user, host, since: time.format(since) })}
      </p>
      <p>{t(isStale ? 'inUse.stale' : 'inUse.alive')}</p>
    </>
  );
}
