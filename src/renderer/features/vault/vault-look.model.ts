import type {
  CONTENT_REFUSALS,
  EntryDetails,
  EntryRow,
  GroupNode,
  Scope,
  SORTS,
} from '../../../shared/features/vault/vault-content.contract';

export type Sort = (typeof SORTS)[number];

/** What the list shows, and in which order. */
export interface Look {
  readonly scope: Scope;
  readonly text: string;
  readonly sort: Sort;
  readonly descending: boolean;
}

export const EVERYTHING: Look = { scope: { kind: 'all' }, text: '', sort: 'title', descending: false };

/** Why something could not be done or shown; `unanswered`: main did not answer at all. */
export type Problem = (typeof CONTENT_REFUSALS)[number] | 'unanswered';

/** The tree beside the list. */
export interface Outline {
  readonly groups: readonly GroupNode[];
  readonly tags: readonly { readonly name: string; readonly entries: number }[];
  readonly counts: Readonly<Record<'all' | 'favourites' | 'recent' | 'expiring' | 'bin', number>>;
}

/** The list as far as it was looked at: its rows by their place in it. */
export interface EntryList {
  /** What it is a list of; may lag behind what is asked for. */
  readonly look: Look;
  readonly total: number;
  readonly revision: number;
  readonly rows: ReadonlyMap<number, EntryRow>;
}

/** The entry whose page is open. The last answer stays while another one is on its way. */
export interface OpenEntry {
  readonly id: string;
  readonly details: EntryDetails | undefined;
  readonly problem: Problem | undefined;
}

/** An earlier version that is looked at. */
export interface OpenVersion {
  readonly index: number;
  readonly details: EntryDetails | undefined;
  readonly problem: Problem | undefined;
}

/** The key of a scope in the tree: `all`, `group:aa…`, `tag:Personal`. */
export function scopeKey(scope: Scope): string {
  if (scope.kind === 'group') return `group:${scope.group}`;
  if (scope.kind === 'tag') return `tag:${scope.tag}`;
  return scope.kind;
}

/** @returns undefined for a key that is no scope, such as the heading of the tags */
export function scopeOf(key: string): Scope | undefined {
  const [kind, rest = ''] = [key.split(':', 1)[0], key.slice(key.indexOf(':') + 1)];
  switch (kind) {
    case 'group':
      return { kind, group: rest };
    case 'tag':
      return { kind, tag: rest };
    case 'all':
    case 'favourites':
    case 'recent':
    case 'expiring':
    case 'bin':
      return { kind };
    default:
      return undefined;
  }
}

/** The group with the given id and all groups inside it. */
export function withGroupsInside(groups: readonly GroupNode[], id: string): ReadonlySet<string> {
  const inside = new Set([id]);
  // Groups come in order of the tree: a parent before its own.
  for (const group of groups) if (group.parent && inside.has(group.parent)) inside.add(group.id);
  return inside;
}

/** Where a new entry goes: the group in sight, else the root. */
export function groupForNew(outline: Outline | undefined, scope: Scope): string | undefined {
  const root = outline?.groups.find(({ parent }) => parent === undefined)?.id;
  if (scope.kind !== 'group' || !outline) return root;
  const bin = outline.groups.find(({ isBin }) => isBin);
  const isInBin = bin !== undefined && withGroupsInside(outline.groups, bin.id).has(scope.group);
  return isInBin ? root : scope.group;
}

/** A group's name with those of the groups it stands in, from below the root. */
export function pathOf(groups: readonly GroupNode[], id: string): string[] {
  const group = groups.find((one) => one.id === id);
  return group?.parent ? [...pathOf(groups, group.parent), group.name] : [];
}
