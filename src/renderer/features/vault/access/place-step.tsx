import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { FileChoice } from '../../../ui/file-choice';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { TextField } from '../../../ui/text-field';
import { AccessFailureNotice } from './access-failure';
import type { Setup, VaultAccessState } from './vault-access.store';

export interface StepProps {
  readonly setup: Setup;
  readonly access: VaultAccessState;
  readonly helpDesk: HelpDesk | undefined;
}

/** What the new vault is called and where its file is put. */
export function PlaceStep({ setup, access, helpDesk }: StepProps) {
  const { t } = useTranslation('access');
  const [isNameless, setIsNameless] = useState(false);
  const { name, place, failure } = setup;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const hasName = name.trim() !== '';
    setIsNameless(!hasName);
    if (hasName && place) access.changeSetup({ step: 'password' });
  };
  return (
    <form className="access-form" onSubmit={submit} noValidate>
      <h2>{t('create.place.heading')}</h2>
      {failure && <AccessFailureNotice failure={failure} helpDesk={helpDesk} />}
      <TextField
        label={t('create.place.name')}
        value={name}
        maxLength={200}
        autoFocus
        autoComplete="off"
        onChange={(text) => {
          setIsNameless(false);
          access.changeSetup({ name: text });
        }}
        {...(isNameless ? { problem: t('create.place.nameProblem') } : {})}
      />
      <FileChoice
        label={t('create.place.file')}
        file={place}
        nothing={t('create.place.waiting')}
        choose={t('create.place.choose')}
        onChoose={() => void access.choosePlace()}
        note={t('create.place.note')}
      />
      <div className="access-actions">
        <Button type="submit" variant="primary" isDisabled={!place}>
          {t('create.next')}
        </Button>
        <Button variant="quiet" onPress={access.endSetup}>
          {t('create.cancel')}
        </Button>
      </div>
    </form>
  );
}
