import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/features/settings/settings.contract';
import { Button } from '../../ui/button';
import { Facts } from '../../ui/facts';
import { PaneHeader } from '../../ui/pane-header';
import { AppearanceSection, LanguageSection } from './appearance-section';
import type { LockableSetting, SettingsChange } from './settings-change.model';
import { SettingsSection } from './settings-section';

export interface SettingsPaneProps {
  readonly settings: Settings;
  readonly onChange: (change: SettingsChange) => void;
  /** What the city profile says of the settings. */
  readonly city: {
    readonly name: string;
    readonly languages: readonly Settings['language'][];
    readonly lockedSettings: readonly LockableSetting[];
  };
  /** The city profile in force. */
  readonly cityDetails: ReactNode;
  readonly person: { readonly name: string; readonly email: string; readonly department: string };
  readonly onSignOut: () => void;
  /** Why the sign-in ends with the window; absent when it is remembered. */
  readonly forgetful?: ReactNode;
  readonly versions:
    | { readonly quadrat: string; readonly electron: string; readonly chromium: string }
    | undefined;
}

/** What a person can set, who is signed in, and what the city has said. */
export function SettingsPane(props: SettingsPaneProps) {
  const { settings, onChange, city, cityDetails, person, onSignOut, forgetful, versions } = props;
  const { t } = useTranslation('settings');
  const lockOf = (setting: LockableSetting) =>
    city.lockedSettings.includes(setting) ? t('locked', { city: city.name }) : undefined;
  return (
    <>
      <PaneHeader title={t('title')} />
      <div className="settings">
        <AppearanceSection settings={settings} onChange={onChange} lockOf={lockOf} />
        <LanguageSection settings={settings} onChange={onChange} lockOf={lockOf} languages={city.languages} />
        <SettingsSection heading={t('account.heading')}>
          <Facts
            facts={[
              { label: t('account.name'), value: person.name },
              { label: t('account.department'), value: person.department },
              { label: t('account.email'), value: person.email },
            ]}
          />
          {forgetful}
          <Button icon={LogOut} onPress={onSignOut}>
            {t('account.signOut')}
          </Button>
        </SettingsSection>
        <SettingsSection heading={t('city.heading')}>{cityDetails}</SettingsSection>
        <SettingsSection heading={t('about.heading')}>
          {versions && (
            <Facts
              facts={[
                { label: t('about.quadrat'), value: versions.quadrat },
                { label: t('about.electron'), value: versions.electron },
                { label: t('about.chromium'), value: versions.chromium },
              ]}
            />
          )}
        </SettingsSection>
      </div>
    </>
  );
}
