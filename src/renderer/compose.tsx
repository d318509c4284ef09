import type { ReactNode } from 'react';
import type { Wire } from '../shared/ipc/wire';
import { FailureBoundary } from './frame/failure-boundary';
import { createI18n } from './i18n';
import { createStores } from './stores';
import { Announcer } from './ui/announcer';
import { applyAppearance } from './ui/appearance';
import { LanguageProvider } from './ui/language-provider';
import { Workplace } from './workplace';

/** Joins the page: the stores over one bridge, the texts, the look, and the window's content. */
export function compose(wire: Wire): ReactNode {
  const stores = createStores(wire);
  const i18n = createI18n('de');
  stores.settings.subscribe(({ value }) => {
    if (!value) return;
    applyAppearance(value);
    if (value.language !== i18n.language) void i18n.changeLanguage(value.language);
  });
  return (
    <LanguageProvider i18n={i18n}>
      <Announcer>
        <FailureBoundary>
          <Workplace stores={stores} />
        </FailureBoundary>
      </Announcer>
    </LanguageProvider>
  );
}
