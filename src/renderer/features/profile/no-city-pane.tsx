import { Building2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RefusedDocuments } from '../../../shared/features/profile/profile.contract';
import { HelpDeskCode } from '../../ui/help-desk-code';
import { PaneEmpty } from '../../ui/pane-state';
import './no-city-pane.css';

/** The whole window while no city is set up on this machine: why, and whom to ask. */
export function NoCityPane({ refused }: { readonly refused: RefusedDocuments }) {
  const { t } = useTranslation('profile');
  return (
    <main className="no-city">
      <div className="no-city-card">
        <PaneEmpty icon={Building2} heading={t('noCity.heading')}>
          <p>{t('noCity.what')}</p>
          <p>{t('noCity.do')}</p>
          {refused.length > 0 && (
            <>
              <p>{t('found')}</p>
              <ul>
                {refused.map(({ source, reason }) => (
                  <li key={`${source} ${reason}`}>{t(`reasons.${reason}`)}</li>
                ))}
              </ul>
            </>
          )}
          <HelpDeskCode code="PRO-404" />
        </PaneEmpty>
      </div>
    </main>
  );
}
