import { KeyRound, LockKeyholeOpen } from 'lucide-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import type { HelpDesk } from '../../../ui/help-desk-contact';
import { Progress } from '../../../ui/progress';
import { SecretField, type SecretInput } from '../../../ui/secret-field';
import { fileAt, KeyFileField } from './key-file-fields';
import { UnlockProblem } from './unlock-problem';
import type { UnlockTarget } from './vault-access.model';
import type { VaultAccessState } from './vault-access.store';

export interface UnlockFormProps {
  readonly target: UnlockTarget;
  readonly access: VaultAccessState;
  readonly helpDesk: HelpDesk | undefined;
}

/** Opens one vault: by one press where a key lies in the keychain, else by its password. */
export function UnlockForm({ target, access, helpDesk }: UnlockFormProps) {
  const { attempt } = access;
  const [wantsPassword, setWantsPassword] = useState(false);
  const known = target.kind === 'known' ? target.vault : undefined;
  const failed = attempt.stage === 'failed' ? attempt : undefined;
  const hasQuick = known?.quickUnlock === 'ready';
  const isQuickInVain = failed?.way === 'quick' && failed.trouble !== 'in-use';
  const isQuick = known !== undefined && hasQuick && !wantsPassword && !isQuickInVain;
  return (
    <div className="access-form">
      {failed && (
        <UnlockProblem
          failed={failed}
          keyFile={access.keyFile?.name ?? (known?.keyFile && fileAt(known.keyFile).name)}
          helpDesk={helpDesk}
          actions={access}
        />
      )}
      {isQuick ? (
        <QuickUnlock known={known.id} access={access} onPassword={() => setWantsPassword(true)} />
      ) : (
        <PasswordForm
          target={target}
          access={access}
          onQuick={hasQuick ? () => setWantsPassword(false) : undefined}
        />
      )}
    </div>
  );
}

interface QuickUnlockProps {
  readonly known: string;
  readonly access: VaultAccessState;
  readonly onPassword: () => void;
}

function QuickUnlock({ known, access, onPassword }: QuickUnlockProps) {
  const { t } = useTranslation('access');
  const isWorking = access.attempt.stage === 'working';
  return (
    <>
      <div className="access-actions">
        <Button
          variant="primary"
          icon={LockKeyholeOpen}
          autoFocus
          isPending={isWorking}
          onPress={() => void access.quickUnlock(known)}
        >
          {t(isWorking ? 'unlock.working' : 'unlock.quick')}
        </Button>
        {!isWorking && (
          <Button variant="quiet" icon={KeyRound} onPress={onPassword}>
            {t('unlock.withPassword')}
          </Button>
        )}
      </div>
      <TakesAWhile access={access} />
    </>
  );
}

interface PasswordFormProps {
  readonly target: UnlockTarget;
  readonly access: VaultAccessState;
  /** Back to quick unlock, where there is one. */
  readonly onQuick: (() => void) | undefined;
}

function PasswordForm({ target, access, onQuick }: PasswordFormProps) {
  const { t } = useTranslation('access');
  const field = useRef<SecretInput>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const { attempt, keyFile } = access;
  const isWorking = attempt.stage === 'working';
  const hasFailed = attempt.stage === 'failed' && attempt.trouble !== 'in-use';
  useEffect(() => {
    if (hasFailed) field.current?.focus();
  }, [hasFailed]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || isWorking) return;
    setIsEmpty(input.isEmpty());
    if (input.isEmpty()) {
      input.focus();
      return;
    }
    const password = input.read();
    input.clear();
    void access.unlock(target, password);
  };
  return (
    <form className="access-form" onSubmit={submit} noValidate>
      <SecretField
        ref={field}
        label={t('unlock.password')}
        problem={isEmpty ? t('unlock.empty') : undefined}
        autoFocus
        onEdit={() => setIsEmpty(false)}
      />
      <KeyFileField
        chosen={keyFile}
        remembered={target.kind === 'known' ? target.vault.keyFile : undefined}
        onChoose={() => void access.chooseKeyFile()}
        onDrop={access.dropKeyFile}
      />
      <div className="access-actions">
        <Button type="submit" variant="primary" icon={LockKeyholeOpen} isPending={isWorking}>
          {t(isWorking ? 'unlock.working' : 'unlock.open')}
        </Button>
        {onQuick && !isWorking && (
          <Button variant="quiet" onPress={onQuick}>
            {t('unlock.withQuick')}
          </Button>
        )}
      </div>
      <TakesAWhile access={access} />
    </form>
  );
}

/** After a second: why it takes a while, and a way out. */
function TakesAWhile({ access }: { readonly access: VaultAccessState }) {
  const { t } = useTranslation('access');
  const { attempt, cancel } = access;
  const isShown = attempt.stage === 'working' && attempt.isSlow;
  return (
    <div role="status" className="access-words">
      {isShown && (
        <>
          <Progress label={t(attempt.way === 'quick' ? 'unlock.slowQuick' : 'unlock.slow')} />
          <div>
            <Button onPress={cancel}>{t('unlock.cancel')}</Button>
          </div>
        </>
      )}
    </div>
  );
}
