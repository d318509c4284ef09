/** What an import or export could not take, as main lists it. */
export interface NotTaken {
  /** Row, path of an entry, or how often. */
  readonly where: string;
  /** Name of a column, field or setting. */
  readonly what: string;
  /** Code of the reason. */
  readonly reason: string;
}

/** Codes of main that have a sentence; another one is shown as it is. */
export const NOT_TAKEN_REASONS = [
  'column-ignored',
  'bad-date',
  'bad-totp',
  'bad-flag',
  'bad-icon',
  'name-taken',
  'over-long',
  'control-characters',
  'extra-cells',
  'missing-cells',
  'duplicate-row',
  'too-deep',
  'other-kind',
  'no-counterpart',
  'in-recycle-bin',
  'setting',
  'already-there',
  'skipped-as-known',
  'not-in-csv',
  'too-many-columns',
  'slash-in-group',
  'formula-like',
] as const;
export type NotTakenReason = (typeof NOT_TAKEN_REASONS)[number];

/** The code, if there is a sentence for it. */
export function knownReason(code: string): NotTakenReason | undefined {
  return NOT_TAKEN_REASONS.find((one) => one === code);
}

/** Codes of what is worth a look before an import that have a sentence. */
export const IMPORT_WARNINGS = [
  'no-header',
  'guessed-encoding',
  'uneven-rows',
  'no-title',
  'no-password',
] as const;

/** The code, if there is a sentence for it; else `unknown`. */
export function knownWarning(code: string): (typeof IMPORT_WARNINGS)[number] | 'unknown' {
  return IMPORT_WARNINGS.find((one) => one === code) ?? 'unknown';
}

/** Formats of main that have a name. */
export const IMPORT_FORMATS = [
  'kdbx',
  'keepass-xml',
  'bitwarden-json',
  'csv-chrome',
  'csv-firefox',
  'csv-bitwarden',
  'csv-keepassxc',
  'csv-keepass-1',
  'csv-1password',
  'csv-lastpass',
  'csv-dashlane',
  'csv-apple',
  'csv-unknown',
] as const;

/** The format, if it has a name; else `unknown`. */
export function knownFormat(format: string): (typeof IMPORT_FORMATS)[number] | 'unknown' {
  return IMPORT_FORMATS.find((one) => one === format) ?? 'unknown';
}

/**
 * The report as lines of text that can be kept or sent: heading first, then one line for each, parts separated by
 * tabs so that a spreadsheet takes them too.
 * @param sentence says a reason in words
 */
export function reportText(
  heading: readonly string[],
  lines: readonly NotTaken[],
  sentence: (reason: string) => string,
): string {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  const rows = lines.map(({ where, what, reason }) => [where, what, sentence(reason)].map(flat).join('\t'));
  return [...heading, ...rows, ''].join('\n');
}
