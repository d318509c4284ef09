import { Copy } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryDetails } from '../../../shared/features/vault/vault-content.contract';
import { CountdownRing } from '../../ui/countdown-ring';
import { IconButton } from '../../ui/icon-button';
import { DetailLine } from './detail-line';
import './totp-line.css';
import { useSecondsLeft } from './use-seconds';
import { useVault, useVaultActions } from './vault-context';

const PROBLEMS = [
  'no-totp',
  'empty',
  'bad-address',
  'counter-based',
  'several-accounts',
  'no-secret',
  'bad-secret',
  'short-secret',
  'bad-algorithm',
  'bad-digits',
  'bad-period',
] as const;

/** The one-time code of an entry and how long it holds, or why there is none. */
export function TotpLine({ totp }: { readonly totp: NonNullable<EntryDetails['totp']> }) {
  const { t } = useTranslation('vault');
  if (!('problem' in totp)) return <Code issuer={totp.issuer} />;
  const problem = PROBLEMS.find((one) => one === totp.problem);
  return (
    <DetailLine label={t('totp.label')}>
      <span className="totp-line-problem">
        {t('totp.broken')} {problem && t(`totp.problems.${problem}`)}
      </span>
    </DetailLine>
  );
}

function Code({ issuer }: { readonly issuer: string | undefined }) {
  const { t } = useTranslation('vault');
  const shown = useVault((state) => state.totp);
  const id = useVault((state) => state.entry?.id);
  const { followTotp, copy } = useVaultActions();
  const left = useSecondsLeft(shown?.endsAt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry has another code
  useEffect(() => {
    followTotp(true);
    return () => followTotp(false);
  }, [followTotp, id]);
  const middle = Math.ceil((shown?.code.length ?? 0) / 2);
  return (
    <DetailLine
      label={issuer ? t('totp.labelBy', { issuer }) : t('totp.label')}
      actions={
        <IconButton
          label={t('entry.copyTotp')}
          icon={Copy}
          shortcut={t('keys.ctrl', { key: 'T' })}
          onPress={() => void copy('totp')}
        />
      }
    >
      {shown && (
        <span className="totp-line">
          <span className="totp-line-code" translate="no">
            <span>{shown.code.slice(0, middle)}</span>
            <span>{shown.code.slice(middle)}</span>
          </span>
          <span className="totp-line-left">
            <CountdownRing left={left / shown.period} />
            {t('totp.left', { count: left })}
          </span>
        </span>
      )}
    </DetailLine>
  );
}
