import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { SearchField as AriaSearchField, Button, Input } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import './field.css';
import { Icon } from './icon';
import './search-field.css';

export interface SearchFieldProps {
  /** Its name, shown as placeholder too. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter, or the arrow down: on to what was found. */
  readonly onLeave?: (() => void) | undefined;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Searches as you type. Escape empties it. */
export function SearchField({ label, value, onChange, onLeave, ref }: SearchFieldProps) {
  const { t } = useTranslation('ui');
  return (
    <AriaSearchField
      className="search-field"
      aria-label={label}
      value={value}
      onChange={onChange}
      {...(onLeave && { onSubmit: onLeave })}
    >
      <Icon of={Search} className="search-field-icon" />
      <Input
        ref={ref}
        className="field-control search-field-input"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || !onLeave) return;
          event.preventDefault();
          onLeave();
        }}
      />
      <Button className="search-field-clear" aria-label={t('emptySearch')}>
        <Icon of={X} />
      </Button>
    </AriaSearchField>
  );
}
