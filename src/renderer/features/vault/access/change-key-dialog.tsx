import { type SubmitEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownVault } from '../../../../shared/features/vault/vault.model';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Disclosure } from '../../../ui/disclosure';
import { FileChoice } from '../../../ui/file-choice';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Notice } from '../../../ui/notice';
import { SecretField, type SecretInput } from '../../../ui/secret-field';
import './access.css';
import { AccessFailureNotice } from './access-failure';
import { fileAt } from './key-file-fields';
import { NewSecret, type NewSecretInput } from './new-secret';
import type { AccessFailure } from './vault-access.model';
import type { KeyChange, VaultAccessState } from './vault-access.store';

export interface ChangeKeyDialogProps {
  readonly vault: KnownVault;
  readonly access: VaultAccessState;
  /** 0 to 4: the weakest that the city takes. */
  readonly weakest: number;
  readonly helpDesk: HelpDesk | undefined;
  readonly onClose: () => void;
  /** Shows the emergency sheet: the old one is void. */
  readonly onSheet: () => void;
}

/** A new master password, a new key file or none; the current password is asked again. */
export function ChangeKeyDialog(props: ChangeKeyDialogProps) {
  const { onClose, onSheet } = props;
  const { t } = useTranslation('access');
  const form = useId();
  const [stage, setStage] = useState<'asking' | 'working' | 'done'>('asking');
  if (stage === 'done') {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={t('changeKey.title')}
        actions={
          <>
            <Button variant="primary" autoFocus onPress={onSheet}>
              {t('changeKey.printSheet')}
            </Button>
            <Button onPress={onClose}>{t('changeKey.close')}</Button>
          </>
        }
      >
        <Notice tone="success" announce="polite" heading={t('changeKey.done')}>
          <p>{t('changeKey.doneText')}</p>
        </Notice>
      </Dialog>
    );
  }
  const isWorking = stage === 'working';
  return (
    <Dialog
      isOpen
      onClose={() => {
        if (!isWorking) onClose();
      }}
      title={t('changeKey.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="primary" isPending={isWorking}>
            {t(isWorking ? 'changeKey.working' : 'changeKey.save')}
          </Button>
          <Button onPress={onClose} isDisabled={isWorking}>
            {t('changeKey.cancel')}
          </Button>
        </>
      }
    >
      <ChangeKeyForm {...props} id={form} isWorking={isWorking} onStage={setStage} />
    </Dialog>
  );
}

interface ChangeKeyFormProps extends ChangeKeyDialogProps {
  readonly id: string;
  readonly isWorking: boolean;
  readonly onStage: (stage: 'asking' | 'working' | 'done') => void;
}

function ChangeKeyForm({ id, vault, access, weakest, helpDesk, isWorking, onStage }: ChangeKeyFormProps) {
  const { t } = useTranslation('access');
  const current = useRef<SecretInput>(null);
  const next = useRef<NewSecretInput>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const [failure, setFailure] = useState<AccessFailure>();
  const [keyFile, setKeyFile] = useState<KeyChange['keyFile']>({ kind: 'keep' });
  const isWrong = failure?.trouble === 'wrong-key';
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const old = current.current;
    if (!old || isWorking) return;
    setIsEmpty(old.isEmpty());
    if (old.isEmpty()) {
      old.focus();
      return;
    }
    const password = next.current?.take();
    if (!password) return;
    const secret = old.read();
    old.clear();
    setFailure(undefined);
    onStage('working');
    const why = await access.changeKey({ current: secret, password, keyFile });
    setFailure(why);
    onStage(why ? 'asking' : 'done');
    if (why) old.focus();
  };
  const problem = isWrong ? t('changeKey.currentWrong') : isEmpty ? t('changeKey.currentEmpty') : undefined;
  return (
    <form id={id} className="access-form" onSubmit={(event) => void submit(event)} noValidate>
      <p>{t('changeKey.text')}</p>
      {failure && !isWrong && <AccessFailureNotice failure={failure} helpDesk={helpDesk} />}
      <SecretField
        ref={current}
        label={t('changeKey.current')}
        problem={problem}
        autoFocus
        onEdit={() => {
          setIsEmpty(false);
          if (isWrong) setFailure(undefined);
        }}
      />
      <NewSecret
        ref={next}
        labels={{ password: t('changeKey.new'), repeat: t('changeKey.repeat') }}
        rate={(secret) => access.rate(secret, [vault.name])}
        weakest={weakest}
      />
      <Disclosure label={t('newSecret.more')}>
        <KeyFileChange vault={vault} change={keyFile} onChange={setKeyFile} access={access} />
      </Disclosure>
    </form>
  );
}

interface KeyFileChangeProps {
  readonly vault: KnownVault;
  readonly change: KeyChange['keyFile'];
  readonly onChange: (change: KeyChange['keyFile']) => void;
  readonly access: VaultAccessState;
}

/** Whether the key file stays, and what takes its place. */
function KeyFileChange({ vault, change, onChange, access }: KeyFileChangeProps) {
  const { t } = useTranslation('access');
  const choose = async (kind: 'existing' | 'new') => {
    const file = await access.pickKeyFile(kind, vault.name);
    if (file) onChange({ kind, file });
  };
  const kept = vault.keyFile === undefined ? undefined : fileAt(vault.keyFile);
  const file = 'file' in change ? change.file : kept;
  return (
    <>
      <p>{t('keyFile.explained')}</p>
      <FileChoice
        label={t('keyFile.label')}
        file={change.kind === 'none' ? undefined : file}
        nothing={t('keyFile.nothing')}
        choose={t('keyFile.new')}
        onChoose={() => void choose('new')}
        note={change.kind === 'new' ? t('keyFile.willBeMade') : undefined}
      >
        <Button onPress={() => void choose('existing')}>{t('keyFile.existing')}</Button>
        {kept && change.kind !== 'none' && (
          <Button variant="quiet" onPress={() => onChange({ kind: 'none' })}>
            {t('keyFile.without')}
          </Button>
        )}
        {change.kind !== 'keep' && (
          <Button variant="quiet" onPress={() => onChange({ kind: 'keep' })}>
            {t('keyFile.keep')}
          </Button>
        )}
      </FileChoice>
    </>
  );
}
