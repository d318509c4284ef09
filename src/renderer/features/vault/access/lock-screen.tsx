import { ArrowLeft, FilePlus2, FolderOpen, LockKeyhole } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownVault, VaultStatus } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Icon } from '../../../ui/icon';
import { Notice } from '../../../ui/notice';
import { PaneHeader } from '../../../ui/pane-header';
import './access.css';
import { ForgetDialog } from './forget-dialog';
import { UnlockForm } from './unlock-form';
import type { UnlockTarget } from './vault-access.model';
import type { VaultAccessState } from './vault-access.store';

type Locked = Extract<VaultStatus, { state: 'locked' }>;

export interface LockScreenProps {
  readonly status: Locked;
  readonly access: VaultAccessState;
  readonly helpDesk: HelpDesk | undefined;
}

/** A vault is known and closed: why, and the shortest way back in. */
export function LockScreen({ status, access, helpDesk }: LockScreenProps) {
  const { t } = useTranslation('access');
  const [isForgetting, setIsForgetting] = useState(false);
  const all = [status.vault, ...status.others];
  const target = current(access.target, all) ?? { kind: 'known', vault: status.vault };
  const shown = target.kind === 'known' ? target.vault : undefined;
  const isLast = shown?.id === status.vault.id;
  return (
    <>
      <PaneHeader title={t('title')} />
      <div className="access">
        <VaultHead target={target}>
          {isLast ? t(`unlock.why.${status.reason}`) : t('unlock.chosen')}
        </VaultHead>
        {isLast && status.hasRescued && (
          <Notice tone="info" heading={t('unlock.rescued.heading')}>
            <p>{t('unlock.rescued.text')}</p>
          </Notice>
        )}
        {shown?.quickUnlock === 'lost' && access.attempt.stage !== 'failed' && (
          <Notice tone="info" heading={t('problem.keychain-empty.heading')}>
            <p>{t('unlock.quickLost')}</p>
          </Notice>
        )}
        <UnlockForm key={keyOf(target)} target={target} access={access} helpDesk={helpDesk} />
        <Others
          vaults={all.filter(({ id }) => id !== shown?.id)}
          access={access}
          onForget={shown && (() => setIsForgetting(true))}
        />
      </div>
      {shown && (
        <ForgetDialog
          vault={shown}
          isOpen={isForgetting}
          onClose={() => setIsForgetting(false)}
          onForget={() => void access.forget(shown.id)}
        />
      )}
    </>
  );
}

export interface OpenFileProps {
  readonly target: UnlockTarget;
  readonly access: VaultAccessState;
  readonly helpDesk: HelpDesk | undefined;
}

/** No vault is known yet, and a file was chosen. */
export function OpenFile({ target, access, helpDesk }: OpenFileProps) {
  const { t } = useTranslation('access');
  return (
    <>
      <PaneHeader title={t('title')} />
      <div className="access">
        <VaultHead target={target}>{t('unlock.chosen')}</VaultHead>
        <UnlockForm key={keyOf(target)} target={target} access={access} helpDesk={helpDesk} />
        <div className="access-actions">
          <Button icon={ArrowLeft} variant="quiet" onPress={access.dropTarget}>
            {t('unlock.backToLast')}
          </Button>
        </div>
      </div>
    </>
  );
}

function VaultHead({ target, children }: { readonly target: UnlockTarget; readonly children: ReactNode }) {
  const file = target.kind === 'known' ? target.vault : undefined;
  const name = target.kind === 'known' ? target.vault.name : target.file.name;
  const folder = target.kind === 'known' ? target.vault.folder : target.file.folder;
  return (
    <div className="access-head">
      <span className="access-mark">
        <Icon of={LockKeyhole} />
      </span>
      <div className="access-words">
        <h2>{name}</h2>
        <p className="access-place">{file ? `${file.fileName} · ${folder}` : folder}</p>
        <p>{children}</p>
      </div>
    </div>
  );
}

interface OthersProps {
  readonly vaults: readonly KnownVault[];
  readonly access: VaultAccessState;
  /** Absent for a file that is not in the list. */
  readonly onForget: (() => void) | undefined;
}

function Others({ vaults, access, onForget }: OthersProps) {
  const { t } = useTranslation('access');
  return (
    <section className="access-others" aria-label={t('unlock.others')}>
      {vaults.length > 0 && (
        <>
          <h3>{t('unlock.others')}</h3>
          <ul className="access-others-list">
            {vaults.map((vault) => (
              <li key={vault.id}>
                <Button variant="quiet" icon={LockKeyhole} onPress={() => access.chooseKnown(vault)}>
                  {vault.name}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="access-actions">
        <Button variant="quiet" icon={FolderOpen} onPress={() => void access.chooseFile()}>
          {t('unlock.otherFile')}
        </Button>
        <Button
          variant="quiet"
          icon={FilePlus2}
          onPress={() => void access.startSetup(t('create.defaultName'))}
        >
          {t('unlock.new')}
        </Button>
        {onForget && (
          <Button variant="quiet" onPress={onForget}>
            {t('unlock.forget')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The chosen vault as main knows it now; nothing when it is not in the list any more. */
function current(target: UnlockTarget | undefined, all: readonly KnownVault[]): UnlockTarget | undefined {
  if (target?.kind !== 'known') return target;
  const vault = all.find(({ id }) => id === target.vault.id);
  return vault && { kind: 'known', vault };
}

function keyOf(target: UnlockTarget): string {
  return target.kind === 'known' ? target.vault.id : target.file.id;
}
