import type {
  Instant,
  KdbxCustomIcon,
  KdbxDatabase,
  KdbxEntry,
  KdbxFileSettings,
  Uuid,
} from '../kdbx/kdbx.model';
import { contentOrder } from './content-order.model';
import type { GroupParts } from './operations.model';
import { rebase, same } from './three-way.model';

/** What is used of a merged database's icons. */
export function usedIcons(entries: Iterable<KdbxEntry>, groups: Iterable<GroupParts>): Set<Uuid> {
  const used = new Set<Uuid>();
  const use = (icon: Uuid | undefined) => icon && used.add(icon);
  for (const entry of entries) for (const { customIcon } of [entry, ...entry.history]) use(customIcon);
  for (const { customIcon } of groups) use(customIcon);
  return used;
}

/**
 * The icons of both. The newer image of one icon is taken; one that a side deleted goes where nothing uses it any more.
 * @param deleted when what was deleted on either side
 */
export function mergeIcons(
  ours: readonly KdbxCustomIcon[],
  theirs: readonly KdbxCustomIcon[],
  deleted: ReadonlyMap<Uuid, Instant>,
  used: ReadonlySet<Uuid>,
): KdbxCustomIcon[] {
  const icons = new Map(ours.map((icon) => [icon.uuid, icon]));
  for (const their of theirs) {
    const our = icons.get(their.uuid);
    const later = (their.modified ?? 0) - (our?.modified ?? 0);
    if (!our || later > 0 || (later === 0 && contentOrder(their, our) > 0)) icons.set(their.uuid, their);
  }
  const isOnBoth = (uuid: Uuid) => [ours, theirs].every((icons) => icons.some((icon) => icon.uuid === uuid));
  return [...icons.values()].filter(({ uuid, modified }) => {
    const deletedAt = deleted.get(uuid);
    return deletedAt === undefined || used.has(uuid) || isOnBoth(uuid) || (modified ?? 0) > deletedAt;
  });
}

/** `PublicCustomData` of both. How the file is enciphered stays as ours has it: that is no content. */
export function mergePublicData(
  ours: KdbxFileSettings,
  theirs: KdbxFileSettings,
  base: KdbxFileSettings | undefined,
): KdbxFileSettings['publicCustomData'] {
  const from =
    base?.publicCustomData ??
    new Map([...ours.publicCustomData].filter(([key]) => theirs.publicCustomData.has(key)));
  return rebase(ours.publicCustomData, from, theirs.publicCustomData);
}

/** Whether two databases say the same of themselves; how they are shown on a machine does not count. */
export function sameFrame(one: KdbxDatabase, other: KdbxDatabase): boolean {
  return same(frameOf(one), frameOf(other));
}

function frameOf({ meta, file, deleted, unknown }: KdbxDatabase) {
  const { generator, lastSelectedGroup, lastTopVisibleGroup, customIcons, ...settings } = meta;
  return {
    settings,
    icons: new Map(customIcons.map((icon) => [icon.uuid, icon])),
    publicData: file.publicCustomData,
    deleted: new Map(deleted.map(({ uuid, deletedAt }) => [uuid, deletedAt])),
    unknown,
  };
}
