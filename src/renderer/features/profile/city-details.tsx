import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ProfileRefusal } from '../../../shared/features/profile/city-profile.model';
import type { ProfileState } from '../../../shared/features/profile/profile.contract';
import { Facts } from '../../ui/facts';
import { Notice } from '../../ui/notice';

/** Codes for the help desk by reason of refusal. */
const CODES: Readonly<Record<ProfileRefusal, string>> = {
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
export function CityDetails({ city }: { readonly city: ProfileState }) {
  const { t } = useTranslation('profile');
  const { locale } = useLocale();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <>
      <p>{t('details.what')}</p>
      <Facts
        facts={[
          { label: t('details.name'), value: city.name },
          { label: t('details.id'), value: city.id },
          { label: t('details.version'), value: <span className="tabular">{city.version}</span> },
          { label: t('details.notAfter'), value: <Moment at={city.notAfter} format={date} /> },
          { label: t('details.source'), value: t(`details.sources.${city.source}`) },
          {
            label: t('details.locked'),
            value: city.lockedSettings.length
              ? city.lockedSettings.map((setting) => t(`details.settings.${setting}`)).join(', ')
              : t('details.nothingLocked'),
          },
        ]}
      />
      {city.needsRestart && (
        <Notice tone="info" heading={t('details.newer.heading')}>
          <p>{t('details.newer.text')}</p>
        </Notice>
      )}
      {city.refused.map(({ source, reason, at }) => (
        <Notice
          key={`${source} ${reason} ${at}`}
          tone="warning"
          heading={t('refused.heading', { source: t(`details.sources.${source}`) })}
          code={CODES[reason]}
        >
          <p>{t(`reasons.${reason}`)}</p>
          <p>{t('refused.kept')}</p>
          <p>
            <Moment at={at} format={moment} />
          </p>
        </Notice>
      ))}
    </>
  );
}

function Moment({ at, format }: { readonly at: string; readonly format: Intl.DateTimeFormat }) {
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
