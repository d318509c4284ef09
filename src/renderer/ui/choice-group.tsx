import { Lock } from 'lucide-react';
import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import './choice-group.css';
import { classNames } from './class-names';
import './field.css';
import { Icon } from './icon';
import type { Option } from './select';

export interface ChoiceGroupProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** `list` has room for notes; `segments` stand side by side. */
  readonly appearance?: 'list' | 'segments';
  readonly note?: string | undefined;
  /** Who decided that this cannot be changed, and why. It stays readable and can be reached. */
  readonly lockedReason?: string | undefined;
}

/** One of a few that are all in sight (radio buttons). */
export function ChoiceGroup<T extends string>(props: ChoiceGroupProps<T>) {
  const { label, options, value, onChange, appearance = 'list', note, lockedReason } = props;
  return (
    <RadioGroup
      className={classNames('field', 'choice-group', `choice-group-${appearance}`)}
      value={value}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id);
        if (chosen) onChange(chosen.id);
      }}
      isReadOnly={lockedReason !== undefined}
      orientation={appearance === 'list' ? 'vertical' : 'horizontal'}
    >
      <Label className="field-label">{label}</Label>
      <div className="choice-group-options">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="choice">
            {appearance === 'list' && <span className="choice-mark" aria-hidden="true" />}
            <span className="choice-words">
              {option.label}
              {option.note && <span className="choice-note">{option.note}</span>}
            </span>
          </Radio>
        ))}
      </div>
      {(lockedReason ?? note) && (
        <Text slot="description" className="field-note choice-group-note">
          {lockedReason && <Icon of={Lock} />}
          {lockedReason ?? note}
        </Text>
      )}
    </RadioGroup>
  );
}
