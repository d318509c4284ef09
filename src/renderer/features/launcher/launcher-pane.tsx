import { LayoutGrid } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PaneHeader } from '../../ui/pane-header';
import { PaneEmpty } from '../../ui/pane-state';

/** The city's applications; says what will be here until they come. */
export function LauncherPane() {
  const { t } = useTranslation('launcher');
  return (
    <>
      <PaneHeader title={t('title')} />
      <PaneEmpty icon={LayoutGrid} heading={t('empty.heading')}>
        <p>{t('empty.what')}</p>
        <p>{t('empty.when')}</p>
      </PaneEmpty>
    </>
  );
}
