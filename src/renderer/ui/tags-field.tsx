import { X } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Tag,
  TagGroup,
  TagList,
  Text,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import './field.css';
import { Icon } from './icon';
import './popover.css';
import './tags-field.css';

export interface TagsFieldProps {
  readonly label: string;
  readonly tags: readonly string[];
  /** What others are called; those not chosen yet are offered. */
  readonly known: readonly string[];
  /** What was typed or chosen; may hold several, separated by commas. */
  readonly onAdd: (typed: string) => void;
  readonly onRemove: (tag: string) => void;
  readonly note?: string;
}

/** Words that something is found by: typed, or chosen from those in use, and taken off again. */
export function TagsField({ label, tags, known, onAdd, onRemove, note }: TagsFieldProps) {
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const offered = known.filter((tag) => !tags.includes(tag) && tag.toLowerCase().includes(wanted));
  const add = (text: string) => {
    if (text.trim() !== '') onAdd(text);
    setTyped('');
  };
  return (
    <div className="field tags-field">
      <ComboBox
        className="field"
        allowsCustomValue
        allowsEmptyCollection={false}
        menuTrigger="focus"
        items={offered.map((id) => ({ id }))}
        inputValue={typed}
        onInputChange={setTyped}
        value={null}
        onChange={(key) => {
          if (key !== null) add(String(key));
        }}
      >
        <Label className="field-label">{label}</Label>
        <Input
          className="field-control"
          autoComplete="off"
          onBlur={() => add(typed)}
          onKeyDown={(event) => {
            const isChosenInList = event.currentTarget.getAttribute('aria-activedescendant');
            if ((event.key !== 'Enter' || isChosenInList) && event.key !== ',') return;
            event.preventDefault();
            add(typed);
          }}
        />
        {note && (
          <Text slot="description" className="field-note">
            {note}
          </Text>
        )}
        <Popover className="popover tags-field-popover" offset={4}>
          <ListBox className="tags-field-list">
            {({ id }: { id: string }) => (
              <ListBoxItem id={id} textValue={id} className="popover-option">
                {id}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {tags.length > 0 && (
        <TagGroup
          aria-label={label}
          onRemove={(keys) => {
            for (const key of keys) onRemove(String(key));
          }}
        >
          <TagList className="tags-field-tags">
            {tags.map((tag) => (
              <Tag key={tag} id={tag} textValue={tag} className="tag">
                {tag}
                <Button slot="remove" className="tag-remove" aria-label={t('removeTag', { tag })}>
                  <Icon of={X} />
                </Button>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
    </div>
  );
}
