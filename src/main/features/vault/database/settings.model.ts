import type { Instant, KdbxMeta } from '../kdbx/kdbx.model';

/**
 * Sets an item of the database's custom data, or takes it away (undefined).
 * @returns whether that made a difference
 */
export function setCustomData(meta: KdbxMeta, key: string, value: string | undefined, now: Instant): boolean {
  const current = meta.customData.find((item) => item.key === key);
  if (current?.value === value) return false;
  const rest = meta.customData.filter((item) => item !== current);
  const item = { ...(current ?? { key, unknown: [] }), value: value ?? '', modified: now };
  meta.customData = value === undefined ? rest : [...rest, item];
  meta.settingsChanged = now;
  return true;
}
