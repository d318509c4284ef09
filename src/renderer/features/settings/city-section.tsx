import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/features/settings/settings.contract';
import { Facts } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import type { LockableSetting } from './settings-change.model';
import { SettingsSection } from './settings-section';

type Source = 'managed' | 'fetched' | 'built-in';

/** What the settings show of the city profile in force. */
export interface CityFacts {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Instant, ISO 8601. */
  readonly notAfter: string;
  readonly source: Source;
  readonly languages: readonly Settings['language'][];
  readonly lockedSettings: readonly LockableSetting[];
  /** True when a newer profile has come, which counts from the next start on. */
  readonly needsRestart: boolean;
  /** Documents that were found and not taken, newest first; `at` is an instant, ISO 8601. */
  readonly refused: readonly { readonly source: Source; readonly reason: Refusal; readonly at: string }[];
}

/** Why a document was not taken. */
type Refusal =
  | 'unreadable'
  | 'unprotected'
  | 'bad-signature'
  | 'unknown-key'
  | 'malformed'
  | 'expired'
  | 'older-version'
  | 'other-city';

/** Codes for the help desk by reason of refusal. */
const CODES: Readonly<Record<Refusal, string>> = {
  unreadable: 'PRO-101',
  'bad-signature': 'PRO-102',
  'unknown-key': 'PRO-103',
  malformed: 'PRO-104',
  expired: 'PRO-105',
  'older-version': 'PRO-106',
  'other-city': 'PRO-107',
  unprotected: 'PRO-108',
};

/** The city profile in force, and which documents were refused and why. */
export function CitySection({ city }: { readonly city: CityFacts }) {
  const { t } = useTranslation('settings');
  const { locale } = useLocale();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <SettingsSection heading={t('city.heading')}>
      <p>{t('city.what')}</p>
      <Facts
        facts={[
          { label: t('city.name'), value: city.name },
          { label: t('city.id'), value: city.id },
          { label: t('city.version'), value: <span className="tabular">{city.version}</span> },
          { label: t('city.notAfter'), value: <Moment at={city.notAfter} format={date} /> },
          { label: t('city.source'), value: t(`city.sources.${city.source}`) },
          {
            label: t('city.locked'),
            value: city.lockedSettings.length
              ? city.lockedSettings.map((setting) => t(`city.settings.${setting}`)).join(', ')
              : t('city.nothingLocked'),
          },
        ]}
      />
      {city.needsRestart && (
        <Notice tone="info" heading={t('city.newer.heading')}>
          <p>{t('city.newer.text')}</p>
        </Notice>
      )}
      {city.refused.map(({ source, reason, at }) => (
        <Notice
          key={`${source} ${reason} ${at}`}
          tone="warning"
          heading={t('city.refused.heading', { source: t(`city.sources.${source}`) })}
          code={CODES[reason]}
        >
          <p>{t(`city.refused.${reason}`)}</p>
          <p>{t('city.refused.kept')}</p>
          <p>
            <Moment at={at} format={moment} />
          </p>
        </Notice>
      ))}
    </SettingsSection>
  );
}

function Moment({ at, format }: { readonly at: string; readonly format: Intl.DateTimeFormat }) {
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
