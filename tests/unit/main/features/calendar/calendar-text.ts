/** A calendar object with one or more components' lines. */
export function calendar(...components: readonly (readonly string[])[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...components.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

/** The lines of an event; UID and title are there unless given. */
export function event(...lines: readonly string[]): string[] {
  const has = (name: string) => lines.some((line) => line.startsWith(name));
  return [
    'BEGIN:VEVENT',
    ...(has('UID') ? [] : ['UID:one']),
    ...(has('SUMMARY') ? [] : ['SUMMARY:Jour fixe']),
    ...lines,
    'END:VEVENT',
  ];
}
