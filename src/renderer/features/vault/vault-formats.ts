/** Dates, sizes and spans of the vault in one language. */
export interface VaultFormats {
  /** `23. November 2026` */
  date(instant: number): string;
  /** `23. Nov. 2026, 08:12` */
  dateAndTime(instant: number): string;
  /** Short enough for a row: `23.11.2026`. */
  shortDate(instant: number): string;
  /** `08:12` */
  time(instant: number): string;
  /** `471 kB` */
  size(bytes: number): string;
}

/** English-speaking people in a German city office read German dates and a 24-hour clock. */
const LOCALES: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB' };

const made = new Map<string, VaultFormats>();

/** Formats in the time zone of this machine. */
export function vaultFormats(language: string): VaultFormats {
  const known = made.get(language);
  if (known) return known;
  const locale = LOCALES[language] ?? language;
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const dateAndTime = format({ day: 'numeric', month: 'short', year: 'numeric', ...clock });
  const shortDate = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const time = format(clock);
  const size = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
      value,
    );
  const formats: VaultFormats = {
    date: (instant) => date.format(instant),
    dateAndTime: (instant) => dateAndTime.format(instant),
    shortDate: (instant) => shortDate.format(instant),
    time: (instant) => time.format(instant),
    size: (bytes) => {
      if (bytes < 1000) return size(bytes, 'byte');
      return bytes < 1_000_000 ? size(bytes / 1000, 'kilobyte') : size(bytes / 1_000_000, 'megabyte');
    },
  };
  made.set(language, formats);
  return formats;
}
