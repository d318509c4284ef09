/** An ICS address holds a whole calendar in one text; this takes it apart. */
export interface Feed {
  /** What the calendar calls itself (`NAME` of RFC 7986, or `X-WR-CALNAME`). */
  readonly name: string | undefined;
  /** One object per event with all its changes, by UID. */
  readonly objects: ReadonlyMap<string, string>;
}

interface Part {
  readonly kind: string;
  readonly lines: string[];
}

/**
 * Takes a calendar apart into one object per event. Works on lines alone, so that one broken event cannot
 * spoil the others.
 * @returns undefined for what is no calendar
 */
export function splitFeed(text: string): Feed | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!lines.some((line) => /^BEGIN:VCALENDAR\s*$/i.test(line))) return undefined;
  const { parts, rest } = partsOf(lines);
  const zones = parts.filter(({ kind }) => kind === 'VTIMEZONE');
  const events = new Map<string, string[][]>();
  parts
    .filter(({ kind }) => kind === 'VEVENT')
    .forEach((part, index) => {
      const uid = lineValue(part.lines, /^UID[;:]/i) ?? `without-uid-${index}`;
      events.set(uid, [...(events.get(uid) ?? []), part.lines]);
    });
  return {
    name: lineValue(rest, /^NAME[;:]/i) ?? lineValue(rest, /^X-WR-CALNAME[;:]/i),
    objects: new Map([...events].map(([uid, all]) => [uid, objectOf(all, zones)])),
  };
}

/** The components right inside the calendar, and the calendar's own lines. */
function partsOf(lines: readonly string[]): { parts: Part[]; rest: string[] } {
  const parts: Part[] = [];
  const rest: string[] = [];
  let current: Part | undefined;
  for (const line of lines) {
    const [, word, name = ''] = /^(BEGIN|END):([A-Z-]+)\s*$/i.exec(line) ?? [];
    const kind = name.toUpperCase();
    if (!current && word?.toUpperCase() === 'BEGIN' && kind !== 'VCALENDAR') {
      current = { kind, lines: [line] };
    } else if (current) {
      current.lines.push(line);
      if (word?.toUpperCase() === 'END' && kind === current.kind) {
        parts.push(current);
        current = undefined;
      }
    } else {
      rest.push(line);
    }
  }
  return { parts, rest };
}

/** The value of the first line of that name, with what is folded under it. */
function lineValue(lines: readonly string[], name: RegExp): string | undefined {
  const at = lines.findIndex((line) => name.test(line));
  if (at < 0) return undefined;
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => !/^[ \t]/.test(line));
  const folded = after.slice(0, end < 0 ? undefined : end).map((line) => line.slice(1));
  const whole = [lines[at], ...folded].join('');
  return whole.slice(whole.indexOf(':') + 1).trim() || undefined;
}

function objectOf(events: readonly (readonly string[])[], zones: readonly Part[]): string {
  const written = events.map((lines) => lines.join('\r\n'));
  const needed = zones.filter((zone) => {
    const tzid = lineValue(zone.lines, /^TZID[;:]/i);
    return tzid !== undefined && written.some((text) => text.includes(tzid));
  });
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...needed.map(({ lines }) => lines.join('\r\n')),
    ...written,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
