import { Eye, EyeOff } from 'lucide-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import './field.css';
import { IconButton } from './icon-button';
import './secret-field.css';

/** What the owner of a SecretField holds: the value never stands in React's state. */
export interface SecretInput {
  /** What stands in the field, as UTF-8. Belongs to the caller, who overwrites it after use. */
  read(): Uint8Array<ArrayBuffer>;
  isEmpty(): boolean;
  /** Empties the field and hides it again. */
  clear(): void;
  focus(): void;
}

export interface SecretFieldProps {
  readonly label: string;
  readonly ref: Ref<SecretInput>;
  /** A sentence of help under the field. */
  readonly note?: string | undefined;
  /** What is wrong with it; shown and read out when present. */
  readonly problem?: string | undefined;
  /** Called after every change, without the value. */
  readonly onEdit?: (() => void) | undefined;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
}

/**
 * A secret with its label above, a button that shows it, and a hint while Caps Lock is on. Uncontrolled: what is
 * typed is only in the field, is read as bytes and is emptied by its owner.
 */
export function SecretField(props: SecretFieldProps) {
  const { label, ref, note, problem, onEdit, isDisabled = false, autoFocus = false } = props;
  const { t } = useTranslation('ui');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setIsShown] = useState(false);
  const [isCapsLockOn, setIsCapsLockOn] = useState(false);
  useImperativeHandle(ref, () => ({
    read: () => new TextEncoder().encode(input.current?.value ?? ''),
    isEmpty: () => (input.current?.value ?? '') === '',
    clear: () => {
      if (input.current) input.current.value = '';
      setIsShown(false);
    },
    focus: () => input.current?.focus(),
  }));
  const watchCapsLock = (event: KeyboardEvent | PointerEvent) =>
    setIsCapsLockOn(event.getModifierState('CapsLock'));
  const about = [problem && `${id}-problem`, isCapsLockOn && `${id}-caps`, note && `${id}-note`].filter(
    Boolean,
  );
  return (
    <div className="field secret-field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="secret-field-row">
        <input
          id={id}
          ref={input}
          className="field-control secret-field-input"
          type={isShown ? 'text' : 'password'}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          disabled={isDisabled}
          // biome-ignore lint/a11y/noAutofocus: whoever opens a lock means to type the password
          autoFocus={autoFocus}
          data-invalid={problem ? true : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={about.length > 0 ? about.join(' ') : undefined}
          onInput={onEdit}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          onPointerDown={watchCapsLock}
          onBlur={() => setIsCapsLockOn(false)}
        />
        <IconButton
          label={t(isShown ? 'secret.hide' : 'secret.show')}
          icon={isShown ? EyeOff : Eye}
          isDisabled={isDisabled}
          onPress={() => setIsShown(!isShown)}
        />
      </div>
      <p className="secret-field-caps" id={`${id}-caps`} role="status">
        {isCapsLockOn && t('secret.capsLock')}
      </p>
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
