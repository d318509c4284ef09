import type { TFunction } from 'i18next';
import { CalendarClock, History, type LucideIcon, Star, Tag, Tags, Trash2, Vault } from 'lucide-react';
import type { GroupNode } from '../../../shared/features/vault/vault-content.contract';
import type { TreeNode } from '../../ui/tree';
import { rootName } from './scope-words';
import { iconOf } from './vault-icons';
import { type Outline, scopeKey } from './vault-look.model';

/** The key of the heading above the tags, which is no scope. */
export const TAGS_HEADING = 'tags';

const SCOPE_ICONS: Readonly<Record<'all' | 'favourites' | 'recent' | 'expiring' | 'bin', LucideIcon>> = {
  all: Vault,
  favourites: Star,
  recent: History,
  expiring: CalendarClock,
  bin: Trash2,
};

/** The whole tree: ways through the vault, its groups, its tags, its bin. */
export function scopeNodes(outline: Outline, t: TFunction<'vault'>): TreeNode[] {
  const { groups, tags, counts } = outline;
  const counted = (count: number) => ({ aside: count, note: t('tree.entries', { count }) });
  const inside = (parent: string): TreeNode[] =>
    groups.filter((group) => group.parent === parent && !group.isBin).map(nodeOf);
  const nodeOf = (group: GroupNode): TreeNode => ({
    id: scopeKey({ kind: 'group', group: group.id }),
    label: group.name || t('tree.unnamed'),
    icon: iconOf(group.iconId),
    ...counted(group.entries),
    children: inside(group.id),
    canBeDragged: group.parent !== undefined,
  });
  const way = (kind: keyof typeof SCOPE_ICONS): TreeNode => ({
    id: kind,
    label: t(`scopes.${kind}`),
    icon: SCOPE_ICONS[kind],
    ...counted(counts[kind]),
  });
  const root = groups.find(({ parent }) => parent === undefined);
  const bin = groups.find(({ isBin }) => isBin);
  const heading: TreeNode = {
    id: TAGS_HEADING,
    label: t('tree.tags'),
    icon: Tags,
    isHeading: true,
    children: tags.map(({ name, entries }) => ({
      id: scopeKey({ kind: 'tag', tag: name }),
      label: name,
      icon: Tag,
      ...counted(entries),
    })),
  };
  return [
    ...(['all', 'favourites', 'recent', 'expiring'] as const).map(way),
    ...(root ? [{ ...nodeOf(root), label: rootName(outline, t) }] : []),
    ...(tags.length > 0 ? [heading] : []),
    { ...way('bin'), children: bin ? inside(bin.id) : [] },
  ];
}
