import { Check } from 'lucide-react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import './checkbox.css';
import { Icon } from './icon';

export interface CheckboxProps {
  /** What is so when it is ticked. */
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
  /** A few words more, under the label. */
  readonly note?: string | undefined;
  readonly isDisabled?: boolean;
}

/** Yes or no, taken with the rest of a form. */
export function Checkbox({ label, isChosen, onChange, note, isDisabled = false }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={isChosen} onChange={onChange} isDisabled={isDisabled}>
      <span className="checkbox-mark" aria-hidden="true">
        {isChosen && <Icon of={Check} />}
      </span>
      <span className="checkbox-words">
        {label}
        {note && <span className="checkbox-note">{note}</span>}
      </span>
    </AriaCheckbox>
  );
}
