import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import type { Problem } from './vault-look.model';

export interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  /** The name it has. */
  readonly name: string;
  readonly most: number;
  /** @returns why it is refused; undefined when it is done */
  readonly onName: (name: string) => Promise<Problem | undefined>;
  readonly onClose: () => void;
}

/** Asks for a name, and says at the field why it is refused. */
export function NameDialog({ title, label, action, name: before, most, onName, onClose }: NameDialogProps) {
  const { t } = useTranslation('vault');
  const [name, setName] = useState(before);
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    if (name.trim() === '') return;
    const refusal = name.trim() === before ? undefined : await onName(name.trim());
    setProblem(refusal);
    if (!refusal) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button variant="primary" isDisabled={name.trim() === ''} onPress={() => void submit()}>
            {action}
          </Button>
          <Button onPress={onClose}>{t('ask.cancel')}</Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={label}
          value={name}
          maxLength={most}
          autoFocus
          autoComplete="off"
          onFocus={(event) => event.currentTarget instanceof HTMLInputElement && event.currentTarget.select()}
          onChange={setName}
          {...(problem && { problem: t(`problems.${problem}`) })}
        />
      </form>
    </Dialog>
  );
}
