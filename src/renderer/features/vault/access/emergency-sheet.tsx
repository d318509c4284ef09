import type { ReactNode } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KnownVault } from '../../../../shared/features/vault/vault.model';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import './emergency-sheet.css';

export interface EmergencySheetProps {
  readonly vault: KnownVault;
  /** Whose vault it is. */
  readonly person: string;
  /** The city's name. */
  readonly city: string;
  readonly helpDesk: HelpDesk | undefined;
  /** Milliseconds since the epoch. */
  readonly date: number;
}

/** What is printed for the day when nobody remembers: where the vault is and how it opens, never the password. */
export function EmergencySheet({ vault, person, city, helpDesk, date }: EmergencySheetProps) {
  const { t } = useTranslation('access');
  const { locale } = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(date);
  const { keyFile } = vault;
  return (
    <article className="emergency-sheet">
      <header className="emergency-sheet-head">
        <p className="emergency-sheet-city">{city}</p>
        <h2>{t('sheet.heading', { name: vault.name })}</h2>
        <p>{t('sheet.intro')}</p>
      </header>
      <dl className="emergency-sheet-facts">
        <Row label={t('sheet.owner')}>{person}</Row>
        <Row label={t('sheet.file')}>
          <strong>{vault.fileName}</strong>
          <br />
          {vault.folder}
        </Row>
        <Row label={t('sheet.keyFile')}>{keyFile ?? t('sheet.noKeyFile')}</Row>
        <Row label={t('sheet.date')}>{day}</Row>
      </dl>
      <section className="emergency-sheet-password">
        <h3>{t('sheet.password')}</h3>
        <div className="emergency-sheet-line" />
        <div className="emergency-sheet-line" />
        <p>{t('sheet.passwordNote')}</p>
      </section>
      <section>
        <h3>{t('sheet.howHeading')}</h3>
        <ol className="emergency-sheet-steps">
          <li>{t('sheet.how1')}</li>
          <li>{t('sheet.how2')}</li>
          <li>{t(keyFile === undefined ? 'sheet.how3' : 'sheet.how3KeyFile')}</li>
        </ol>
      </section>
      <section>
        <h3>{t('sheet.helpHeading')}</h3>
        {helpDesk && (
          <p>
            <strong>{[helpDesk.name, helpDesk.phone, helpDesk.email].filter(Boolean).join(' · ')}</strong>
          </p>
        )}
        <p>{t('sheet.helpText')}</p>
      </section>
    </article>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="emergency-sheet-row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
