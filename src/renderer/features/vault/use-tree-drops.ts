import { type DropTarget, type ItemDropTarget, type Key, useDragAndDrop } from 'react-aria-components';
import type { TreeNode } from '../../ui/tree';
import { DRAGGED_ENTRIES, DRAGGED_GROUP, draggedIds } from './drag-items';
import { useVault, useVaultActions } from './vault-context';
import { scopeOf } from './vault-look.model';

/** Entries can be dropped on groups and on the bin, groups on and between groups. */
export function useTreeDrops() {
  const outline = useVault((state) => state.outline);
  const { moveTo, remove, moveGroup, removeGroup } = useVaultActions();
  const groups = outline?.groups ?? [];
  const groupOf = (key: Key) => {
    const scope = scopeOf(String(key));
    return scope?.kind === 'group' ? groups.find(({ id }) => id === scope.group) : undefined;
  };

  /** Where a dropped group goes: into the target, or beside it. */
  function placeFor(target: ItemDropTarget): { parent: string; index?: number } | undefined {
    const group = groupOf(target.key);
    if (!group) return undefined;
    if (target.dropPosition === 'on') return { parent: group.id };
    const { parent } = group;
    if (parent === undefined) return undefined;
    const siblings = groups.filter((one) => one.parent === parent);
    const at = siblings.indexOf(group);
    return { parent, index: target.dropPosition === 'before' ? at : at + 1 };
  }

  const { dragAndDropHooks } = useDragAndDrop<TreeNode>({
    getItems: (keys) =>
      [...keys].flatMap((key) => {
        const group = groupOf(key);
        return group?.parent ? [{ [DRAGGED_GROUP]: group.id }] : [];
      }),
    getAllowedDropOperations: () => ['move'],
    acceptedDragTypes: [DRAGGED_ENTRIES, DRAGGED_GROUP],
    getDropOperation: (target: DropTarget, types) => {
      if (target.type !== 'item') return 'cancel';
      const isBin = target.key === 'bin';
      if (types.has(DRAGGED_ENTRIES)) {
        return target.dropPosition === 'on' && (isBin || groupOf(target.key)) ? 'move' : 'cancel';
      }
      if (isBin) return target.dropPosition === 'on' ? 'move' : 'cancel';
      return placeFor(target) ? 'move' : 'cancel';
    },
    onItemDrop: async ({ items, target }) => {
      const isBin = target.key === 'bin';
      const group = groupOf(target.key);
      for (const item of items) {
        if (item.kind !== 'text' || !item.types.has(DRAGGED_ENTRIES)) continue;
        const ids = draggedIds(await item.getText(DRAGGED_ENTRIES));
        if (isBin) void remove(ids);
        else if (group) void moveTo(ids, group.id);
      }
    },
    onMove: ({ keys, target }) => {
      for (const key of keys) {
        const moved = groupOf(key);
        if (!moved?.parent) continue;
        if (target.key === 'bin') {
          void removeGroup(moved.id);
          continue;
        }
        const place = placeFor(target);
        if (place) void moveGroup(moved.id, place.parent, place.index);
      }
    },
  });
  return dragAndDropHooks;
}
