import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { AccessFailureNotice } from './access-failure';
import type { Attempt } from './vault-access.model';
import type { VaultAccessState } from './vault-access.store';

export interface UnlockProblemProps {
  readonly failed: Extract<Attempt, { stage: 'failed' }>;
  /** Name of the key file that was used. */
  readonly keyFile: string | undefined;
  readonly helpDesk: HelpDesk | undefined;
  readonly actions: Pick<VaultAccessState, 'tryAgain' | 'chooseFile'>;
}

/** Why an attempt to open failed, and the one thing to do about it where there is one. */
export function UnlockProblem({ failed, keyFile, helpDesk, actions }: UnlockProblemProps) {
  const { t } = useTranslation('access');
  switch (failed.trouble) {
    case 'wrong-key':
      return (
        <AccessFailureNotice failure={failed} helpDesk={helpDesk}>
          <p>{t('wrongKey.text')}</p>
          <ul className="access-list">
            <li>{t('wrongKey.capsLock')}</li>
            <li>{keyFile ? t('wrongKey.keyFile', { name: keyFile }) : t('wrongKey.noKeyFile')}</li>
            <li>{t('wrongKey.vault')}</li>
          </ul>
        </AccessFailureNotice>
      );
    case 'in-use':
      return <InUse failed={failed} helpDesk={helpDesk} tryAgain={actions.tryAgain} />;
    case 'not-found':
      return (
        <AccessFailureNotice
          failure={failed}
          helpDesk={helpDesk}
          actions={<Button onPress={() => void actions.chooseFile()}>{t('problem.findFile')}</Button>}
        />
      );
    default:
      return <AccessFailureNotice failure={failed} helpDesk={helpDesk} />;
  }
}

type InUseProps = Pick<UnlockProblemProps, 'failed' | 'helpDesk'> & Pick<VaultAccessState, 'tryAgain'>;

/** Somebody else has it open. Taking over is offered only when they give no sign of life, and asks first. */
function InUse({ failed, helpDesk, tryAgain }: InUseProps) {
  const { t } = useTranslation('access');
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <AccessFailureNotice
        failure={failed}
        helpDesk={helpDesk}
        actions={
          <>
            <Button onPress={() => void tryAgain(false)}>{t('inUse.again')}</Button>
            {failed.owner?.isStale && (
              <Button variant="quiet" onPress={() => setIsAsking(true)}>
                {t('inUse.anyway')}
              </Button>
            )}
          </>
        }
      />
      <Dialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('inUse.ask.title')}
        role="alertdialog"
        actions={
          <>
            <Button
              variant="primary"
              onPress={() => {
                setIsAsking(false);
                void tryAgain(true);
              }}
            >
              {t('inUse.ask.yes')}
            </Button>
            <Button autoFocus onPress={() => setIsAsking(false)}>
              {t('inUse.ask.no')}
            </Button>
          </>
        }
      >
        <p>{t('inUse.ask.text')}</p>
      </Dialog>
    </>
  );
}
