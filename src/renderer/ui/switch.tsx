import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import './switch.css';

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** A sentence on what being on means. */
  readonly note?: string;
}

/** Something that is on or off and takes effect at once. */
export function Switch({ label, note, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className="switch">
      <span className="switch-track">
        <span className="switch-knob" />
      </span>
      <span className="switch-words">
        {label}
        {note && <span className="switch-note">{note}</span>}
      </span>
    </AriaSwitch>
  );
}
