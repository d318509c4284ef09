import { Lock } from 'lucide-react';
import { useId } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import './field.css';
import { Icon } from './icon';
import './switch.css';

export interface SwitchProps {
  /** What is so when it is on. */
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** A few words more, under the label. */
  readonly note?: string | undefined;
  /** Who decided that this cannot be changed, and why. It stays readable and can be reached. */
  readonly lockedReason?: string | undefined;
  readonly isPending?: boolean;
}

/** On or off, in force at once. In a form that is sent take a Checkbox. */
export function Switch({ label, isOn, onChange, note, lockedReason, isPending = false }: SwitchProps) {
  const id = useId();
  const words = [note, lockedReason].filter((one) => one !== undefined);
  return (
    <div className="switch-field">
      <AriaSwitch
        className="switch"
        isSelected={isOn}
        onChange={onChange}
        isReadOnly={lockedReason !== undefined || isPending}
        {...(words.length > 0 ? { 'aria-describedby': id } : {})}
      >
        <span className="switch-track" aria-hidden="true">
          <span className="switch-thumb" />
        </span>
        <span>{label}</span>
      </AriaSwitch>
      {words.length > 0 && (
        <div className="switch-notes field-note" id={id}>
          {note && <p>{note}</p>}
          {lockedReason && (
            <p className="switch-locked">
              <Icon of={Lock} />
              {lockedReason}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
