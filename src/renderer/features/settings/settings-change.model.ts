import type { Settings } from '../../../shared/features/settings/settings.contract';

/** The settings shown in the pane, each of which a city can lock. */
export type LockableSetting = 'language' | 'theme' | 'textSize';

/** New values of some of them. */
export type SettingsChange = Partial<Pick<Settings, LockableSetting>>;
