import type { Instant, KdbxEntry } from '../kdbx/kdbx.model';
import { contentOrder } from './content-order.model';
import type { EntryConflict, Side } from './merge-report.model';
import { clashes, rebase, same } from './three-way.model';
import {
  asVersion,
  changedParts,
  sameContent,
  sameHistory,
  sameVersion,
  VERSION_PARTS,
} from './versions.model';

/** An entry that both sides have, as one. */
export interface MergedEntry {
  readonly entry: KdbxEntry;
  /** Where both changed the same to something different. */
  readonly conflict?: Omit<EntryConflict, 'entry' | 'title'>;
}

/** Fields that only mean something together: one half of each side would be a wrong login. */
const UNITS: readonly RegExp[] = [/^(UserName|Password)$/, /^(otp|TOTP .*|TimeOtp-.*|HmacOtp-.*)$/];

/**
 * Makes one entry of two. A side that comes from the other's version takes its place, whatever the clocks say; where
 * only one side changed since `base`, it is that side's; where both did, the newer is current, with those changes of
 * the older that touch nothing of the newer's. Whatever is not current stands in the history.
 */
export function mergeEntry(
  ours: KdbxEntry,
  theirs: KdbxEntry,
  base: KdbxEntry | undefined,
  now: Instant,
): MergedEntry {
  if (same(ours, theirs)) return { entry: ours };
  if (sameContent(ours, theirs)) {
    const later = theirs.times.modified > ours.times.modified ? theirs : ours;
    return { entry: joined(later, ours, theirs, base) };
  }
  const only = descendant(ours, theirs) ?? changedSide(ours, theirs, base);
  const winner = only ?? (theirsWins(ours, theirs) ? theirs : ours);
  if (only || knowEachOther(ours, theirs)) return { entry: joined(winner, ours, theirs, base) };

  const loser = winner === ours ? theirs : ours;
  const past = base ?? newestCommon(ours, theirs);
  const current = past ? combined(winner, past, loser, now) : winner;
  const entry = joined(current, ours, theirs, base);
  const fields = past ? clashing(winner, past, loser) : undated(ours, theirs);
  if (fields.length === 0) return { entry };
  const kept: Side = winner === ours ? 'ours' : 'theirs';
  const other = entry.history.findIndex((version) => sameVersion(version, loser));
  return {
    entry,
    conflict: {
      fields,
      kept,
      oursModified: ours.times.modified,
      theirsModified: theirs.times.modified,
      other: other < 0 ? undefined : other,
    },
  };
}

/** Which version is current where nothing but the times can tell, and in the same second what they hold. */
function theirsWins(ours: KdbxEntry, theirs: KdbxEntry): boolean {
  const later = theirs.times.modified - ours.times.modified;
  return later > 0 || (later === 0 && contentOrder(content(theirs), content(ours)) > 0);
}

function content({ fields, ...entry }: KdbxEntry): unknown {
  return [fields, VERSION_PARTS.map(([, part]) => part({ fields, ...entry }))];
}

/** The side in whose history the other's current version stands, if that is so of one only. */
function descendant(ours: KdbxEntry, theirs: KdbxEntry): KdbxEntry | undefined {
  const theirsKnows = has(theirs.history, ours);
  if (theirsKnows === has(ours.history, theirs)) return undefined;
  return theirsKnows ? theirs : ours;
}

function knowEachOther(ours: KdbxEntry, theirs: KdbxEntry): boolean {
  return has(theirs.history, ours) && has(ours.history, theirs);
}

/** The only side that changed since `base`. */
function changedSide(ours: KdbxEntry, theirs: KdbxEntry, base: KdbxEntry | undefined): KdbxEntry | undefined {
  if (!base) return undefined;
  if (sameContent(ours, base)) return theirs;
  return sameContent(theirs, base) ? ours : undefined;
}

/** The newest version that both sides know: what both come from, as far as the file tells. */
function newestCommon(ours: KdbxEntry, theirs: KdbxEntry): KdbxEntry | undefined {
  return ours.history.findLast((version) => has(theirs.history, version));
}

/** Where no common past is known, only versions of the same second are told as a conflict. */
function undated(ours: KdbxEntry, theirs: KdbxEntry): string[] {
  return ours.times.modified === theirs.times.modified ? changedParts(ours, theirs) : [];
}

/** The winner with what only the loser changed. */
function combined(winner: KdbxEntry, base: KdbxEntry, loser: KdbxEntry, now: Instant): KdbxEntry {
  const fields = new Map(loser.fields);
  for (const name of takenUnits(winner, base, loser)) {
    const value = base.fields.get(name);
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
  }
  const content: KdbxEntry = {
    ...winner,
    fields: rebase(winner.fields, base.fields, fields),
    tags: rebase(winner.tags, base.tags, loser.tags),
    attachments: rebase(winner.attachments, base.attachments, loser.attachments),
    customData: rebase(winner.customData, base.customData, loser.customData),
    autoType: rebase(winner.autoType, base.autoType, loser.autoType),
    foregroundColor: rebase(winner.foregroundColor, base.foregroundColor, loser.foregroundColor),
    backgroundColor: rebase(winner.backgroundColor, base.backgroundColor, loser.backgroundColor),
    overrideUrl: rebase(winner.overrideUrl, base.overrideUrl, loser.overrideUrl),
    qualityCheck: rebase(winner.qualityCheck, base.qualityCheck, loser.qualityCheck),
    unknown: rebase(winner.unknown, base.unknown, loser.unknown),
  };
  const icon = rebase(iconOf(winner), iconOf(base), iconOf(loser));
  const { expiry, expires } = rebase(expiryOf(winner), expiryOf(base), expiryOf(loser));
  delete content.customIcon;
  Object.assign(
    content,
    icon.custom === undefined ? { iconId: icon.id } : { customIcon: icon.custom, iconId: icon.id },
  );
  content.times = { ...winner.times, expiry: expires ? expiry : winner.times.expiry, expires };
  if (sameContent(content, winner)) return winner;
  content.times.modified = Math.max(now, winner.times.modified, loser.times.modified);
  return content;
}

const iconOf = ({ iconId, customIcon }: KdbxEntry) => ({ id: iconId, custom: customIcon });
const expiryOf = ({ times }: KdbxEntry) => ({
  expiry: times.expires ? times.expiry : 0,
  expires: times.expires,
});

/** Fields of the loser that belong to a unit the winner changed itself. */
function takenUnits(winner: KdbxEntry, base: KdbxEntry, loser: KdbxEntry): string[] {
  const names = [...new Set([...winner.fields.keys(), ...base.fields.keys(), ...loser.fields.keys()])];
  return UNITS.flatMap((unit) => {
    const members = names.filter((name) => unit.test(name));
    const isTaken = members.some((name) => !same(winner.fields.get(name), base.fields.get(name)));
    return isTaken ? members : [];
  });
}

/** Names of what both changed, each to something different. */
function clashing(winner: KdbxEntry, base: KdbxEntry, loser: KdbxEntry): string[] {
  const taken = new Set(takenUnits(winner, base, loser));
  const names = [...new Set([...winner.fields.keys(), ...base.fields.keys(), ...loser.fields.keys()])];
  const fields = names.filter((name) => {
    const [won, was, lost] = [winner, base, loser].map((entry) => entry.fields.get(name));
    return taken.has(name) ? !same(lost, was) && !same(lost, won) : clashes(won, was, lost);
  });
  const parts = VERSION_PARTS.filter(([, part]) => clashes(part(winner), part(base), part(loser)));
  return [...fields, ...parts.map(([name]) => name)];
}

/**
 * The current version with the histories of both and whichever of the two is not current, oldest first. A version that
 * the base had and one side has no more was taken away on purpose.
 */
function joined(
  current: KdbxEntry,
  ours: KdbxEntry,
  theirs: KdbxEntry,
  base: KdbxEntry | undefined,
): KdbxEntry {
  const isAlike = sameContent(ours, theirs) && sameHistory(ours, theirs);
  const history = isAlike ? ours.history : joinedHistory(current, ours, theirs, base);
  const times = {
    ...current.times,
    created: Math.min(ours.times.created, theirs.times.created),
    modified: Math.max(current.times.modified, ours.times.modified, theirs.times.modified),
    accessed: Math.max(ours.times.accessed, theirs.times.accessed),
    usageCount: Math.max(ours.times.usageCount, theirs.times.usageCount),
  };
  return { ...current, times, history };
}

function joinedHistory(
  current: KdbxEntry,
  ours: KdbxEntry,
  theirs: KdbxEntry,
  base: KdbxEntry | undefined,
): KdbxEntry[] {
  const isRemoved = (version: KdbxEntry) =>
    base !== undefined &&
    has(base.history, version) &&
    !(has(ours.history, version) && has(theirs.history, version));
  const history: KdbxEntry[] = [];
  for (const version of [...ours.history, ...theirs.history]) {
    if (!isRemoved(version) && !sameVersion(version, current) && !has(history, version))
      history.push(version);
  }
  for (const side of [ours, theirs]) {
    if (!sameContent(side, current) && !has(history, side)) history.push(asVersion(side));
  }
  return history.sort((one, other) => one.times.modified - other.times.modified);
}

function has(versions: readonly KdbxEntry[], version: KdbxEntry): boolean {
  return versions.some((one) => sameVersion(one, version));
}
