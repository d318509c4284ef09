import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import './field.css';
import { Icon } from './icon';
import './popover.css';
import './select.css';
import './visually-hidden.css';

/** One choice of a list. */
export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  /** A few words more, under the label. */
  readonly note?: string | undefined;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  /** The chosen id; null shows the placeholder. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly note?: string | undefined;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  /** For screen readers alone, where the place says it, as in a table. */
  readonly isLabelHidden?: boolean;
}

/** One of several, in a list that opens. For up to five short choices take ChoiceGroup. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, options, value, onChange, note, placeholder, isDisabled, isLabelHidden } = props;
  return (
    <AriaSelect
      className="field select"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      isDisabled={isDisabled ?? false}
      {...(placeholder ? { placeholder } : {})}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Button className="field-control select-button">
        <SelectValue className="select-value" />
        <Icon of={ChevronDown} />
      </Button>
      {note && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <Popover className="popover select-popover" offset={4}>
        <ListBox className="select-list" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="popover-option">
              {({ isSelected }) => (
                <>
                  <span className="popover-option-words">
                    <Text slot="label">{option.label}</Text>
                    {option.note && (
                      <Text slot="description" className="popover-option-note">
                        {option.note}
                      </Text>
                    )}
                  </span>
                  {isSelected && <Icon of={Check} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
