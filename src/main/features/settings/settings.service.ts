import { DEFAULT_SETTINGS, type Settings } from '../../../shared/features/settings/settings.contract';
import type { ChosenSettings, CityRules, SomeSettings } from './settings.ports';

/**
 * Knows which settings are in force: what the city has locked, else what the person has chosen, else a first
 * choice. The person's choices are kept even while the city locks them, and count again when it no longer does.
 */
export class SettingsService {
  readonly #chosen: ChosenSettings;
  readonly #rules: () => CityRules;
  readonly #systemLocale: () => string;
  readonly #changed: (settings: Settings) => void;
  #told: string;

  /**
   * @param rules asked anew each time, so that a newer profile counts
   * @param systemLocale BCP 47 tag of the language the operating system speaks
   */
  constructor(
    ports: {
      readonly chosen: ChosenSettings;
      readonly rules: () => CityRules;
      readonly systemLocale: () => string;
    },
    changed: (settings: Settings) => void,
  ) {
    this.#chosen = ports.chosen;
    this.#rules = ports.rules;
    this.#systemLocale = ports.systemLocale;
    this.#changed = changed;
    this.#told = JSON.stringify(this.settings);
  }

  /** The settings in force. */
  get settings(): Settings {
    const { languages, locked } = this.#rules();
    const chosen = this.#chosen.read();
    const wish = chosen.language ?? this.#systemLocale().slice(0, 2).toLowerCase();
    const language = languages.find((one) => one === wish) ?? this.#firstLanguage(languages);
    return { ...DEFAULT_SETTINGS, ...named(chosen), language, ...named(locked) };
  }

  /** Takes the named settings; those that the city has locked, or does not offer, stay as they are. */
  async change(wishes: SomeSettings): Promise<Settings> {
    const { languages, locked } = this.#rules();
    const allowed = Object.entries(named(wishes)).filter(
      ([name, value]) =>
        locked[name as keyof Settings] === undefined &&
        (name !== 'language' || languages.some((one) => one === value)),
    );
    if (allowed.length > 0) {
      const written = this.#chosen.write({ ...this.#chosen.read(), ...Object.fromEntries(allowed) });
      // The page need not wait for the disk, and what the disk cannot take counts until the client ends.
      this.rulesChanged();
      await written;
    }
    return this.settings;
  }

  /** The city's rules may have changed: tells what is in force now, if that differs. */
  rulesChanged(): void {
    const { settings } = this;
    const told = JSON.stringify(settings);
    if (told === this.#told) return;
    this.#told = told;
    this.#changed(settings);
  }

  #firstLanguage(languages: readonly Settings['language'][]): Settings['language'] {
    const { language } = DEFAULT_SETTINGS;
    return languages.includes(language) ? language : (languages[0] ?? language);
  }
}

/** Without those that are there but undefined, as they may come over the wire. */
function named(settings: SomeSettings): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
