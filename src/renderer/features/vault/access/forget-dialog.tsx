import { useTranslation } from 'react-i18next';
import type { KnownVault } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';

export interface ForgetDialogProps {
  readonly vault: KnownVault;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onForget: () => void;
}

/** Asks before a vault is taken off the list of this machine. The file stays. */
export function ForgetDialog({ vault, isOpen, onClose, onForget }: ForgetDialogProps) {
  const { t } = useTranslation('access');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('forget.title', { name: vault.name })}
      role="alertdialog"
      actions={
        <>
          <Button
            variant="primary"
            onPress={() => {
              onClose();
              onForget();
            }}
          >
            {t('forget.yes')}
          </Button>
          <Button autoFocus onPress={onClose}>
            {t('forget.no')}
          </Button>
        </>
      }
    >
      <p>{t('forget.text')}</p>
      <p className="access-place">{`${vault.fileName} · ${vault.folder}`}</p>
    </Dialog>
  );
}
