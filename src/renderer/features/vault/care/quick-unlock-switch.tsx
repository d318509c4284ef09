import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownVault } from '../../../../shared/features/vault/vault.model';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Switch } from '../../../ui/switch';
import { AccessFailureNotice } from '../access/access-failure';
import type { AccessFailure } from '../access/vault-access.model';
import type { VaultAccessStore } from '../access/vault-access.store';

export interface QuickUnlockSwitchProps {
  /** The open vault; absent while none is open. */
  readonly vault: KnownVault | undefined;
  /** By the city. */
  readonly isAllowed: boolean;
  readonly access: VaultAccessStore;
  readonly city: string;
  readonly helpDesk: HelpDesk | undefined;
}

/** Quick unlock of the open vault: sets it up, or revokes it so that the keychain holds nothing of it. */
export function QuickUnlockSwitch({ vault, isAllowed, access, city, helpDesk }: QuickUnlockSwitchProps) {
  const { t } = useTranslation('care');
  const [isWorking, setIsWorking] = useState(false);
  const [failure, setFailure] = useState<AccessFailure>();
  const change = async (on: boolean) => {
    setIsWorking(true);
    setFailure(await access.getState().setQuickUnlock(on));
    setIsWorking(false);
  };
  const closed = vault ? undefined : t('preferences.quickClosed');
  return (
    <>
      {failure && <AccessFailureNotice failure={failure} helpDesk={helpDesk} />}
      <Switch
        label={t('preferences.quick')}
        note={t('preferences.quickNote')}
        isOn={isAllowed && vault?.quickUnlock === 'ready'}
        isPending={isWorking}
        lockedReason={isAllowed ? closed : t('preferences.quickForbidden', { city })}
        onChange={(on) => void change(on)}
      />
    </>
  );
}
