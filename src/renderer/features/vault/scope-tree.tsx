import { Ellipsis, FolderInput, FolderPlus, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContextMenu, type MenuPoint } from '../../ui/context-menu';
import { IconButton } from '../../ui/icon-button';
import { Menu, type MenuEntry } from '../../ui/menu';
import { Skeleton } from '../../ui/skeleton';
import { Tree } from '../../ui/tree';
import './scope-tree.css';
import { scopeNodes, TAGS_HEADING } from './scope-tree-nodes';
import { scopeName } from './scope-words';
import { useTreeDrops } from './use-tree-drops';
import { useVault, useVaultActions, useVaultSurroundings } from './vault-context';
import { scopeKey, scopeOf, withGroupsInside } from './vault-look.model';

export interface ScopeTreeProps {
  /** After a choice that should lead on, by Enter or a press where the tree covers the list. */
  readonly onChosen?: (() => void) | undefined;
}

/** The ways through the vault: everything, favourites, groups, tags, the bin. */
export function ScopeTree({ onChosen }: ScopeTreeProps) {
  const { t } = useTranslation('vault');
  const outline = useVault((state) => state.outline);
  const scope = useVault((state) => state.look.scope);
  const { showScope } = useVaultActions();
  const { ask } = useVaultSurroundings();
  // Closed ones are kept, so that groups that come later are open.
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [menu, setMenu] = useState<{ readonly key: string; readonly at: MenuPoint }>();
  const dragAndDropHooks = useTreeDrops();
  const menuOf = useGroupMenu();
  const key = scopeKey(scope);
  const menuEntries = menuOf(menu?.key ?? key);
  if (!outline) return <Skeleton lines={6} />;
  const all = [
    ...outline.groups.map(({ id }) => scopeKey({ kind: 'group', group: id })),
    TAGS_HEADING,
    'bin',
  ];
  const parent = scope.kind === 'group' ? scope.group : outline.groups[0]?.id;
  const actions = menuOf(key);
  return (
    <div className="scope-tree">
      <div className="scope-tree-head">
        <h2 className="scope-tree-title">{t('tree.groups')}</h2>
        {parent && (
          <IconButton
            label={t('groups.add')}
            icon={FolderPlus}
            onPress={() => ask({ kind: 'add-group', parent })}
          />
        )}
        {actions.length > 0 && (
          <Menu label={t('groups.menu', { name: scopeName(scope, outline, t) })} entries={actions}>
            <IconButton label={t('groups.menu', { name: scopeName(scope, outline, t) })} icon={Ellipsis} />
          </Menu>
        )}
      </div>
      <Tree
        label={t('tree.title')}
        nodes={scopeNodes(outline, t)}
        selected={key}
        onSelect={(id) => {
          const chosen = scopeOf(id);
          if (chosen && id !== key) showScope(chosen);
          if (chosen) onChosen?.();
        }}
        expanded={new Set(all.filter((id) => !closed.has(id)))}
        onExpand={(expanded) => setClosed(new Set(all.filter((id) => !expanded.has(id))))}
        onMenu={(id, at) => {
          if (menuOf(id).length > 0) setMenu({ key: id, at });
        }}
        {...(!onChosen && { dragAndDropHooks })}
      />
      <ContextMenu
        label={t('tree.menu')}
        at={menu?.at}
        entries={menuEntries}
        onClose={() => setMenu(undefined)}
      />
    </div>
  );
}

/** What can be done to a group or to the bin. */
function useGroupMenu(): (key: string) => MenuEntry[] {
  const { t } = useTranslation('vault');
  const outline = useVault((state) => state.outline);
  const { removeGroup, restoreGroup } = useVaultActions();
  const { ask } = useVaultSurroundings();
  return (key) => {
    const scope = scopeOf(key);
    if (scope?.kind === 'bin') {
      return [
        {
          id: 'empty',
          label: t('bin.empty'),
          icon: Trash2,
          isDisabled: outline?.counts.bin === 0,
          onChoose: () => ask({ kind: 'empty-bin' }),
        },
      ];
    }
    if (scope?.kind !== 'group') return [];
    const id = scope.group;
    const groups = outline?.groups ?? [];
    const isRoot = groups.some((group) => group.id === id && group.parent === undefined);
    const bin = groups.find(({ isBin }) => isBin);
    if (bin && withGroupsInside(groups, bin.id).has(id)) {
      return [
        {
          id: 'restore',
          label: t('bin.restore'),
          icon: RotateCcw,
          onChoose: () => void restoreGroup(id),
        },
      ];
    }
    const add: MenuEntry = {
      id: 'add',
      label: t('groups.addInside'),
      icon: FolderPlus,
      onChoose: () => ask({ kind: 'add-group', parent: id }),
    };
    if (isRoot) return [add];
    return [
      add,
      {
        id: 'rename',
        label: t('groups.rename'),
        icon: Pencil,
        shortcut: 'F2',
        onChoose: () => ask({ kind: 'rename-group', id }),
      },
      {
        id: 'move',
        label: t('groups.move'),
        icon: FolderInput,
        onChoose: () => ask({ kind: 'move-group', id }),
      },
      {
        id: 'remove',
        label: t('groups.remove'),
        icon: Trash2,
        shortcut: t('keys.delete'),
        onChoose: () => void removeGroup(id),
      },
    ];
  };
}
