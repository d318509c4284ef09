import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Icon } from './icon';
import './menu.css';
import './popover.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** Keys as the person knows them: "Strg+E". */
  readonly shortcut?: string | undefined;
  readonly onChoose: () => void;
  readonly isDisabled?: boolean;
}

export interface MenuProps {
  /** Name of the menu for screen readers. */
  readonly label: string;
  /** The button that opens it: a Button or IconButton. */
  readonly children: ReactElement;
  readonly entries: readonly MenuEntry[];
  /** Something to read above the entries. */
  readonly header?: ReactNode;
}

/** A few actions behind one button. */
export function Menu({ label, children, entries, header }: MenuProps) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" placement="bottom end" offset={4}>
        {header && <div className="menu-header">{header}</div>}
        <MenuList label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

interface MenuListProps extends Pick<MenuProps, 'label' | 'entries'> {
  readonly onClose?: () => void;
}

/** The actions alone, for a popover of another kind. */
export function MenuList({ label, entries, onClose }: MenuListProps) {
  return (
    <AriaMenu className="menu" aria-label={label} {...(onClose && { onClose, autoFocus: 'first' })}>
      {entries.map((entry) => (
        <MenuItem
          key={entry.id}
          id={entry.id}
          textValue={entry.label}
          className="popover-option"
          onAction={entry.onChoose}
          isDisabled={entry.isDisabled ?? false}
        >
          {entry.icon && <Icon of={entry.icon} />}
          <span>{entry.label}</span>
          {entry.shortcut && <kbd className="menu-keys">{entry.shortcut}</kbd>}
        </MenuItem>
      ))}
    </AriaMenu>
  );
}
