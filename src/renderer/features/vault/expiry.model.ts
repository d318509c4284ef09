const two = (number: number) => String(number).padStart(2, '0');

/** The day of an instant on this machine, as a date field writes it: `2026-11-23`. */
export function dayOf(instant: number): string {
  const date = new Date(instant);
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * The last second of a day on this machine: what expires on a day is good until its end.
 * @param day `2026-11-23`; empty or no day: undefined
 */
export function endOfDay(day: string): number | undefined {
  const [, year, month, date] = /^(\d{4,})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (!year) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date), 23, 59, 59).getTime();
}

/** The end of the same day so many months on, or of that month's last day. */
export function monthsFrom(instant: number, months: number): number {
  const from = new Date(instant);
  const last = new Date(from.getFullYear(), from.getMonth() + months + 1, 0).getDate();
  const day = Math.min(from.getDate(), last);
  return new Date(from.getFullYear(), from.getMonth() + months, day, 23, 59, 59).getTime();
}
