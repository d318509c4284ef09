import { isSecret } from './three-way.model';

/** Overwrites every secret text and every run of bytes in these values, however deep, each once. */
export function overwriteSecrets(...values: readonly unknown[]): void {
  const seen = new Set<object>();
  const left: unknown[] = [...values];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Uint8Array) value.fill(0);
    else if (isSecret(value)) value.wipe();
    else if (value instanceof Map) for (const part of value.values()) left.push(part);
    else for (const part of Object.values(value)) left.push(part);
  }
}
