import type { CityDescription } from './city-folder';

/** Two columns of plain text. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** What the person who started the city wants to know: addresses and people. */
export function welcome({
  gateway,
  identity,
  calendar,
  meetings,
  sites,
  rooms,
  people,
}: CityDescription): string {
  return [
    'Die Demo-Stadt läuft. Ihre Adressen gelten nur hinter dem Stadtnetz-Zugang.',
    '',
    ...table([
      ['Stadtnetz-Zugang', `${gateway.address}:${gateway.port}`],
      ['Anmeldung', identity.issuer],
      [calendar.kind === 'caldav' ? 'Kalender (CalDAV)' : 'Kalender (nur ICS)', calendar.url],
      ['Besprechungen', meetings.origin],
      ['Anwendungen', sites.catalogue],
      ['Stadtprofil', sites.profile],
      ...rooms.map(({ title, link }) => [title, link]),
    ]),
    '',
    'Personen (Name, Bereich, Anmeldename, Passwort):',
    ...table(people.map(({ name, department, login, password }) => [name, department, login, password])),
    '',
    'Beenden: Strg+C',
  ].join('\n');
}
