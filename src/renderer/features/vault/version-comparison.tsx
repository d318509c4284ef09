import { Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryDetails } from '../../../shared/features/vault/vault-content.contract';
import { IconButton } from '../../ui/icon-button';
import { SecretText } from '../../ui/secret-text';
import { fieldName, isShowable } from './field-words';
import { useVault, useVaultActions } from './vault-context';
import { vaultFormats } from './vault-formats';
import './version-comparison.css';

/** One of two versions that are compared. */
export interface ComparedSide {
  readonly heading: string;
  readonly details: EntryDetails;
  /** Its place in the history; absent for the entry as it is now. */
  readonly version: number | undefined;
}

export interface VersionComparisonProps {
  /** Names of what differs. */
  readonly changed: readonly string[];
  readonly left: ComparedSide;
  readonly right: ComparedSide;
}

/** What differs between two versions of the open entry, side by side. Secrets are shown when asked for, both at once. */
export function VersionComparison({ changed, left, right }: VersionComparisonProps) {
  const { t } = useTranslation('vault');
  if (changed.length === 0) return <p>{t('history.same')}</p>;
  return (
    <table className="version-comparison">
      <thead>
        <tr>
          <th scope="col">{t('history.field')}</th>
          <th scope="col">{left.heading}</th>
          <th scope="col">{right.heading}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((name) => (
          <tr key={name}>
            <th scope="row">
              <span className="version-comparison-name">
                {fieldName(name, t)}
                {isShowable(name) && isSecret(name, left, right) && (
                  <RevealBoth field={name} left={left} right={right} />
                )}
              </span>
            </th>
            <td data-side={left.heading}>
              <Value name={name} side={left} />
            </td>
            <td data-side={right.heading}>
              <Value name={name} side={right} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RevealBoth({ field, left, right }: { field: string; left: ComparedSide; right: ComparedSide }) {
  const { t } = useTranslation('vault');
  const isShown = useVault((state) => state.revealed.some((one) => one.field === field));
  const { reveal, hideAll } = useVaultActions();
  return (
    <IconButton
      label={t(isShown ? 'entry.hideField' : 'entry.showField', { field: fieldName(field, t) })}
      icon={isShown ? EyeOff : Eye}
      onPress={() => {
        if (isShown) hideAll();
        else for (const { version } of [left, right]) void reveal(field, version);
      }}
    />
  );
}

function Value({ name, side }: { readonly name: string; readonly side: ComparedSide }) {
  const { t, i18n } = useTranslation('vault');
  const revealed = useVault((state) =>
    state.revealed.find((one) => one.field === name && one.version === side.version),
  );
  const { details } = side;
  if (!isShowable(name)) return <span>{t('history.differs')}</span>;
  if (revealed) return <SecretText bytes={revealed.bytes} />;
  if (valueIn(details, name) === undefined && holds(details, name)) {
    return <span>{t('entry.hidden')}</span>;
  }
  const expiry =
    details.expires === undefined
      ? t('entry.neverExpires')
      : vaultFormats(i18n.language).date(details.expires);
  const value = name === 'expiry' ? expiry : valueIn(details, name);
  return value ? (
    <span className="version-comparison-value">{value}</span>
  ) : (
    <span className="version-comparison-none">{t('history.nothing')}</span>
  );
}

/** What stands in a field or part; undefined where it is protected or not there. */
function valueIn(details: EntryDetails, name: string): string | undefined {
  switch (name) {
    case 'Title':
      return details.title;
    case 'UserName':
      return details.userName;
    case 'URL':
      return details.url;
    case 'Notes':
      return details.notes;
    case 'tags':
      return details.tags.join(', ');
    case 'attachments':
      return details.attachments.map((one) => one.name).join(', ');
    default:
      return details.fields.find((field) => field.name === name)?.value;
  }
}

/** Whether there is a protected value to be shown. */
function holds(details: EntryDetails, name: string): boolean {
  if (name === 'Password') return details.password.isSet;
  if (name === 'Notes') return details.notes === undefined;
  return details.fields.some((field) => field.name === name && field.isProtected);
}

function isSecret(name: string, ...sides: readonly ComparedSide[]): boolean {
  return sides.some(({ details }) => holds(details, name));
}
