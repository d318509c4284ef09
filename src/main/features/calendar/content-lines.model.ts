/** Joins folded lines of iCalendar (RFC 5545 3.1) and splits them; line ends of any kind. */
export function contentLines(text: string): string[] {
  return text.replace(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/);
}

/** The title in an object that could not be read, as far as it can be made out; else empty. */
export function titleIn(text: string): string {
  const line = contentLines(text.slice(0, 100_000)).find((one) => /^SUMMARY[;:]/i.test(one)) ?? '';
  const value = line.slice(line.indexOf(':') + 1);
  return value.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim().slice(0, 300);
}
