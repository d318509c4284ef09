import { useTranslation } from 'react-i18next';
import type { NetworkStatus } from '../../../shared/features/network/network.model';
import { StatusChip, type StatusTone } from '../../ui/status-chip';
import { NetworkDetails, type NetworkDetailsProps } from './network-details';

const TONES: Readonly<Record<NetworkStatus['state'], StatusTone>> = {
  open: 'success',
  checking: 'busy',
  blocked: 'danger',
};

/** The state of the city network in words, for the title bar; the reason is one click away. */
export function NetworkChip(props: NetworkDetailsProps) {
  const { t } = useTranslation('network');
  const { status } = props;
  return (
    <StatusChip tone={TONES[status.state]} label={t(`${status.state}.label`)}>
      <NetworkDetails {...props} />
    </StatusChip>
  );
}
