import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PaneHeader } from '../../ui/pane-header';
import { PaneEmpty } from '../../ui/pane-state';

/** The person's vault; says what will be here until it comes. */
export function VaultPane() {
  const { t } = useTranslation('vault');
  return (
    <>
      <PaneHeader title={t('title')} />
      <PaneEmpty icon={KeyRound} heading={t('empty.heading')}>
        <p>{t('empty.what')}</p>
        <p>{t('empty.when')}</p>
      </PaneEmpty>
    </>
  );
}
