import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../../ui/field.css';
import { IconButton } from '../../ui/icon-button';
import './editor-secret.css';

/** How long a secret stays readable after the last key, unless the field is left before. */
const SHOWN_MS = 30_000;

export interface EditorSecretProps {
  readonly label: string;
  /** UTF-8; undefined: as it is in the entry. */
  readonly value: Uint8Array | undefined;
  /** Whether the entry has one that an undefined value keeps. */
  readonly isKept: boolean;
  /** Fetches what is kept, to be looked at; absent where it is never shown. */
  readonly fetch?: (() => Promise<Uint8Array | undefined>) | undefined;
  /** A changed value; undefined when nothing is changed any more. The bytes are handed over. */
  readonly onChange: (value: Uint8Array | undefined) => void;
  readonly onLeave: () => void;
  readonly note?: string | undefined;
  readonly problem?: string | undefined;
  /** More buttons beside it. */
  readonly children?: ReactNode;
}

/**
 * A secret of the draft. The field itself is uncontrolled: its text comes from bytes and goes into bytes, and is gone
 * with the field. What the entry holds is fetched only when the person wants to see it.
 */
export function EditorSecret(props: EditorSecretProps) {
  const { label, value, isKept, fetch, onChange, onLeave, note, problem, children } = props;
  const { t } = useTranslation('vault');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** What the field shows already. */
  const inField = useRef<Uint8Array | undefined>(undefined);
  const [isShown, setIsShown] = useState(false);
  /** The field shows what the entry keeps. */
  const [isFetched, setIsFetched] = useState(false);
  const [turn, setTurn] = useState(0);

  useLayoutEffect(() => {
    if (value === inField.current || !input.current) return;
    input.current.value = value ? new TextDecoder().decode(value) : '';
    inField.current = value;
    setIsFetched(false);
  }, [value]);
  useLayoutEffect(() => {
    const field = input.current;
    return () => {
      if (field) field.value = '';
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every key begins the time anew
  useEffect(() => {
    if (!isShown) return undefined;
    const hide = () => {
      setIsShown(false);
      if (inField.current !== undefined || !input.current) return;
      input.current.value = '';
      setIsFetched(false);
    };
    const timer = setTimeout(hide, SHOWN_MS);
    window.addEventListener('blur', hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('blur', hide);
    };
  }, [isShown, turn]);

  const isUnknown = value === undefined && isKept && !isFetched;
  const canShow = !isUnknown || fetch !== undefined;
  const show = async () => {
    if (isUnknown) {
      const secret = await fetch?.();
      if (!secret) return;
      if (inField.current === undefined && input.current) {
        input.current.value = new TextDecoder().decode(secret);
        setIsFetched(true);
      }
      secret.fill(0);
    }
    setIsShown(true);
  };
  const takeIn = (text: string) => {
    setTurn(turn + 1);
    // Emptied in sight: it is to be removed. Emptied without having been seen: nothing is changed.
    const empty = isKept && isFetched ? new Uint8Array() : undefined;
    inField.current = text === '' ? empty : new TextEncoder().encode(text);
    onChange(inField.current);
  };
  const about = [problem && `${id}-problem`, note && `${id}-note`].filter(Boolean).join(' ');
  return (
    <div className="field editor-secret">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="editor-secret-row">
        <input
          ref={input}
          id={id}
          className="field-control editor-secret-input"
          type={isShown ? 'text' : 'password'}
          placeholder={isUnknown ? t('editor.unchanged') : undefined}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          data-invalid={problem ? true : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={about || undefined}
          onInput={(event) => takeIn(event.currentTarget.value)}
          onBlur={onLeave}
        />
        {canShow && (
          <IconButton
            label={t(isShown ? 'entry.hideField' : 'entry.showField', { field: label })}
            icon={isShown ? EyeOff : Eye}
            onPress={() => (isShown ? setIsShown(false) : void show())}
          />
        )}
        {children}
      </div>
      {problem && (
        <p className="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {note && (
        <p className="field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
