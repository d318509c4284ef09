import { type SubmitEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Disclosure } from '../../../ui/disclosure';
import { AccessFailureNotice } from './access-failure';
import { KeyFileWishField } from './key-file-fields';
import { NewSecret, type NewSecretInput } from './new-secret';
import type { StepProps } from './place-step';

export interface PasswordStepProps extends StepProps {
  /** 0 to 4: the weakest that the city takes. */
  readonly weakest: number;
  /** What is guessed first: the names of vault and person. */
  readonly context: readonly string[];
}

/** The master password, rated while it is typed; behind a button a key file. Makes the vault. */
export function PasswordStep({ setup, access, weakest, context, helpDesk }: PasswordStepProps) {
  const { t } = useTranslation('access');
  const input = useRef<NewSecretInput>(null);
  const { keyFile, isWorking, failure } = setup;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isWorking) return;
    const password = input.current?.take();
    if (password) void access.create(password);
  };
  return (
    <form className="access-form" onSubmit={submit} noValidate>
      <div className="access-words">
        <h2>{t('create.password.heading')}</h2>
        <p>{t('create.password.text')}</p>
      </div>
      {failure && <AccessFailureNotice failure={failure} helpDesk={helpDesk} />}
      <NewSecret ref={input} rate={(secret) => access.rate(secret, context)} weakest={weakest} autoFocus />
      <Disclosure label={t('newSecret.more')} isOpenAtFirst={keyFile.kind !== 'none'}>
        <KeyFileWishField wish={keyFile} onChoose={(kind) => void access.chooseSetupKeyFile(kind)} />
      </Disclosure>
      <div className="access-actions">
        <Button type="submit" variant="primary" isPending={isWorking}>
          {t(isWorking ? 'create.password.working' : 'create.password.create')}
        </Button>
        {!isWorking && (
          <Button variant="quiet" onPress={() => access.changeSetup({ step: 'place' })}>
            {t('create.back')}
          </Button>
        )}
      </div>
    </form>
  );
}
