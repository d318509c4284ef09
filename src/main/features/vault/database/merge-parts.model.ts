import type { Instant, KdbxCustomDataItem, KdbxGroup, KdbxMeta, XmlElement } from '../kdbx/kdbx.model';
import { contentOrder } from './content-order.model';
import type { Side } from './merge-report.model';
import type { GroupParts } from './operations.model';
import { partsOf } from './steps.model';
import { clashes, rebase, same } from './three-way.model';

/** One of two without a history: what is kept, and what of the other side is neither kept nor superseded. */
export interface MergedParts<T> {
  readonly parts: T;
  readonly kept: Side;
  readonly discarded: Readonly<Record<string, unknown>>;
}

type Parts = Readonly<Record<string, unknown>>;

/**
 * Makes one of two: with `base` each part by itself, so that only what both changed is taken from the newer; without
 * it all from the newer, and in the same second from the one that is greater by what it holds.
 */
function mergeParts<T extends object>(
  sides: { readonly ours: T; readonly theirs: T; readonly base: T | undefined },
  times: { readonly ours: Instant | undefined; readonly theirs: Instant | undefined },
): MergedParts<T> {
  const { ours, theirs, base } = sides;
  const later = (times.theirs ?? 0) - (times.ours ?? 0);
  const isTheirs = later > 0 || (later === 0 && contentOrder(theirs, ours) > 0);
  const [winner, loser] = isTheirs ? [theirs, ours] : [ours, theirs];
  const kept: Side = isTheirs ? 'theirs' : 'ours';
  const differing = Object.entries(loser).filter(([key, value]) => !same(value, (winner as Parts)[key]));
  const discarded = differing.filter(([key, value]) =>
    base ? clashes((winner as Parts)[key], (base as Parts)[key], value) : later === 0,
  );
  return {
    parts: base ? rebase(winner, base, loser) : winner,
    kept,
    discarded: Object.fromEntries(discarded),
  };
}

/** Makes one group of two; where it stands is not decided here. */
export function mergeGroupParts(
  ours: KdbxGroup,
  theirs: KdbxGroup,
  base: KdbxGroup | undefined,
): MergedParts<GroupParts> {
  const merged = mergeParts(
    { ours: settingsOf(ours), theirs: settingsOf(theirs), base: base && settingsOf(base) },
    { ours: ours.times.modified, theirs: theirs.times.modified },
  );
  const { expires, expiry, ...parts } = merged.parts;
  const { uuid, isExpanded, lastTopVisibleEntry, previousParent } = ours;
  return {
    ...merged,
    parts: {
      ...parts,
      ...{ uuid, isExpanded },
      ...(lastTopVisibleEntry && { lastTopVisibleEntry }),
      ...(previousParent && { previousParent }),
      customData: mergeCustomData(ours.customData, theirs.customData, base?.customData, parts.customData),
      unknown: joinUnknown(parts.unknown, merged.kept === 'ours' ? theirs.unknown : ours.unknown),
      times: {
        ...ours.times,
        expires,
        expiry,
        created: Math.min(ours.times.created, theirs.times.created),
        modified: Math.max(ours.times.modified, theirs.times.modified),
        accessed: Math.max(ours.times.accessed, theirs.times.accessed),
        usageCount: Math.max(ours.times.usageCount, theirs.times.usageCount),
      },
    },
  };
}

/** What of a group is merged as its settings: neither where it stands nor how it is shown on this machine. */
export function settingsOf(group: KdbxGroup) {
  const { uuid, isExpanded, lastTopVisibleEntry, previousParent, times, ...parts } = partsOf(group);
  return { ...parts, expires: times.expires, expiry: times.expiry };
}

/**
 * Custom data of both, item by item. The newer item by its own time is taken; without times as `otherwise` has it.
 * An item one side took away since `base` is gone if the other left it as it was.
 */
export function mergeCustomData(
  ours: readonly KdbxCustomDataItem[],
  theirs: readonly KdbxCustomDataItem[],
  base: readonly KdbxCustomDataItem[] | undefined,
  otherwise: readonly KdbxCustomDataItem[],
): KdbxCustomDataItem[] {
  const find = (items: readonly KdbxCustomDataItem[] | undefined, key: string) =>
    items?.find((item) => item.key === key);
  const keys = new Set([...ours, ...theirs].map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const [our, their, was] = [find(ours, key), find(theirs, key), find(base, key)];
    const only = our && their ? undefined : (our ?? their);
    if (only) return was && same(only, was) ? [] : [only];
    if (was && same(our, was)) return their ?? [];
    if (was && same(their, was)) return our ?? [];
    const later = (their?.modified ?? 0) - (our?.modified ?? 0);
    return (later === 0 ? (find(otherwise, key) ?? our) : later > 0 ? their : our) ?? [];
  });
}

/** Elements without a name here: what the one has, and of the other those the one has nothing of that name for. */
export function joinUnknown(one: readonly XmlElement[], other: readonly XmlElement[]): XmlElement[] {
  const names = new Set(one.map(({ name }) => name));
  return [...one, ...other.filter(({ name }) => !names.has(name))];
}

/** Settings of the database that go together, with the time of their last change. */
const META_BLOCKS: readonly { readonly by: keyof KdbxMeta; readonly keys: readonly (keyof KdbxMeta)[] }[] = [
  { by: 'nameChanged', keys: ['name'] },
  { by: 'descriptionChanged', keys: ['description'] },
  { by: 'defaultUserNameChanged', keys: ['defaultUserName'] },
  { by: 'recycleBinChanged', keys: ['recycleBin', 'recycleBinEnabled'] },
  { by: 'entryTemplatesGroupChanged', keys: ['entryTemplatesGroup'] },
  {
    by: 'settingsChanged',
    keys: [
      'maintenanceHistoryDays',
      'color',
      'masterKeyChangeRec',
      'masterKeyChangeForce',
      'masterKeyChangeForceOnce',
      'protect',
      'historyMaxItems',
      'historyMaxSize',
    ],
  },
];

/** Makes one `Meta` of two, block by block; the icons are not decided here. */
export function mergeMeta(
  ours: KdbxMeta,
  theirs: KdbxMeta,
  base: KdbxMeta | undefined,
): MergedParts<KdbxMeta> {
  const result: KdbxMeta = { ...ours };
  const discarded: Record<string, unknown> = {};
  let isTheirs = false;
  for (const { by, keys } of META_BLOCKS) {
    const [our, their, was] = [ours, theirs, base].map((meta) => meta && picked(meta, keys));
    if (!our || !their || same(our, their)) {
      keepLatest(result, theirs, by);
      continue;
    }
    const times = { ours: ours[by] as Instant | undefined, theirs: theirs[by] as Instant | undefined };
    const merged = mergeParts({ ours: our, theirs: their, base: was }, times);
    for (const key of keys) if (merged.parts[key] === undefined) delete result[key];
    Object.assign(result, merged.parts);
    Object.assign(discarded, merged.discarded);
    isTheirs ||= merged.kept === 'theirs' && Object.keys(merged.discarded).length > 0;
    keepLatest(result, theirs, by);
  }
  keepLatest(result, theirs, 'masterKeyChanged');
  const isNewer = (theirs.settingsChanged ?? 0) > (ours.settingsChanged ?? 0);
  const [first, second] = isNewer ? [theirs, ours] : [ours, theirs];
  result.customData = mergeCustomData(ours.customData, theirs.customData, base?.customData, first.customData);
  result.unknown = joinUnknown(first.unknown, second.unknown);
  // Which group is the bin is nothing to lose: the other is still there, or its content went over.
  delete discarded['recycleBin'];
  return { parts: result, kept: isTheirs ? 'theirs' : 'ours', discarded };
}

function picked(meta: KdbxMeta, keys: readonly (keyof KdbxMeta)[]): Partial<KdbxMeta> {
  return Object.fromEntries(keys.flatMap((key) => (meta[key] === undefined ? [] : [[key, meta[key]]])));
}

function keepLatest(result: KdbxMeta, theirs: KdbxMeta, by: keyof KdbxMeta): void {
  const latest = Math.max(Number(result[by] ?? 0), Number(theirs[by] ?? 0));
  if (latest > 0) Object.assign(result, { [by]: latest });
}
