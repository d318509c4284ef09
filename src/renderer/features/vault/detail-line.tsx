import { Copy, Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';
import { SecretText } from '../../ui/secret-text';
import { VisuallyHidden } from '../../ui/visually-hidden';
import './detail-line.css';
import { useVault, useVaultActions } from './vault-context';

export interface DetailLineProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A fact of an entry with what can be done to it; belongs into a `dl`. */
export function DetailLine({ label, children, actions }: DetailLineProps) {
  return (
    <div className="detail-line">
      <dt className="detail-line-label">{label}</dt>
      <dd className="detail-line-value">
        <div className="detail-line-words">{children}</div>
        {actions && <div className="detail-line-actions">{actions}</div>}
      </dd>
    </div>
  );
}

export interface FieldLineProps {
  readonly label: string;
  /** KDBX name of the field. */
  readonly field: string;
  /** In plain sight; absent for a protected field. */
  readonly value?: string | undefined;
  readonly version?: number | undefined;
  readonly shortcut?: string;
  readonly children?: ReactNode;
}

/** A field of the open entry: to be copied, and where it is protected to be shown for a while. */
export function FieldLine({ label, field, value, version, shortcut, children }: FieldLineProps) {
  const { t } = useTranslation('vault');
  const revealed = useVault((state) =>
    state.revealed.find((one) => one.field === field && one.version === version),
  );
  const { copy, reveal, hide } = useVaultActions();
  const isProtected = value === undefined;
  return (
    <DetailLine
      label={label}
      actions={
        <>
          {isProtected && (
            <IconButton
              label={t(revealed ? 'entry.hideField' : 'entry.showField', { field: label })}
              icon={revealed ? EyeOff : Eye}
              onPress={() => (revealed ? hide(field, version) : void reveal(field, version))}
            />
          )}
          <IconButton
            label={t('entry.copyField', { field: label })}
            icon={Copy}
            {...(shortcut && { shortcut })}
            onPress={() => void copy(field, version)}
          />
        </>
      }
    >
      {isProtected ? (
        revealed ? (
          <SecretText bytes={revealed.bytes} />
        ) : (
          <Hidden />
        )
      ) : (
        <span className="detail-line-text">{value}</span>
      )}
      {children}
    </DetailLine>
  );
}

/** As many dots whatever the length, which is nobody's business. */
function Hidden() {
  const { t } = useTranslation('vault');
  return (
    <>
      <span className="detail-line-dots" aria-hidden="true">
        ••••••••••
      </span>
      <VisuallyHidden>{t('entry.hidden')}</VisuallyHidden>
    </>
  );
}
