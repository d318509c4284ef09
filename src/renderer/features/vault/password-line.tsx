import { useTranslation } from 'react-i18next';
import type { EntryDetails } from '../../../shared/features/vault/vault-content.contract';
import { Button } from '../../ui/button';
import { StrengthMeter } from '../../ui/strength-meter';
import { strengthWords } from './access/strength-words.model';
import { DetailLine, FieldLine } from './detail-line';
import './password-line.css';
import { useVaultActions } from './vault-context';
import { vaultFormats } from './vault-formats';

/** The password of an entry: how strong it is, how old, and where else it is used. */
export function PasswordLine({ entry }: { readonly entry: EntryDetails }) {
  const { t, i18n } = useTranslation('vault');
  const { t: say } = useTranslation('access');
  const { isSet, changed, strength } = entry.password;
  if (!isSet) {
    return (
      <DetailLine label={t('fields.Password')}>
        <span className="password-line-none">{t('entry.noPassword')}</span>
      </DetailLine>
    );
  }
  const words = strength && entry.qualityCheck ? strengthWords(strength) : undefined;
  const warning = words && words.score < 3 ? words.warning : undefined;
  return (
    <FieldLine label={t('fields.Password')} field="Password" shortcut={t('keys.ctrl', { key: 'C' })}>
      {words && (
        <StrengthMeter
          label={say('strength.label')}
          score={words.score}
          words={say(`strength.score.${words.score}`)}
        />
      )}
      <span className="password-line-more">
        {warning && (
          <span>{warning === 'own-words' ? t('entry.ownWords') : say(`strength.warnings.${warning}`)} </span>
        )}
        {t('entry.passwordChanged', { date: vaultFormats(i18n.language).date(changed) })}
      </span>
      <Reused entry={entry} />
    </FieldLine>
  );
}

function Reused({ entry: { reusedIn } }: { readonly entry: EntryDetails }) {
  const { t } = useTranslation('vault');
  const { openEntry } = useVaultActions();
  if (reusedIn.length === 0) return null;
  return (
    <div className="password-line-reused">
      <span>{t('entry.reused', { count: reusedIn.length })}</span>
      <ul className="password-line-others">
        {reusedIn.slice(0, 5).map(({ id, title }) => (
          <li key={id}>
            <Button variant="quiet" onPress={() => openEntry(id)}>
              {title || t('entry.untitled')}
            </Button>
          </li>
        ))}
      </ul>
      {reusedIn.length > 5 && <span>{t('entry.reusedMore', { count: reusedIn.length - 5 })}</span>}
    </div>
  );
}
