import type { z } from 'zod';
import type { Settings, settingsContract } from '../../../shared/features/settings/settings.contract';

/** Some of the settings. */
export type SomeSettings = z.output<typeof settingsContract.change.input>;

/** What the city has to say about settings; from the profile in force. */
export interface CityRules {
  /** Languages the city offers, preferred first. */
  readonly languages: readonly Settings['language'][];
  /** Settings nobody changes on this machine, with their values. */
  readonly locked: SomeSettings;
}

/** Keeps what the person has chosen, and nothing else. */
export interface ChosenSettings {
  read(): SomeSettings;
  write(settings: SomeSettings): Promise<unknown>;
}
