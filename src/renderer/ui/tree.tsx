import { ChevronRight, GripVertical, type LucideIcon } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import {
  Tree as AriaTree,
  TreeItem as AriaTreeItem,
  Button,
  Collection,
  type DragAndDropHooks,
  TreeItemContent,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type MenuPoint, pointBelow } from './context-menu';
import { Icon } from './icon';
import './tree.css';

/** A branch or leaf of a tree. */
export interface TreeNode {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Stands at the right: how many are in it. */
  readonly aside?: ReactNode;
  /** Aside in words, for screen readers. */
  readonly note?: string;
  readonly children?: readonly TreeNode[];
  /** A heading for what is in it: cannot be chosen. */
  readonly isHeading?: boolean;
  readonly canBeDragged?: boolean;
}

export interface TreeProps {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  readonly expanded: ReadonlySet<string>;
  readonly onExpand: (expanded: ReadonlySet<string>) => void;
  /** Enter on a node. */
  readonly onOpen?: (id: string) => void;
  readonly onMenu?: (id: string, at: MenuPoint) => void;
  /** From react-aria's `useDragAndDrop`; keys are the nodes' ids. */
  readonly dragAndDropHooks?: DragAndDropHooks<TreeNode>;
}

/** A tree of which one node is chosen: arrows move and choose, right and left open and close. */
export function Tree(props: TreeProps) {
  const { label, nodes, selected, onSelect, expanded, onExpand, onOpen, onMenu, dragAndDropHooks } = props;
  const headings = nodes.filter(({ isHeading }) => isHeading).map(({ id }) => id);
  return (
    <AriaTree
      className="tree"
      aria-label={label}
      items={nodes}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      disabledBehavior="selection"
      disabledKeys={headings}
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        if (key !== undefined) onSelect(String(key));
      }}
      expandedKeys={expanded}
      onExpandedChange={(keys) => onExpand(new Set([...keys].map(String)))}
      {...(onOpen && { onAction: (key: string | number) => onOpen(String(key)) })}
      {...(dragAndDropHooks && { dragAndDropHooks })}
    >
      {(node) => <Node node={node} onMenu={onMenu} allowsDragging={dragAndDropHooks !== undefined} />}
    </AriaTree>
  );
}

interface NodeProps {
  readonly node: TreeNode;
  readonly onMenu: TreeProps['onMenu'];
  readonly allowsDragging: boolean;
}

function Node({ node, onMenu, allowsDragging }: NodeProps) {
  const { t } = useTranslation('ui');
  const { id, label, icon, aside, note, children = [] } = node;
  const openMenu = (event: MouseEvent) => {
    if (!onMenu) return;
    event.preventDefault();
    // The menu key tells no place of the pointer.
    const isByKey = event.button !== 2;
    const target = event.currentTarget;
    onMenu(id, isByKey ? pointBelow(target) : { x: event.clientX, y: event.clientY });
  };
  return (
    <AriaTreeItem
      id={id}
      textValue={note ? `${label}, ${note}` : label}
      className="tree-item"
      onContextMenu={openMenu}
    >
      <TreeItemContent>
        {({ hasChildItems }) => (
          <span className="tree-content">
            {hasChildItems ? (
              <Button slot="chevron" className="tree-chevron">
                <Icon of={ChevronRight} />
              </Button>
            ) : (
              <span className="tree-chevron" />
            )}
            <Icon of={icon} className="tree-icon" />
            <span className="tree-label">{label}</span>
            {aside !== undefined && (
              <span className="tree-aside" aria-hidden="true">
                {aside}
              </span>
            )}
            {allowsDragging && node.canBeDragged && (
              <Button slot="drag" className="tree-handle" aria-label={t('drag', { name: label })}>
                <Icon of={GripVertical} />
              </Button>
            )}
          </span>
        )}
      </TreeItemContent>
      <Collection items={children}>
        {(child) => <Node node={child} onMenu={onMenu} allowsDragging={allowsDragging} />}
      </Collection>
    </AriaTreeItem>
  );
}
