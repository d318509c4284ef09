import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';

/** The languages of the client; German is the source. */
export type Language = 'de' | 'en';

type Texts = Readonly<Record<string, unknown>>;

/** Every locale file of the page; its namespace is the folder that holds `locales`. */
const FILES = import.meta.glob<Texts>(
  ['./features/*/locales/*.json', './features/*/*/locales/*.json', './{ui,frame}/locales/*.json'],
  { eager: true, import: 'default' },
);

function resources(): Resource {
  const found: Record<string, Record<string, Texts>> = {};
  for (const [path, texts] of Object.entries(FILES)) {
    const [, namespace, language] = /([^/]+)\/locales\/([^/]+)\.json$/.exec(path) ?? [];
    if (namespace && language) found[language] = { ...found[language], [namespace]: texts };
  }
  return found as Resource;
}

/**
 * Makes the texts of the page, ready at once. `changeLanguage` on the result switches at run time; `<html lang>`
 * follows.
 */
export function createI18n(language: Language): i18n {
  const texts = createInstance();
  texts.on('languageChanged', (current) => {
    document.documentElement.lang = current;
  });
  void texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'de',
    resources: resources(),
    defaultNS: 'ui',
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return texts;
}
