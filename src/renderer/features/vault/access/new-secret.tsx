import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SecretBytes, Strength } from '../../../../shared/features/vault/vault.model';
import { SecretField, type SecretInput } from '../../../ui/secret-field';
import { createSecretRating } from './secret-rating.store';
import { StrengthHint } from './strength-hint';
import { scoreOf } from './strength-words.model';

/** What the owner of the fields holds. */
export interface NewSecretInput {
  /** The new secret, if both fields hold it and it is strong enough; else says what is wrong. Empties the fields. */
  take(): SecretBytes | undefined;
}

export interface NewSecretProps {
  readonly ref: Ref<NewSecretInput>;
  readonly labels?: { readonly password: string; readonly repeat: string };
  /** Rates a secret; the bytes are overwritten by the caller. */
  readonly rate: (secret: SecretBytes) => Promise<Strength>;
  /** 0 to 4: the weakest that the city takes. */
  readonly weakest: number;
  readonly autoFocus?: boolean;
}

type Problem = 'empty' | 'different' | 'too-weak';

/** A new master password, twice, rated while it is typed. */
export function NewSecret({ ref, labels, rate, weakest, autoFocus = false }: NewSecretProps) {
  const { t } = useTranslation('access');
  const first = useRef<SecretInput>(null);
  const second = useRef<SecretInput>(null);
  const [rating] = useState(() => createSecretRating(rate));
  const { strength, isStale } = useStore(rating);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => rating.reset, [rating]);

  const refuse = (why: Problem) => {
    setProblem(why);
    (why === 'different' ? second : first).current?.focus();
    return undefined;
  };
  const take = () => {
    if (first.current?.isEmpty() !== false) return refuse('empty');
    if (strength && !isStale && strength.score < weakest) return refuse('too-weak');
    const secret = first.current.read();
    const repeated = second.current?.read() ?? new Uint8Array();
    const isSame =
      secret.length === repeated.length && secret.every((byte, index) => byte === repeated[index]);
    repeated.fill(0);
    if (!isSame) {
      secret.fill(0);
      return refuse('different');
    }
    first.current.clear();
    second.current?.clear();
    rating.reset();
    return secret;
  };
  useImperativeHandle(ref, () => ({ take }));

  const ofFirst = {
    empty: t('newSecret.empty'),
    'too-weak': t('newSecret.tooWeak', { least: t(`strength.score.${scoreOf(weakest)}`) }),
  };
  return (
    <>
      <SecretField
        ref={first}
        label={labels?.password ?? t('newSecret.password')}
        note={t('newSecret.note')}
        problem={problem && problem !== 'different' ? ofFirst[problem] : undefined}
        autoFocus={autoFocus}
        onEdit={() => {
          setProblem(undefined);
          rating.edited(() => first.current?.read() ?? new Uint8Array());
        }}
      />
      <StrengthHint strength={strength} isStale={isStale} />
      <SecretField
        ref={second}
        label={labels?.repeat ?? t('newSecret.repeat')}
        problem={problem === 'different' ? t('newSecret.different') : undefined}
        onEdit={() => setProblem(undefined)}
      />
    </>
  );
}
