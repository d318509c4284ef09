import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/features/settings/settings.contract';
import { ChoiceGroup } from '../../ui/choice-group';
import type { LockableSetting, SettingsChange } from './settings-change.model';
import { SettingsSection } from './settings-section';

interface SectionProps {
  readonly settings: Settings;
  readonly onChange: (change: SettingsChange) => void;
  /** Why the setting cannot be changed, as a sentence; undefined when it can. */
  readonly lockOf: (setting: LockableSetting) => string | undefined;
}

const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const;
const TEXT_SIZES = ['normal', 'large', 'larger', 'largest'] as const;

/** Theme, text size, and what the page does about motion. */
export function AppearanceSection({ settings, onChange, lockOf }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <SettingsSection heading={t('appearance.heading')}>
      <ChoiceGroup
        label={t('appearance.theme.label')}
        appearance="segments"
        options={THEMES.map((id) => ({ id, label: t(`appearance.theme.${id}`) }))}
        value={settings.theme}
        onChange={(theme) => onChange({ theme })}
        lockedReason={lockOf('theme')}
      />
      <ChoiceGroup
        label={t('appearance.textSize.label')}
        appearance="segments"
        options={TEXT_SIZES.map((id) => ({ id, label: t(`appearance.textSize.${id}`) }))}
        value={settings.textSize}
        onChange={(textSize) => onChange({ textSize })}
        lockedReason={lockOf('textSize')}
      />
      <p>{t('appearance.motion')}</p>
    </SettingsSection>
  );
}

/** Languages call themselves by their own names. */
const LANGUAGE_NAMES = { de: 'Deutsch', en: 'English' } as const;

/** The language of the client; takes effect at once. */
export function LanguageSection(props: SectionProps & { languages: readonly Settings['language'][] }) {
  const { settings, onChange, lockOf, languages } = props;
  const { t } = useTranslation('settings');
  return (
    <SettingsSection heading={t('language.heading')}>
      <ChoiceGroup
        label={t('language.label')}
        appearance="segments"
        options={languages.map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
        value={settings.language}
        onChange={(language) => onChange({ language })}
        lockedReason={lockOf('language')}
      />
    </SettingsSection>
  );
}
