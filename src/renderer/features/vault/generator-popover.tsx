import { Dices, RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PasswordWish } from '../../../shared/features/vault/vault-content.contract';
import { useAnnounce } from '../../ui/announcer';
import { Button } from '../../ui/button';
import { ChoiceGroup } from '../../ui/choice-group';
import { IconButton } from '../../ui/icon-button';
import { SecretText } from '../../ui/secret-text';
import { StrengthMeter } from '../../ui/strength-meter';
import { strengthWords } from './access/strength-words.model';
import './generator-popover.css';
import { type CharacterWish, PassphraseWishes, PasswordWishes, type WordWish } from './generator-wishes';
import { useVaultActions } from './vault-context';
import type { Generated } from './vault-state.model';

const PASSWORD: CharacterWish = {
  kind: 'password',
  length: 20,
  upper: true,
  lower: true,
  digits: true,
  special: true,
  extra: '',
  exclude: '',
  withoutLookAlikes: false,
  everyKind: true,
};

const passphrase = (language: 'de' | 'en'): WordWish => ({
  kind: 'passphrase',
  words: 5,
  language,
  separator: '-',
  capitalise: true,
  appendDigit: false,
});

export interface GeneratorButtonProps {
  /** The bytes are handed over. */
  readonly onTake: (secret: Uint8Array) => void;
}

/** Opens the generator. What it made and nobody took is overwritten. */
export function GeneratorButton({ onTake }: GeneratorButtonProps) {
  const { t } = useTranslation('vault');
  return (
    <DialogTrigger>
      <IconButton label={t('generator.open')} icon={Dices} variant="secondary" />
      <Popover className="popover generator" placement="bottom end" offset={4}>
        <Dialog className="generator-content">
          {({ close }) => (
            <Generator
              onTake={(secret) => {
                onTake(secret);
                close();
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Generator({ onTake }: GeneratorButtonProps) {
  const { t, i18n } = useTranslation('vault');
  const announce = useAnnounce();
  const [kind, setKind] = useState<PasswordWish['kind']>('password');
  const [characters, setCharacters] = useState(PASSWORD);
  const [words, setWords] = useState(() => passphrase(i18n.language === 'en' ? 'en' : 'de'));
  const wish = kind === 'password' ? characters : words;
  const { made, again, take } = useGenerated(wish);
  return (
    <>
      <Heading slot="title" level={2}>
        {t('generator.title')}
      </Heading>
      <ChoiceGroup
        label={t('generator.kind')}
        appearance="segments"
        value={kind}
        onChange={setKind}
        options={[
          { id: 'password', label: t('generator.password') },
          { id: 'passphrase', label: t('generator.passphrase') },
        ]}
      />
      <Outcome
        made={made}
        onAgain={() => {
          again();
          announce(t('generator.renewed'));
        }}
      />
      {kind === 'password' ? (
        <PasswordWishes wish={characters} onChange={setCharacters} />
      ) : (
        <PassphraseWishes wish={words} onChange={setWords} />
      )}
      <Button
        variant="primary"
        isDisabled={!made?.ok}
        onPress={() => {
          const secret = take();
          if (secret) onTake(secret);
        }}
      >
        {t('generator.take')}
      </Button>
    </>
  );
}

function Outcome({ made, onAgain }: { readonly made: Generated | undefined; readonly onAgain: () => void }) {
  const { t } = useTranslation('vault');
  const { t: say } = useTranslation('access');
  const words = made?.ok ? strengthWords(made.strength) : undefined;
  return (
    <div className="generator-outcome">
      <div className="generator-secret">
        {made?.ok && <SecretText bytes={made.secret} />}
        {made?.ok === false && <span>{t(`problems.${made.problem}`)}</span>}
        <IconButton label={t('generator.again')} icon={RefreshCw} onPress={onAgain} />
      </div>
      <StrengthMeter
        label={say('strength.label')}
        score={words?.score}
        words={words ? say(`strength.score.${words.score}`) : say('strength.rating')}
      />
      <p className="field-note">
        {made?.ok ? t('generator.entropy', { count: Math.floor(made.entropyBits) }) : '\u00a0'}
      </p>
    </div>
  );
}

/** Makes a secret for the wish as it stands; whatever is not taken is overwritten. */
function useGenerated(wish: PasswordWish) {
  const { generate } = useVaultActions();
  const [made, setMade] = useState<Generated>();
  const [turn, setTurn] = useState(0);
  /** The one secret that is in sight and still ours. */
  const held = useRef<Uint8Array>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn makes a new one for the same wish
  useEffect(() => {
    let isLate = false;
    void generate(wish).then((next) => {
      if (isLate) {
        if (next.ok) next.secret.fill(0);
        return;
      }
      const before = held.current;
      held.current = next.ok ? next.secret : undefined;
      setMade(next);
      before?.fill(0);
    });
    return () => {
      isLate = true;
    };
  }, [generate, wish, turn]);
  useEffect(() => () => void held.current?.fill(0), []);
  return {
    made,
    again: () => setTurn(turn + 1),
    /** Hands the secret over: it is not ours any more. */
    take: () => {
      const secret = held.current;
      held.current = undefined;
      return secret;
    },
  };
}
