import { useRef } from 'react';
import { Popover } from 'react-aria-components';
import './context-menu.css';
import { type MenuEntry, MenuList } from './menu';
import './popover.css';

/** Where a context menu opens: pixels from the window's corner. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

export interface ContextMenuProps {
  /** Name of the menu for screen readers. */
  readonly label: string;
  /** Absent while it is closed. */
  readonly at: MenuPoint | undefined;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/**
 * The actions for what was clicked with the other button, or for what has the focus when the menu key or Shift+F10 is
 * pressed. Everything in it can be reached elsewhere too.
 */
export function ContextMenu({ label, at, entries, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span
        ref={anchor}
        className="context-menu-anchor"
        aria-hidden="true"
        style={at && { left: at.x, top: at.y }}
      />
      <Popover
        className="popover"
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen={at !== undefined}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <MenuList label={label} entries={entries} onClose={onClose} />
      </Popover>
    </>
  );
}

/** Below an element: where its menu opens by keyboard. */
export function pointBelow(element: Element): MenuPoint {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
}
