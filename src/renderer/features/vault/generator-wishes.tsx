import { useTranslation } from 'react-i18next';
import type { PasswordWish } from '../../../shared/features/vault/vault-content.contract';
import { Checkbox } from '../../ui/checkbox';
import { ChoiceGroup } from '../../ui/choice-group';
import { Disclosure } from '../../ui/disclosure';
import { Slider } from '../../ui/slider';
import { TextField } from '../../ui/text-field';

/** A password made of characters. */
export type CharacterWish = Extract<PasswordWish, { kind: 'password' }>;
/** A passphrase made of words. */
export type WordWish = Extract<PasswordWish, { kind: 'passphrase' }>;

const KINDS = ['upper', 'lower', 'digits', 'special'] as const;
const SEPARATORS = ['-', ' ', '.', ''] as const;
/** Names of the separators in the texts. */
const SEPARATOR_NAMES = { '-': 'hyphen', ' ': 'space', '.': 'dot', '': 'none' } as const;

interface WishProps<T> {
  readonly wish: T;
  readonly onChange: (wish: T) => void;
}

/** What a password is made of. */
export function PasswordWishes({ wish, onChange }: WishProps<CharacterWish>) {
  const { t } = useTranslation('vault');
  const chosen = KINDS.filter((kind) => wish[kind]);
  const set = (change: Partial<CharacterWish>) => onChange({ ...wish, ...change });
  return (
    <>
      <Slider
        label={t('generator.length')}
        value={wish.length}
        least={8}
        most={64}
        onChange={(length) => set({ length })}
        words={t('generator.characters', { count: wish.length })}
      />
      <div className="generator-kinds">
        {KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`generator.${kind}`)}
            isChosen={wish[kind]}
            // A password of nothing cannot be made: the last kind stays.
            isDisabled={wish[kind] && chosen.length === 1 && wish.extra === ''}
            onChange={(isChosen) => set({ [kind]: isChosen })}
          />
        ))}
      </div>
      <Disclosure label={t('generator.more')}>
        <Checkbox
          label={t('generator.withoutLookAlikes')}
          note={t('generator.lookAlikes')}
          isChosen={wish.withoutLookAlikes}
          onChange={(withoutLookAlikes) => set({ withoutLookAlikes })}
        />
        <Checkbox
          label={t('generator.everyKind')}
          isChosen={wish.everyKind}
          onChange={(everyKind) => set({ everyKind })}
        />
        <TextField
          label={t('generator.extra')}
          value={wish.extra}
          maxLength={100}
          autoComplete="off"
          spellCheck="false"
          onChange={(extra) => set({ extra })}
        />
        <TextField
          label={t('generator.exclude')}
          value={wish.exclude}
          maxLength={100}
          autoComplete="off"
          spellCheck="false"
          onChange={(exclude) => set({ exclude })}
        />
      </Disclosure>
    </>
  );
}

/** What a passphrase is made of. */
export function PassphraseWishes({ wish, onChange }: WishProps<WordWish>) {
  const { t } = useTranslation('vault');
  const set = (change: Partial<WordWish>) => onChange({ ...wish, ...change });
  const known = SEPARATORS.find((one) => one === wish.separator) ?? '-';
  return (
    <>
      <Slider
        label={t('generator.words')}
        value={wish.words}
        least={3}
        most={10}
        onChange={(words) => set({ words })}
        words={t('generator.wordCount', { count: wish.words })}
      />
      <ChoiceGroup
        label={t('generator.language')}
        appearance="segments"
        value={wish.language}
        onChange={(language) => set({ language })}
        options={[
          { id: 'de', label: t('generator.german') },
          { id: 'en', label: t('generator.english') },
        ]}
      />
      <ChoiceGroup
        label={t('generator.separator')}
        appearance="segments"
        value={SEPARATOR_NAMES[known]}
        onChange={(name) => {
          const separator = SEPARATORS.find((one) => SEPARATOR_NAMES[one] === name);
          if (separator !== undefined) set({ separator });
        }}
        options={SEPARATORS.map((one) => ({
          id: SEPARATOR_NAMES[one],
          label: t(`generator.separators.${SEPARATOR_NAMES[one]}`),
        }))}
      />
      <Checkbox
        label={t('generator.capitalise')}
        isChosen={wish.capitalise}
        onChange={(capitalise) => set({ capitalise })}
      />
      <Checkbox
        label={t('generator.appendDigit')}
        isChosen={wish.appendDigit}
        onChange={(appendDigit) => set({ appendDigit })}
      />
    </>
  );
}
