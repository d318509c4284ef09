import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { FileChoice } from '../../../ui/file-choice';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { SecretField, type SecretInput } from '../../../ui/secret-field';
import type { ImportStage, ImportState } from './import.store';
import { ImportFailure } from './import-failure';

export interface ImportKeyProps {
  readonly now: Extract<ImportStage, { stage: 'key' }>;
  readonly actions: ImportState;
  readonly helpDesk: HelpDesk | undefined;
}

/** The file is a vault itself: its password, and its key file if it has one. */
export function ImportKey({ now, actions, helpDesk }: ImportKeyProps) {
  const { t } = useTranslation('care');
  const field = useRef<SecretInput>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const { file, keyFile, isReading, trouble } = now;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || isReading) return;
    // A vault may have a key file and no password.
    const isMissing = input.isEmpty() && !keyFile;
    setIsEmpty(isMissing);
    if (isMissing) {
      input.focus();
      return;
    }
    const password = input.read();
    input.clear();
    void actions.open(password);
  };
  return (
    <form className="care-form" onSubmit={submit} noValidate>
      <h2>{t('import.key.heading', { name: file.name })}</h2>
      <p>{t('import.key.text')}</p>
      {trouble && <ImportFailure trouble={trouble} helpDesk={helpDesk} />}
      <SecretField
        ref={field}
        label={t('import.key.password')}
        problem={isEmpty ? t('import.key.empty') : undefined}
        autoFocus
        onEdit={() => setIsEmpty(false)}
      />
      <FileChoice
        label={t('import.key.keyFile')}
        file={keyFile}
        nothing={t('import.key.noKeyFile')}
        choose={t('import.key.chooseKeyFile')}
        onChoose={() => void actions.chooseKeyFile()}
      >
        {keyFile && (
          <Button variant="quiet" onPress={actions.dropKeyFile}>
            {t('import.key.dropKeyFile')}
          </Button>
        )}
      </FileChoice>
      <div className="care-actions">
        <Button type="submit" variant="primary" isPending={isReading}>
          {t(isReading ? 'import.reading' : 'import.key.open')}
        </Button>
        {!isReading && (
          <Button variant="quiet" onPress={actions.reset}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
