import type { i18n } from 'i18next';
import { type ReactNode, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';

/** Gives our texts and react-aria's own (and its formats) the language in force, also when it changes. */
export function LanguageProvider({ i18n, children }: { readonly i18n: i18n; readonly children: ReactNode }) {
  const [language, setLanguage] = useState(i18n.language);
  useEffect(() => {
    i18n.on('languageChanged', setLanguage);
    return () => i18n.off('languageChanged', setLanguage);
  }, [i18n]);
  return (
    <I18nextProvider i18n={i18n}>
      <I18nProvider locale={LOCALES[language] ?? 'de-DE'}>{children}</I18nProvider>
    </I18nextProvider>
  );
}

/** Dates and times are written as in Germany, whatever the language. */
const LOCALES: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB' };
