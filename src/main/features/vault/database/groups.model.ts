import type { KdbxCustomIcon, KdbxGroup, Uuid } from '../kdbx/kdbx.model';
import { withExpiry } from './entry-change.model';
import { cleanTags } from './favourite.model';
import { newGroup } from './making.model';
import {
  type Action,
  DONE,
  type Done,
  type GroupChange,
  type GroupParts,
  type Made,
  refuse,
  type Undoable,
} from './operations.model';
import { partsOf } from './steps.model';
import { same } from './three-way.model';
import type { Workspace } from './workspace.model';

/** What is done to groups. */
export class VaultGroups {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** A new group at the end of another. */
  add(parent: Uuid, change: GroupChange & { readonly name: string }): Made {
    if (!this.#workspace.tree.group(parent)) return refuse('unknown-group');
    const empty = newGroup(this.#workspace.ports.newUuid(), change.name, this.#workspace.now());
    const group = { ...empty, ...changeOfGroup(empty, change) };
    this.#workspace.perform(toldGroup('add-group', group), () => this.#workspace.addGroup(group, parent));
    return { ok: true, uuid: group.uuid };
  }

  /** Changes a group's name or settings. Where nothing becomes different, nothing happens. */
  edit(uuid: Uuid, change: GroupChange): Done {
    const group = this.#workspace.tree.group(uuid);
    if (!group) return refuse('unknown-group');
    const parts = changeOfGroup(group, change);
    if (Object.keys(parts).length === 0) return DONE;
    return this.#workspace.perform(toldGroup('edit-group', group), () =>
      this.#workspace.reviseGroup(uuid, parts),
    );
  }

  /** Moves a group with all in it: to the end of another, or to the place `index` among its groups. */
  move(uuid: Uuid, parent: Uuid, index?: number): Done {
    const { tree } = this.#workspace;
    const group = tree.group(uuid);
    if (!group || !tree.group(parent)) return refuse('unknown-group');
    if (group === tree.root) return refuse('root-group');
    if (tree.isWithin(parent, uuid)) return refuse('into-itself');
    return this.#workspace.perform(toldGroup('move-group', group), () =>
      this.#workspace.moveGroup(uuid, parent, index),
    );
  }

  /**
   * Adds a whole tree, as an import brings one, to the end of a group. Uuids in it that are taken already, here or
   * within it, are replaced by new ones; the times stay.
   */
  addTree(parent: Uuid, tree: KdbxGroup, customIcons: readonly KdbxCustomIcon[] = []): Made {
    if (!this.#workspace.tree.group(parent)) return refuse('unknown-group');
    const taken = new Set<Uuid>();
    const free = (uuid: Uuid): Uuid => {
      const { tree: index, ports } = this.#workspace;
      const isTaken = taken.has(uuid) || index.group(uuid) !== undefined || index.entry(uuid) !== undefined;
      const result = isTaken ? ports.newUuid() : uuid;
      taken.add(result);
      return result;
    };
    const addBelow = (into: Uuid, group: KdbxGroup): Uuid => {
      const uuid = free(group.uuid);
      this.#workspace.addGroup({ ...partsOf(group), uuid }, into);
      for (const entry of group.entries) {
        const own = free(entry.uuid);
        const history =
          own === entry.uuid ? entry.history : entry.history.map((one) => ({ ...one, uuid: own }));
        this.#workspace.addEntry({ ...entry, uuid: own, history }, uuid);
      }
      for (const child of group.groups) addBelow(uuid, child);
      return uuid;
    };
    let uuid = tree.uuid;
    const { meta } = this.#workspace.kdbx;
    this.#workspace.perform(toldGroup('import', tree), () => {
      if (customIcons.length > 0) {
        this.#workspace.setMeta({ customIcons: [...meta.customIcons, ...customIcons] });
      }
      uuid = addBelow(parent, tree);
    });
    return { ok: true, uuid };
  }
}

function changeOfGroup(group: GroupParts, change: GroupChange): Partial<GroupParts> {
  const { tags, expiry, customIcon, ...plain } = change;
  const wanted: Partial<GroupParts> = {
    ...plain,
    ...(tags && { tags: cleanTags(tags) }),
    ...(expiry !== undefined && { times: withExpiry(group.times, expiry) }),
    ...(customIcon && { customIcon }),
  };
  const parts: Record<string, unknown> = Object.fromEntries(
    Object.entries(wanted).filter(
      ([part, value]) => value !== undefined && !same(value, group[part as keyof GroupParts]),
    ),
  );
  const losesIcon = customIcon === null || (change.iconId !== undefined && !customIcon);
  if (losesIcon && group.customIcon) parts['customIcon'] = undefined;
  return parts as Partial<GroupParts>;
}

/** What was done to a group. */
export function toldGroup(action: Action, group: Pick<KdbxGroup, 'name'>): Undoable {
  return { action, title: group.name, count: 1 };
}
