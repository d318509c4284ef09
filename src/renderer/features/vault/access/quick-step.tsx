import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultLimits } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { AccessFailureNotice } from './access-failure';
import type { AccessFailure } from './vault-access.model';
import type { VaultAccessState } from './vault-access.store';

export interface QuickStepProps {
  readonly access: VaultAccessState;
  readonly limits: VaultLimits | undefined;
  readonly helpDesk: HelpDesk | undefined;
}

/** The vault is made: quick unlock is offered, with what it means. */
export function QuickStep({ access, limits, helpDesk }: QuickStepProps) {
  const { t } = useTranslation('access');
  const [isWorking, setIsWorking] = useState(false);
  const [failure, setFailure] = useState<AccessFailure>();
  const goOn = () => access.changeSetup({ step: 'sheet' });
  const switchOn = async () => {
    setIsWorking(true);
    const why = await access.setQuickUnlock(true);
    setIsWorking(false);
    setFailure(why);
    if (!why) goOn();
  };
  const created = <Notice tone="success" announce="polite" heading={t('create.quick.created')} />;
  if (limits?.quickUnlock === false) {
    return (
      <>
        {created}
        <p>{t('create.quick.forbidden')}</p>
        <div className="access-actions">
          <Button variant="primary" onPress={goOn}>
            {t('create.next')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      {created}
      <div className="access-words">
        <h2>{t('create.quick.heading')}</h2>
        <p>{t('create.quick.text')}</p>
        <p className="access-muted">{t('create.quick.caution')}</p>
      </div>
      {failure && <AccessFailureNotice failure={failure} helpDesk={helpDesk} />}
      <div className="access-actions">
        <Button variant="primary" isPending={isWorking} onPress={() => void switchOn()}>
          {t('create.quick.yes')}
        </Button>
        <Button isDisabled={isWorking} onPress={goOn}>
          {t('create.quick.no')}
        </Button>
      </div>
    </>
  );
}
