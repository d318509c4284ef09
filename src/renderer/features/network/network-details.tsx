import { useTranslation } from 'react-i18next';
import type { BlockedReason, NetworkStatus } from '../../../shared/features/network/network.model';
import { Button } from '../../ui/button';
import { HelpDeskCode } from '../../ui/help-desk-code';
import { type HelpDesk, HelpDeskContact } from '../../ui/help-desk-contact';
import './network-details.css';

/** Codes for the help desk by failing leg; the first check has none, nothing has failed yet. */
const CODES: Readonly<Partial<Record<BlockedReason, string>>> = {
  'own-network': 'NET-201',
  'gateway-silent': 'NET-204',
  'city-silent': 'NET-205',
  'city-untrusted': 'NET-206',
};

export interface NetworkDetailsProps {
  readonly status: NetworkStatus;
  readonly helpDesk: HelpDesk;
  readonly onCheck: () => void;
}

/** What is known about the city network, what the person can do, and whom to call. */
export function NetworkDetails({ status, helpDesk, onCheck }: NetworkDetailsProps) {
  const { t, i18n } = useTranslation('network');
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' }).format(
    new Date(status.since),
  );
  if (status.reason === undefined) {
    return (
      <div className="network-details">
        <p>{t('open.what')}</p>
        <p className="network-details-since">{t('since', { time })}</p>
      </div>
    );
  }
  const code = CODES[status.reason];
  return (
    <div className="network-details">
      <p className="network-details-what">{t(`reasons.${status.reason}.what`)}</p>
      <p>{t(`reasons.${status.reason}.do`)}</p>
      {code && (
        <>
          <p>{t('keeps')}</p>
          <p className="network-details-since">
            {t('since', { time })}{' '}
            {status.nextTryInSeconds !== undefined && t('retry', { count: status.nextTryInSeconds })}
          </p>
          <HelpDeskContact helpDesk={helpDesk} />
          <HelpDeskCode code={code} />
          <Button onPress={onCheck} isPending={status.state === 'checking'}>
            {t('check')}
          </Button>
        </>
      )}
    </div>
  );
}
