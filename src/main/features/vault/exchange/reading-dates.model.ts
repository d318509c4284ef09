import type { Instant } from '../kdbx/kdbx.model';

const MONTHS = 12;

/**
 * Reads a date as tables hold it: ISO 8601 and `2026-11-24 08:15`, German `24.11.2026 08:15`, digits since 1970 in
 * seconds, milliseconds or microseconds. Without a time zone it is local time.
 * @returns milliseconds in whole seconds, or undefined where it is none of these, or no day of the calendar.
 */
export function readDate(text: string): Instant | undefined {
  const said = text.trim();
  const instant = /^\d{9,16}$/.test(said) ? sinceEpoch(Number(said)) : fromParts(said);
  return instant === undefined ? undefined : Math.floor(instant / 1000) * 1000;
}

/** Told apart by size: milliseconds of 1973 and after have as many digits as seconds of the year 5138 and after. */
function sinceEpoch(value: number): number {
  if (value >= 1e14) return value / 1000;
  return value >= 1e11 ? value : value * 1000;
}

function fromParts(said: string): number | undefined {
  const iso =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(
      said,
    );
  if (iso) return instantOf([iso[1], iso[2], iso[3]], [iso[4], iso[5], iso[6]], iso[7]);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(said);
  if (german)
    return instantOf([german[3], german[2], german[1]], [german[4], german[5], german[6]], undefined);
  return undefined;
}

type Parts = readonly [string | undefined, string | undefined, string | undefined];

function instantOf(said: Parts, time: Parts, zone: string | undefined): number | undefined {
  const [year = 0, month = 0, day = 0] = said.map(Number);
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0));
  if (month < 1 || month > MONTHS || hour > 23 || minute > 59 || second > 59) return undefined;
  // Not by Date.UTC, to which the year 1 (KeePass' "never") is 1901.
  const date = new Date(0);
  if (zone === undefined) {
    date.setFullYear(year, month - 1, day);
    if (date.getDate() !== day || day < 1) return undefined;
    return date.setHours(hour, minute, second, 0);
  }
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day || day < 1) return undefined;
  return date.setUTCHours(hour, minute, second, 0) - zoneMinutes(zone) * 60_000;
}

function zoneMinutes(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!parts) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}
