import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { NetworkDetails, type NetworkDetailsProps } from './network-details';

/** The state of the city network as a card of Today. */
export function NetworkCard(props: NetworkDetailsProps) {
  const { t } = useTranslation('network');
  return (
    <Card heading={t(`${props.status.state}.label`)}>
      <NetworkDetails {...props} />
    </Card>
  );
}
