import type { MergeReport } from '../../src/main/features/vault/database/merge-report.model';
import type { KdbxDatabase, KdbxEntry, KdbxGroup } from '../../src/main/features/vault/kdbx/kdbx.model';
import { isSecretText } from '../../src/main/features/vault/kdbx/secret-text';

/**
 * What a merge lost, told without any of the merge's own means. Every version of every entry on either side has to be
 * the current one or in the history, every group, icon, custom data item and deletion to be there, unless it was
 * deleted by somebody who had seen it, or was replaced by a later value of the same thing.
 */
export function lostIn(
  merged: KdbxDatabase,
  sides: {
    readonly ours: KdbxDatabase;
    readonly theirs: KdbxDatabase;
    readonly base: KdbxDatabase;
    /** Whether the merge was told of the base: without it a deletion counts by its time, seen or not. */
    readonly isBaseKnown: boolean;
  },
  report: Pick<MergeReport, 'valueConflicts'>,
): string[] {
  const lost: string[] = [];
  const after = new State(merged);
  const states = {
    ours: new State(sides.ours),
    theirs: new State(sides.theirs),
    base: new State(sides.base),
  };
  for (const [side, other] of [
    [states.ours, states.theirs],
    [states.theirs, states.ours],
  ] as const) {
    for (const [uuid, entry] of side.entries) {
      const seen = sides.isBaseKnown ? states.base.entries.get(uuid) : undefined;
      lost.push(...lostEntry(entry, after, other, states.base, seen));
    }
    for (const [uuid, group] of side.groups) {
      if (!after.groups.has(uuid)) {
        const deletedAt = other.deleted.get(uuid) ?? (after.isMergedBin(uuid, other) ? Infinity : undefined);
        if (deletedAt === undefined || changed(group) > deletedAt) lost.push(`group ${group.name}`);
        continue;
      }
      for (const value of lostValues(groupValues(group), after.groups.get(uuid), other.groups.get(uuid))) {
        if (states.base.hasGroupValue(uuid, value)) continue;
        const isTold = report.valueConflicts.some(
          (one) => one.group === uuid && JSON.stringify(one.discarded).includes(value[1]),
        );
        const isLater = (other.groups.get(uuid)?.times.modified ?? 0) > group.times.modified;
        if (!isTold && !isLater) lost.push(`group value ${value.join('=')}`);
      }
    }
    for (const uuid of side.icons)
      if (!after.icons.has(uuid) && !other.deleted.has(uuid)) lost.push(`icon ${uuid}`);
    for (const [key, item] of side.customData) {
      const [now, their, was] = [
        after.customData.get(key),
        other.customData.get(key),
        states.base.customData.get(key),
      ];
      if (now?.value === item.value || was?.value === item.value) continue;
      if (!their || (their.modified ?? 0) <= (item.modified ?? 0))
        lost.push(`custom data ${key}=${item.value}`);
    }
    for (const uuid of side.deleted.keys()) {
      const isThere = after.entries.has(uuid) || after.groups.has(uuid) || after.icons.has(uuid);
      if (!after.deleted.has(uuid) && !isThere) lost.push(`deletion ${uuid}`);
    }
  }
  return [...new Set(lost)];
}

function lostEntry(
  entry: KdbxEntry,
  after: State,
  other: State,
  base: State,
  seen: KdbxEntry | undefined,
): string[] {
  const { uuid } = entry;
  const merged = after.entries.get(uuid);
  const title = content(entry);
  if (!merged) {
    const deletedAt = other.deleted.get(uuid);
    const isUnseen = seen !== undefined && content(seen) !== title;
    const isDeleted = deletedAt !== undefined && changed(entry) <= deletedAt && !isUnseen;
    return isDeleted ? [] : [`entry ${title}`];
  }
  const kept = new Set([merged, ...merged.history].map(content));
  const their = other.entries.get(uuid);
  const was = base.entries.get(uuid);
  return [entry, ...entry.history].flatMap((version) => {
    const text = content(version);
    if (kept.has(text)) return [];
    // Taken out of the history by the other side, which had it.
    const isRemoved =
      was?.history.some((one) => content(one) === text) &&
      !their?.history.some((one) => content(one) === text);
    return isRemoved ? [] : [`version ${text}`];
  });
}

/** A database as plain maps of what is in it. */
class State {
  readonly entries = new Map<string, KdbxEntry>();
  readonly groups = new Map<string, KdbxGroup>();
  readonly deleted: ReadonlyMap<string, number>;
  readonly icons: ReadonlySet<string>;
  readonly customData: ReadonlyMap<string, { readonly value: string; readonly modified?: number }>;
  readonly #bin: string | undefined;

  constructor(database: KdbxDatabase) {
    this.#collect(database.root);
    this.deleted = new Map(database.deleted.map(({ uuid, deletedAt }) => [uuid, deletedAt]));
    this.icons = new Set(database.meta.customIcons.map(({ uuid }) => uuid));
    this.customData = new Map(database.meta.customData.map((item) => [item.key, item]));
    this.#bin = database.meta.recycleBin;
  }

  /** Whether it is a bin whose content went over into the other side's. */
  isMergedBin(uuid: string, other: State): boolean {
    return this.deleted.has(uuid) && !this.groups.has(uuid) && !other.groups.has(uuid) && this.#bin !== uuid;
  }

  hasGroupValue(uuid: string, [name, value]: readonly [string, string]): boolean {
    const group = this.groups.get(uuid);
    return group !== undefined && groupValues(group).some(([one, other]) => one === name && other === value);
  }

  #collect(group: KdbxGroup): void {
    this.groups.set(group.uuid, group);
    for (const entry of group.entries) this.entries.set(entry.uuid, entry);
    for (const child of group.groups) this.#collect(child);
  }
}

function changed(what: Pick<KdbxEntry, 'times'> | undefined): number {
  return Math.max(what?.times.modified ?? 0, what?.times.locationChanged ?? 0);
}

function groupValues(group: KdbxGroup): (readonly [string, string])[] {
  return [
    ['name', group.name],
    ['notes', group.notes],
    ['icon', String(group.customIcon ?? group.iconId)],
    ...group.customData.map(({ key, value }) => [`data ${key}`, value] as const),
  ];
}

function lostValues(
  values: readonly (readonly [string, string])[],
  merged: KdbxGroup | undefined,
  other: KdbxGroup | undefined,
): (readonly [string, string])[] {
  const kept = merged ? groupValues(merged) : [];
  const has = ([name, value]: readonly [string, string]) =>
    kept.some(([one, two]) => one === name && two === value);
  return other ? values.filter((value) => !has(value)) : [];
}

/** Everything a version holds, as a text. */
export function content(entry: KdbxEntry): string {
  const { fields, attachments, tags, times, iconId, customIcon, autoType, customData, qualityCheck } = entry;
  const { foregroundColor, backgroundColor, overrideUrl, unknown } = entry;
  const value = (one: unknown) => (isSecretText(one) ? `secret ${one.text()}` : one);
  const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
  return JSON.stringify([
    sorted([...fields].map(([name, one]) => [name, value(one)])),
    sorted([...attachments].map(([name, one]) => [name, one.isProtected, [...one.content]])),
    sorted(tags),
    times.expires ? times.expiry : 'never',
    customIcon ?? iconId,
    autoType,
    sorted(customData),
    [qualityCheck, foregroundColor, backgroundColor, overrideUrl],
    unknown,
  ]);
}

/** A whole database as a text in which what has no order has none: two that hold the same read the same. */
export function fingerprint(database: KdbxDatabase): string {
  const group = (one: KdbxGroup): unknown => {
    const { entries, groups, times, isExpanded: _, lastTopVisibleEntry: __, ...rest } = one;
    const { accessed: ___, usageCount: ____, ...dates } = times;
    const byUuid = (a: { uuid: string }, b: { uuid: string }) => (a.uuid < b.uuid ? -1 : 1);
    const sorted = { ...rest, customData: rest.customData.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
    return [
      ordered({ ...sorted, dates }),
      entries
        .toSorted(byUuid)
        .map((entry) => [
          entry.uuid,
          entry.previousParent,
          entry.times.modified,
          entry.times.locationChanged,
          entry.times.created,
          content(entry),
          entry.history.map((version) => [version.times.modified, content(version)].join()).sort(),
        ]),
      groups.toSorted(byUuid).map(group),
    ];
  };
  const { meta, deleted } = database;
  return JSON.stringify([
    group(database.root),
    deleted.map(({ uuid, deletedAt }) => `${uuid} ${deletedAt}`).sort(),
    ordered({
      ...meta,
      customIcons: meta.customIcons.map(({ uuid, image }) => `${uuid} ${image}`).sort(),
      customData: meta.customData.map((item) => JSON.stringify(ordered(item))).sort(),
    }),
  ]);
}

function ordered(value: object): unknown {
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
