import type { SecretText } from '../kdbx/kdbx.model';
import { isSecret } from './three-way.model';

/**
 * An order over parts of a database by what they hold. It means nothing but is the same on every machine: where two
 * versions were made in the same second, all clients that merge them come to the same one.
 * @returns less than 0, 0, or more than 0
 */
export function contentOrder(one: unknown, other: unknown): number {
  if (one === other) return 0;
  const byKind = rank(one) - rank(other);
  if (byKind !== 0) return byKind;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) {
    return plainOrder(one as string, other as string);
  }
  if (one instanceof Uint8Array && other instanceof Uint8Array) return bytesOrder(one, other);
  if (isSecret(one) && isSecret(other)) return secretOrder(one, other);
  const ones = partsOf(one);
  const others = partsOf(other);
  for (const [index, [key, value]] of ones.entries()) {
    const [otherKey, otherValue] = others[index] ?? [];
    const order = plainOrder(key, otherKey ?? '') || contentOrder(value, otherValue);
    if (order !== 0) return order;
  }
  return ones.length - others.length;
}

function rank(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'object') return 1;
  if (value instanceof Uint8Array) return 2;
  return isSecret(value) ? 3 : 4;
}

function plainOrder<T extends string | number>(one: T, other: T): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function bytesOrder(one: Uint8Array, other: Uint8Array): number {
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const order = (one[index] ?? 0) - (other[index] ?? 0);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function secretOrder(one: SecretText, other: SecretText): number {
  const ones = one.bytes();
  const others = other.bytes();
  const order = bytesOrder(ones, others);
  ones.fill(0);
  others.fill(0);
  return order;
}

/** The parts of a whole by name, in an order of their own. */
function partsOf(value: object): readonly (readonly [string, unknown])[] {
  const parts = value instanceof Map ? [...value] : Object.entries(value);
  return parts
    .map(([key, part]) => [String(key), part] as const)
    .sort(([one], [other]) => plainOrder(one, other));
}
