import { Button, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon';
import './icon-choice.css';
import { iconName } from './icon-names';
import { iconOf, KEEPASS_ICONS } from './vault-icons';

export interface IconChoiceProps {
  readonly iconId: number;
  readonly onChange: (iconId: number) => void;
}

/** The icon of an entry, chosen from those that every KeePass client knows. */
export function IconChoice({ iconId, onChange }: IconChoiceProps) {
  const { t } = useTranslation('vault');
  return (
    <DialogTrigger>
      <Button className="icon-choice-button" aria-label={t('editor.icon', { name: iconName(iconId, t) })}>
        <Icon of={iconOf(iconId)} />
      </Button>
      <Popover className="popover icon-choice" placement="bottom start" offset={4}>
        <Dialog className="icon-choice-content" aria-label={t('editor.icons')}>
          {({ close }) => (
            <ListBox
              className="icon-choice-list"
              aria-label={t('editor.icons')}
              layout="grid"
              autoFocus
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[String(iconId)]}
              onSelectionChange={(keys) => {
                const [key] = keys === 'all' ? [] : keys;
                if (key !== undefined) onChange(Number(key));
                close();
              }}
            >
              {KEEPASS_ICONS.map((icon, id) => (
                <ListBoxItem
                  // biome-ignore lint/suspicious/noArrayIndexKey: the number is what KeePass calls it
                  key={id}
                  id={String(id)}
                  textValue={iconName(id, t)}
                  aria-label={iconName(id, t)}
                  className="icon-choice-icon"
                >
                  <Icon of={icon} />
                </ListBoxItem>
              ))}
            </ListBox>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
