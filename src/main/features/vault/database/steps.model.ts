import type { Instant, KdbxDatabase, KdbxEntry, KdbxGroup, KdbxMeta, Uuid } from '../kdbx/kdbx.model';
import type { GroupParts } from './operations.model';
import { rebase } from './three-way.model';
import type { DatabaseTree, Place } from './tree.model';
import { asVersion, sameContent, sameVersion } from './versions.model';

interface PlacedEntry {
  readonly entry: KdbxEntry;
  readonly place: Place;
}
interface PlacedGroup {
  readonly parts: GroupParts;
  /** undefined for the root. */
  readonly place: Place | undefined;
}

/** The smallest change there is, with what was before and what is after: it can be done in either direction. */
export type Step =
  | {
      readonly kind: 'entry';
      readonly uuid: Uuid;
      readonly before?: PlacedEntry | undefined;
      readonly after?: PlacedEntry | undefined;
    }
  | {
      readonly kind: 'group';
      readonly uuid: Uuid;
      readonly before?: PlacedGroup | undefined;
      readonly after?: PlacedGroup | undefined;
    }
  | { readonly kind: 'meta'; readonly before: Partial<KdbxMeta>; readonly after: Partial<KdbxMeta> }
  | {
      readonly kind: 'deleted';
      readonly uuid: Uuid;
      readonly before?: Instant | undefined;
      readonly after?: Instant | undefined;
    };

/** A group without what stands in it. */
export function partsOf(group: KdbxGroup): GroupParts {
  const { entries: _, groups: __, ...parts } = group;
  return parts;
}

/** The step the other way round. */
export function reversed(step: Step): Step {
  return { ...step, before: step.after, after: step.before } as Step;
}

/** Where steps are done. */
export interface StepGround {
  readonly kdbx: KdbxDatabase;
  readonly tree: DatabaseTree;
}

/**
 * Does a step. What is no longer as it was before the step, because a merge brought something meanwhile, keeps what
 * was brought: an edit is done only to the parts it was about, nothing is removed that is different by now, and what
 * lost its group goes to the root.
 */
export function doStep({ kdbx, tree }: StepGround, step: Step): void {
  if (step.kind === 'entry') doEntryStep(tree, step);
  else if (step.kind === 'group') doGroupStep(tree, step);
  else if (step.kind === 'meta') Object.assign(kdbx, { meta: metaAfter(kdbx.meta, step.before, step.after) });
  else setDeleted(kdbx, step.uuid, tree.entry(step.uuid) || tree.group(step.uuid) ? undefined : step.after);
}

function doEntryStep(tree: DatabaseTree, { uuid, before, after }: Step & { kind: 'entry' }): void {
  const current = tree.entry(uuid);
  if (!before) {
    if (after && !current) tree.insertEntry(after.entry, existing(tree, after.place));
  } else if (current) {
    const isUntouched = current === before.entry;
    if (!after) {
      if (isUntouched || sameContent(current, before.entry)) tree.remove(uuid);
      return;
    }
    if (before.entry !== after.entry) {
      tree.replaceEntry(isUntouched ? after.entry : rebased(current, before.entry, after.entry));
    }
    moveIfStillThere(tree, uuid, before.place, after.place);
  }
}

/**
 * A change done to an entry that is another by now. If a merge made it so, no version goes from its history any more:
 * it may be the other side's as well, and what the merge made stands there too.
 */
function rebased(current: KdbxEntry, before: KdbxEntry, after: KdbxEntry): KdbxEntry {
  const entry = rebase(current, before, after);
  if (sameContent(current, before)) return entry;
  const history = [...entry.history];
  for (const version of [...current.history, ...(sameContent(current, entry) ? [] : [asVersion(current)])]) {
    if (!history.some((one) => sameVersion(one, version))) history.push(version);
  }
  return { ...entry, history: history.sort((one, other) => one.times.modified - other.times.modified) };
}

function doGroupStep(tree: DatabaseTree, { uuid, before, after }: Step & { kind: 'group' }): void {
  const current = tree.group(uuid);
  if (!before) {
    if (after?.place && !current) {
      tree.insertGroup({ ...after.parts, entries: [], groups: [] }, existing(tree, after.place));
    }
  } else if (current) {
    if (!after) {
      if (current.entries.length === 0 && current.groups.length === 0) tree.remove(uuid);
      return;
    }
    assignParts(current, rebase(partsOf(current), before.parts, after.parts));
    if (before.place && after.place) moveIfStillThere(tree, uuid, before.place, after.place);
  }
}

function moveIfStillThere(tree: DatabaseTree, uuid: Uuid, from: Place, to: Place): void {
  if (from === to || tree.parent(uuid)?.uuid !== from.parent) return;
  if (tree.group(to.parent) && !tree.isWithin(to.parent, uuid)) tree.move(uuid, to);
}

function existing(tree: DatabaseTree, place: Place): Place {
  return tree.group(place.parent) ? place : { parent: tree.root.uuid, index: Number.MAX_SAFE_INTEGER };
}

/** Makes a group what the parts say; optional ones that are absent there go. */
export function assignParts(group: KdbxGroup, parts: GroupParts): void {
  for (const key of ['customIcon', 'previousParent', 'lastTopVisibleEntry'] as const) {
    if (parts[key] === undefined) delete group[key];
  }
  Object.assign(group, parts);
}

function metaAfter(current: KdbxMeta, before: Partial<KdbxMeta>, after: Partial<KdbxMeta>): KdbxMeta {
  const result = rebase(current, { ...current, ...before }, { ...current, ...after });
  return Object.fromEntries(
    Object.entries(result).filter(([, value]) => value !== undefined),
  ) as typeof result;
}

/** Notes that something is gone for good, or takes that note back (undefined). */
export function setDeleted(kdbx: KdbxDatabase, uuid: Uuid, deletedAt: Instant | undefined): void {
  const index = kdbx.deleted.findLastIndex((one) => one.uuid === uuid);
  if (index >= 0) kdbx.deleted.splice(index, 1);
  if (deletedAt !== undefined) kdbx.deleted.push({ uuid, deletedAt });
}
