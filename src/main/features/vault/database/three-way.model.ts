import type { KdbxEntry, SecretText } from '../kdbx/kdbx.model';

/** Whether it is a text that stands in memory only enciphered. */
export function isSecret(value: object): value is SecretText {
  return 'equals' in value && 'wipe' in value;
}

/** Whether it is the bag of named parts that most of the database is made of. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) && !Array.isArray(value) && !(value instanceof Map) && !isBytes(value) && !isSecret(value)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** What tells elements of a list apart that have no order of their own: tags by their text, custom data by key. */
function keyOf(element: unknown): string | undefined {
  if (typeof element === 'string') return element;
  return isRecord(element) && typeof element['key'] === 'string' ? element['key'] : undefined;
}

/** A list as a map, where each element has a key of its own; undefined where order is what counts. */
function keyed(list: readonly unknown[]): Map<string, unknown> | undefined {
  const map = new Map<string, unknown>();
  for (const element of list) {
    const key = keyOf(element);
    if (key === undefined || map.has(key)) return undefined;
    map.set(key, element);
  }
  return map;
}

/**
 * Whether two parts of a database hold the same. Neither the order of fields, tags and custom data counts, nor whether
 * something absent is there as undefined; whether a text is protected does.
 */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (isBytes(one) || isBytes(other)) {
    return (
      isBytes(one) && isBytes(other) && one.length === other.length && one.every((b, i) => b === other[i])
    );
  }
  if (isSecret(one) || isSecret(other)) return isSecret(one) && isSecret(other) && one.equals(other);
  if (one instanceof Map || other instanceof Map) {
    return one instanceof Map && other instanceof Map && one.size === other.size && sameMaps(one, other);
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return Array.isArray(one) && Array.isArray(other) && one.length === other.length && sameLists(one, other);
  }
  return isRecord(one) && isRecord(other) && sameRecords(one, other);
}

function sameMaps(one: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): boolean {
  for (const [key, value] of one) if (!other.has(key) || !same(value, other.get(key))) return false;
  return true;
}

function sameLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.every((element, index) => same(element, other[index]))) return true;
  const ones = keyed(one);
  const others = keyed(other);
  return ones !== undefined && others !== undefined && sameMaps(ones, others);
}

function sameRecords(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  for (const key in one) if (!same(one[key], other[key])) return false;
  for (const key in other) if (!(key in one) && other[key] !== undefined) return false;
  return true;
}

/**
 * Does to `current` what leads from `from` to `to`, wherever `current` is still as `from`; what is different there by
 * now stays. Fields, tags, attachments and custom data are taken one by one.
 */
export function rebase<T>(current: T, from: T, to: T): T;
export function rebase(current: unknown, from: unknown, to: unknown): unknown {
  if (same(current, from)) return to;
  if (same(from, to)) return current;
  if (current instanceof Map && from instanceof Map && to instanceof Map)
    return rebaseMaps(current, from, to);
  if (Array.isArray(current) && Array.isArray(from) && Array.isArray(to))
    return rebaseLists(current, from, to);
  if (isRecord(current) && isRecord(from) && isRecord(to)) return rebaseRecords(current, from, to);
  return current;
}

/**
 * Whether `current` and `to` both differ from `from` in the same smallest part, each in its own way: then `rebase`
 * leaves what `current` has.
 */
export function clashes(current: unknown, from: unknown, to: unknown): boolean {
  if (same(current, from) || same(from, to) || same(current, to)) return false;
  const parts = [current, from, to].map(partMap);
  const [currents, froms, tos] = parts;
  if (!currents || !froms || !tos) return true;
  return [...froms.keys(), ...tos.keys()].some((key) =>
    clashes(currents.get(key), froms.get(key), tos.get(key)),
  );
}

/** What is merged part by part, as a map of its parts; undefined for what is one whole. */
function partMap(value: unknown): ReadonlyMap<unknown, unknown> | undefined {
  if (value instanceof Map) return value;
  if (Array.isArray(value)) return keyed(value);
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
}

function rebaseMaps<K>(
  current: ReadonlyMap<K, unknown>,
  from: ReadonlyMap<K, unknown>,
  to: ReadonlyMap<K, unknown>,
): Map<K, unknown> {
  const result = new Map<K, unknown>();
  for (const key of new Set([...to.keys(), ...current.keys()])) {
    const value = rebase(current.get(key), from.get(key), to.get(key));
    if (value !== undefined) result.set(key, value);
  }
  return result;
}

function rebaseLists(
  current: readonly unknown[],
  from: readonly unknown[],
  to: readonly unknown[],
): unknown[] {
  const [currents, froms, tos] = [keyed(current), keyed(from), keyed(to)];
  if (currents && froms && tos) return [...rebaseMaps(currents, froms, tos).values()];
  return [...current];
}

function rebaseRecords(
  current: Readonly<Record<string, unknown>>,
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(to), ...Object.keys(current)])) {
    const [now, before, after] = [current[key], from[key], to[key]];
    const value =
      key === 'history'
        ? rebaseHistory(now as KdbxEntry[], before as KdbxEntry[], after as KdbxEntry[])
        : rebase(now, before, after);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** Where a merge has joined another history to it, no version goes any more: it may be the other side's as well. */
function rebaseHistory(
  current: readonly KdbxEntry[],
  from: readonly KdbxEntry[],
  to: readonly KdbxEntry[],
): readonly KdbxEntry[] {
  if (same(current, from)) return to;
  const come = to.filter((version) => !current.some((one) => same(one, version)));
  return [...current, ...come].sort((one, other) => one.times.modified - other.times.modified);
}
