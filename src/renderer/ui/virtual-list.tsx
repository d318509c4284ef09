import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { DragPreviewRenderer } from 'react-aria-components';
import { useDrag } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names';
import { type MenuPoint, pointBelow } from './context-menu';
import { placeAfterKey, rowsInSight } from './list-window.model';
import './virtual-list.css';

/** How a press on a row changes what is chosen. */
export type ChooseHow = 'replace' | 'toggle' | 'extend';

/** What the owner of a VirtualList can do with it. */
export interface VirtualListHandle {
  /** Puts the focus into the list. */
  focus(): void;
}

export interface VirtualListProps<T> {
  /** Name of the list for screen readers. */
  readonly label: string;
  /** Rows in all. */
  readonly count: number;
  /** The row at a place; undefined while it has not been fetched. */
  readonly itemAt: (place: number) => T | undefined;
  readonly keyOf: (item: T) => string;
  /** Where a key stands, if it has been fetched. */
  readonly placeOf: (key: string) => number | undefined;
  /** Height of every row, in rem. */
  readonly rowHeight: number;
  readonly selected: ReadonlySet<string>;
  /** The key that is looked at; the list shows it. */
  readonly current: string | undefined;
  /** Changes when it is another list: it starts at its top. */
  readonly version: unknown;
  readonly onChoose: (place: number, how: ChooseHow) => void;
  readonly onChooseAll: () => void;
  /** Enter, or a press where there is room for one thing only. */
  readonly onOpen: () => void;
  /** The rows in sight, from and up to without. */
  readonly onSight: (from: number, to: number) => void;
  readonly onMenu: (place: number, at: MenuPoint) => void;
  /** A letter or digit typed into the list. */
  readonly onType: (character: string) => void;
  /** What is dragged when the drag starts on a row; absent: nothing can be dragged. */
  readonly dragItems?: (key: string) => { [type: string]: string }[];
  /** What is dragged in words, shown beside the pointer. */
  readonly dragWords: (key: string) => string;
  /** A row; its text is its name for screen readers. */
  readonly render: (item: T) => ReactNode;
  readonly ref?: Ref<VirtualListHandle>;
}

/**
 * A list of any length of which only the rows in sight are in the page. Several can be chosen (Ctrl, Shift, Ctrl+A);
 * the focus is on the list, which names its active row (`aria-activedescendant`), so that it survives scrolling.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, count, itemAt, keyOf, placeOf, rowHeight, selected, current, version, onSight, ref } = props;
  const { onChoose, onChooseAll, onOpen, onMenu, onType } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, rem: 15 });
  const [active, setActive] = useState(0);
  const height = Math.round(rowHeight * view.rem);
  const { from, to } = rowsInSight(view.top, view.height, height, count);
  const cursor = Math.min(active, Math.max(0, count - 1));

  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus() }));

  const measured = useCallback((element: HTMLDivElement | null) => {
    box.current = element;
    if (!element) return undefined;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setView((before) => ({ ...before, height: element.clientHeight, rem }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const bringIntoSight = useCallback(
    (place: number) => {
      const element = box.current;
      if (!element) return;
      const top = place * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + height - element.clientHeight;
      }
    },
    [height],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its top
  useEffect(() => {
    setActive(0);
    if (box.current) box.current.scrollTop = 0;
  }, [version]);
  useEffect(() => onSight(from, to), [onSight, from, to]);
  // What is looked at keeps its place under the cursor when the list around it changes.
  const currentPlace = current === undefined ? undefined : placeOf(current);
  useEffect(() => {
    if (currentPlace === undefined) return;
    setActive(currentPlace);
    bringIntoSight(currentPlace);
  }, [currentPlace, bringIntoSight]);

  const moveTo = (place: number, how: ChooseHow | undefined) => {
    setActive(place);
    bringIntoSight(place);
    if (how) onChoose(place, how);
  };

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (count === 0 || event.altKey) return;
    const isHeld = event.ctrlKey || event.metaKey;
    const next = placeAfterKey(event.key, cursor, count, Math.max(1, Math.floor(view.height / height) - 1));
    if (next !== undefined) {
      moveTo(next, event.shiftKey ? 'extend' : isHeld ? undefined : 'replace');
    } else if (event.key === ' ') {
      onChoose(cursor, isHeld ? 'toggle' : 'replace');
    } else if (isHeld && event.key.toLowerCase() === 'a') {
      onChooseAll();
    } else if (event.key === 'Enter' && !isHeld) {
      onChoose(cursor, 'replace');
      onOpen();
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const row = document.getElementById(`${id}-${cursor}`);
      if (row) onMenu(cursor, pointBelow(row));
    } else if (!isHeld && /^[\p{L}\p{N}]$/u.test(event.key)) {
      onType(event.key);
    } else {
      return;
    }
    event.preventDefault();
  };

  const click = (place: number) => (event: MouseEvent) => {
    box.current?.focus({ preventScroll: true });
    setActive(place);
    const isHeld = event.ctrlKey || event.metaKey;
    onChoose(place, event.shiftKey ? 'extend' : isHeld ? 'toggle' : 'replace');
    if (!isHeld && !event.shiftKey) onOpen();
  };

  const openMenu = (place: number) => (event: MouseEvent) => {
    event.preventDefault();
    setActive(place);
    onMenu(place, { x: event.clientX, y: event.clientY });
  };

  // The active row stays in the page when it is scrolled away: the focus is on it.
  const places = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (count > 0 && (cursor < from || cursor >= to)) places.push(cursor);
  return (
    <div
      ref={measured}
      className="virtual-list"
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={count > 0 ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop } = event.currentTarget;
        setView((before) => ({ ...before, top: scrollTop }));
      }}
      onKeyDown={press}
    >
      <div className="virtual-list-rows" role="presentation" style={{ height: count * height }}>
        {places.map((place) => {
          const item = itemAt(place);
          const key = item && keyOf(item);
          return (
            <Row
              key={place}
              {...props}
              id={`${id}-${place}`}
              item={item}
              place={place}
              height={height}
              isActive={place === cursor}
              isSelected={key !== undefined && selected.has(key)}
              onClick={click(place)}
              onContextMenu={openMenu(place)}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps<T>
  extends Pick<VirtualListProps<T>, 'count' | 'keyOf' | 'dragItems' | 'dragWords' | 'render'> {
  readonly id: string;
  readonly item: T | undefined;
  readonly place: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onClick: (event: MouseEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

function Row<T>(props: RowProps<T>) {
  const { id, item, place, height, isActive, isSelected, onClick, onContextMenu } = props;
  const { count, keyOf, dragItems, dragWords, render } = props;
  const { t } = useTranslation('ui');
  const preview = useRef<DragPreviewRenderer>(null);
  const key = item && keyOf(item);
  preview.current = (_, show) => {
    const words = document.createElement('div');
    words.className = 'virtual-list-dragged';
    words.textContent = key === undefined ? '' : dragWords(key);
    document.body.append(words);
    show(words);
    // The system has taken its picture by then.
    requestAnimationFrame(() => words.remove());
  };
  const { dragProps, isDragging } = useDrag({
    getItems: () => (key === undefined ? [] : (dragItems?.(key) ?? [])),
    getAllowedDropOperations: () => ['move'],
    // By keyboard there are actions in words: the rows themselves never have the focus.
    hasDragButton: true,
    isDisabled: !dragItems || key === undefined,
    preview,
  });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list answers to keys
    <div
      {...dragProps}
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-setsize={count}
      aria-posinset={place + 1}
      aria-label={item ? undefined : t('loading')}
      aria-busy={item === undefined}
      className={classNames(
        'virtual-list-row',
        isActive && 'virtual-list-row-active',
        isSelected && 'virtual-list-row-selected',
        isDragging && 'virtual-list-row-dragged',
      )}
      style={{ height, transform: `translateY(${place * height}px)` }}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      {item ? render(item) : <span className="virtual-list-pending" />}
    </div>
  );
}
