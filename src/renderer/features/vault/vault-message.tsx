import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../ui/announcer';
import { Button } from '../../ui/button';
import { CountdownRing } from '../../ui/countdown-ring';
import { HelpDeskCode } from '../../ui/help-desk-code';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { TONE_ICONS } from '../../ui/tone';
import { fieldName } from './field-words';
import { useSecondsLeft } from './use-seconds';
import { CONTENT_CODES } from './vault-codes.model';
import { useVault, useVaultActions } from './vault-context';
import './vault-message.css';
import type { Message } from './vault-state.model';

/** How long news stay that ask for nothing. What can be undone stays longer, and Ctrl+Z works after that too. */
const BRIEF_MS = 6000;
const UNDOABLE_MS = 30_000;

function stayOf(message: Message): number | undefined {
  switch (message.kind) {
    case 'done':
      return UNDOABLE_MS;
    case 'refused':
    case 'draft-lost':
    case 'copied':
      return undefined;
    default:
      return BRIEF_MS;
  }
}

/** The latest news of what was done, below the pane: said once, and shown for a while. */
export function VaultMessage() {
  const message = useVault((state) => state.message);
  const { dismissMessage } = useVaultActions();
  const announce = useAnnounce();
  const words = useMessageWords();
  const text = message && words(message);
  useEffect(() => {
    if (text) announce(text);
  }, [announce, text]);
  useEffect(() => {
    const stay = message && stayOf(message);
    if (!stay) return undefined;
    const timer = setTimeout(dismissMessage, stay);
    return () => clearTimeout(timer);
  }, [message, dismissMessage]);
  if (!message) return null;
  return <Bar message={message} text={words(message)} />;
}

function Bar({ message, text }: { readonly message: Message; readonly text: string }) {
  const { t } = useTranslation('vault');
  const { dismissMessage, undo } = useVaultActions();
  const isProblem = message.kind === 'refused' || message.kind === 'draft-lost';
  return (
    <div className={isProblem ? 'vault-message vault-message-problem' : 'vault-message'}>
      {message.kind === 'copied' ? (
        <Countdown endsAt={message.endsAt} of={message.seconds} />
      ) : (
        <Icon of={TONE_ICONS[isProblem ? 'warning' : 'success']} className="vault-message-icon" />
      )}
      <div className="vault-message-words">
        <p>{text}</p>
        {message.kind === 'refused' && <HelpDeskCode code={CONTENT_CODES[message.problem]} />}
      </div>
      {message.kind === 'done' && (
        <Button variant="quiet" onPress={() => void undo()}>
          {t('message.undo')}
        </Button>
      )}
      <IconButton label={t('message.close')} icon={X} onPress={dismissMessage} />
    </div>
  );
}

function Countdown({ endsAt, of }: { readonly endsAt: number; readonly of: number }) {
  const { t } = useTranslation('vault');
  const seconds = useSecondsLeft(endsAt);
  return (
    <span className="vault-message-countdown">
      <CountdownRing left={seconds / of} />
      {t('message.seconds', { count: seconds })}
    </span>
  );
}

const STEPS = [
  'add',
  'edit',
  'duplicate',
  'move',
  'bin',
  'delete',
  'restore',
  'empty-bin',
  'favourite',
  'restore-version',
  'delete-version',
  'add-group',
  'edit-group',
  'move-group',
  'bin-group',
  'delete-group',
  'restore-group',
  'add-attachment',
  'rename-attachment',
  'remove-attachment',
  'rename-tag',
  'remove-tag',
  'import',
  'settings',
] as const;

/** A message as a sentence. Its seconds are said once, as it appears. */
function useMessageWords(): (message: Message) => string {
  const { t } = useTranslation('vault');
  const step = (action: string) => {
    const known = STEPS.find((one) => one === action);
    return known ? t(`steps.${known}`) : t('steps.other');
  };
  return (message) => {
    switch (message.kind) {
      case 'done':
        return t(`done.${message.action}`, {
          count: message.count,
          title: message.title || t('entry.untitled'),
        });
      case 'undone':
      case 'redone':
        return t(`message.${message.kind}`, { step: step(message.action) });
      case 'copied': {
        const name = message.field === 'totp' ? t('totp.label') : fieldName(message.field, t);
        return t('message.copied', { name, count: message.seconds });
      }
      case 'refused':
        return t(`problems.${message.problem}`);
      default:
        return t(`message.${message.kind}`);
    }
  };
}
