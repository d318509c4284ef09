import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownVault, VaultLimits } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { PaneHeader } from '../../../ui/pane-header';
import { Steps } from '../../../ui/steps';
import './access.css';
import { PasswordStep } from './password-step';
import { PlaceStep } from './place-step';
import { QuickStep } from './quick-step';
import { SheetPrinting } from './sheet-printing';
import { SETUP_STEPS, type Setup, type VaultAccessState } from './vault-access.store';

/** Who makes a vault, and whom they can ask. */
export interface VaultOwner {
  readonly person: { readonly name: string; readonly email: string };
  /** The city's name. */
  readonly city: string;
  readonly helpDesk: HelpDesk | undefined;
}

export interface CreateVaultProps extends VaultOwner {
  readonly setup: Setup;
  /** The made vault, once it is open. */
  readonly vault: KnownVault | undefined;
  readonly access: VaultAccessState;
  readonly limits: VaultLimits | undefined;
}

/** Making a vault in calm steps: where, the master password, quick unlock, the emergency sheet. */
export function CreateVault(props: CreateVaultProps) {
  const { setup, vault, access, limits, person, city, helpDesk } = props;
  const { t } = useTranslation('access');
  const { step } = setup;
  const place = useRef<HTMLDivElement>(null);
  // Whoever reads the page by ear is told which step it is; a field with autoFocus takes the focus after.
  useEffect(() => {
    if (step === 'quick' || step === 'sheet') place.current?.focus();
  }, [step]);
  return (
    <>
      <PaneHeader title={t('create.title')} />
      <div className="access">
        <Steps
          label={t('create.steps.label')}
          steps={SETUP_STEPS.map((one) => t(`create.steps.${one}`))}
          current={SETUP_STEPS.indexOf(step)}
        />
        <div ref={place} tabIndex={-1} className="access" key={step}>
          {step === 'place' && <PlaceStep setup={setup} access={access} helpDesk={helpDesk} />}
          {step === 'password' && (
            <PasswordStep
              setup={setup}
              access={access}
              weakest={limits?.weakestMasterScore ?? 0}
              context={[setup.name, person.name, person.email]}
              helpDesk={helpDesk}
            />
          )}
          {step === 'quick' && <QuickStep access={access} limits={limits} helpDesk={helpDesk} />}
          {step === 'sheet' && vault && (
            <>
              <div className="access-words">
                <h2>{t('create.sheet.heading')}</h2>
                <p>{t('create.sheet.text')}</p>
              </div>
              <SheetPrinting
                vault={vault}
                person={person.name}
                city={city}
                helpDesk={helpDesk}
                printSheet={access.printSheet}
                actions={(isDone) => (
                  <Button variant={isDone ? 'primary' : 'quiet'} onPress={access.endSetup}>
                    {t(isDone ? 'create.sheet.finish' : 'create.sheet.later')}
                  </Button>
                )}
              />
              <p className="access-muted">{t('create.sheet.laterNote')}</p>
            </>
          )}
        </div>
      </div>
    </>
  );
}
