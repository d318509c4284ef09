import { Temporal } from 'temporal-polyfill';
import { PEOPLE, type Person } from '../people';
import { IT_HOUR, JOUR_FIXE, PLANNING } from '../rooms';
import type { CalendarObject } from './calendar-text';
import { day, type JcalComponent, type JcalProperty, meetingLink, text, zoned } from './jcal';
import { BERLIN, NEW_YORK, WINDOWS_BERLIN } from './time-zones';

export interface SampleOptions {
  readonly person: Person;
  /** Milliseconds since the epoch; all events lie around it. */
  readonly now: number;
  /** IANA name of the zone the person looks from; absent for this machine's. */
  readonly timeZone?: string;
  /** The link by which a room of the demo city is joined. */
  readonly linkTo: (roomId: string) => string;
}

const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const MONDAY = 1;
const TUESDAY = 2;
const WEDNESDAY = 3;
const THURSDAY = 4;
const FRIDAY = 5;

/** The morning's work, which nobody else comes to. */
const MORNING_WORK: Readonly<Record<string, string>> = {
  amira: 'Terminsprechstunde Bürgerdienste',
  jonas: 'Frühdienst am Helpdesk',
  katharina: 'Bebauungsplan Nordstadt: Entwurf prüfen',
};

function codeOf(date: { readonly dayOfWeek: number }): string {
  return DAY_CODES[date.dayOfWeek - 1] ?? 'MO';
}

/** The given weekday (1 is Monday), so many weeks after this one. */
function inWeek(today: Temporal.PlainDate, weeks: number, weekday: number): Temporal.PlainDate {
  return today.subtract({ days: today.dayOfWeek - MONDAY }).add({ days: weeks * 7 + weekday - MONDAY });
}

/** The n-th working day after today. */
function workday(today: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let date = today;
  for (let found = 0; found < count; ) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= FRIDAY) found += 1;
  }
  return date;
}

function at(date: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  return date.toPlainDateTime(Temporal.PlainTime.from(time));
}

function span(start: Temporal.PlainDateTime, minutes: number, tzid: string): JcalProperty[] {
  return [zoned('dtstart', start, tzid), zoned('dtend', start.add({ minutes }), tzid)];
}

function weekly(...days: readonly string[]): JcalProperty {
  return ['rrule', {}, 'recur', { freq: 'WEEKLY', byday: days.length === 1 ? days[0] : days }];
}

function invitation(organizer: Person, guests: readonly Person[]): JcalProperty[] {
  return [
    ['organizer', { cn: organizer.name }, 'cal-address', `mailto:${organizer.email}`],
    ...guests.map(
      (guest): JcalProperty => [
        'attendee',
        { cn: guest.name, partstat: 'ACCEPTED', role: 'REQ-PARTICIPANT' },
        'cal-address',
        `mailto:${guest.email}`,
      ],
    ),
  ];
}

/** How Outlook's mail protection wraps a link. */
function safeLink(url: string): string {
  const query = new URLSearchParams({ url, data: '05|02|demo', reserved: '0' });
  return `https://eur03.safelinks.protection.outlook.com/?${query}`;
}

/**
 * When the Jour fixe begins: at least two minutes to read the invitation, at most seven to wait. Where that would be
 * tomorrow, as the person sees it, it has just begun instead: Today does not look beyond midnight.
 */
function jourFixeStart(now: Temporal.Instant, timeZone: string): Temporal.ZonedDateTime {
  const berlin = now.toZonedDateTimeISO(BERLIN);
  const steps = { smallestUnit: 'minute', roundingIncrement: 5 } as const;
  const start = berlin.add({ minutes: 2 }).round({ ...steps, roundingMode: 'ceil' });
  const dayHere = (moment: Temporal.ZonedDateTime) => moment.withTimeZone(timeZone).toPlainDate();
  return dayHere(start).equals(dayHere(berlin)) ? start : berlin.round({ ...steps, roundingMode: 'floor' });
}

/**
 * A person's calendar around now: what a working week in a city administration looks like, and one of each kind
 * that calendar programs get wrong. Everybody has the same Jour fixe, which begins within the next minutes.
 */
export function sampleEvents(options: SampleOptions): readonly CalendarObject[] {
  const { person, now, linkTo, timeZone = Temporal.Now.timeZoneId() } = options;
  const instant = Temporal.Instant.fromEpochMilliseconds(now);
  const local = instant.toZonedDateTimeISO(BERLIN).toPlainDateTime();
  const today = local.toPlainDate();
  const stamp = instant.toString({ smallestUnit: 'second' });
  const organizer = PEOPLE.find(({ login }) => login === 'katharina') ?? person;

  const event = (uid: string, summary: string, properties: JcalProperty[]): JcalComponent => [
    'vevent',
    [text('uid', uid), ['dtstamp', {}, 'date-time', stamp], text('summary', summary), ...properties],
    [],
  ];
  const single = (
    uid: string,
    zones: CalendarObject['zones'],
    summary: string,
    ...properties: JcalProperty[]
  ): CalendarObject => ({ uid, zones, components: [event(uid, summary, properties)] });
  const own = (name: string) => `${name}-${person.login}@quadrat.test`;

  const soon = jourFixeStart(instant, timeZone).toPlainDateTime();
  const jourFixeDays = [...new Set([...DAY_CODES.slice(0, FRIDAY), codeOf(soon)])];

  const teamUid = own('teamrunde');
  const teamStart = at(inWeek(today, -6, THURSDAY), '14:00');
  const teamMoved = at(inWeek(today, 2, THURSDAY), '14:00');
  const teamWithNew: JcalProperty[] = [text('description', 'Bitte Themen vorher in die Liste eintragen.')];

  return [
    single(
      'jour-fixe@quadrat.test',
      [BERLIN],
      JOUR_FIXE.title,
      ...span(soon.subtract({ days: 14 }), 45, BERLIN),
      weekly(...jourFixeDays),
      ...meetingLink(linkTo(JOUR_FIXE.id)),
      text('description', 'Kurzer Abgleich: Was steht an, wo hängt es, wer hilft?'),
      ...invitation(organizer, PEOPLE),
    ),
    single(
      own('vormittag'),
      [BERLIN],
      MORNING_WORK[person.login] ?? 'Vormittagsdienst',
      ...span(at(inWeek(today, -3, MONDAY), '08:30'), 90, BERLIN),
      weekly(...DAY_CODES.slice(0, FRIDAY)),
    ),
    single(
      own('wochenplanung'),
      [BERLIN],
      `Wochenplanung ${person.department}`,
      // Forty weeks hold at least one change between summer and winter time.
      ...span(at(inWeek(today, -40, MONDAY), '10:30'), 60, BERLIN),
      weekly('MO'),
      ...meetingLink(linkTo(PLANNING.id)),
    ),
    {
      uid: teamUid,
      zones: [BERLIN],
      components: [
        event(teamUid, `Teamrunde ${person.department}`, [
          ...span(teamStart, 60, BERLIN),
          weekly('TH'),
          zoned('exdate', at(inWeek(today, 1, THURSDAY), '14:00'), BERLIN),
          ...meetingLink(linkTo(PLANNING.id)),
          ...teamWithNew,
        ]),
        event(teamUid, `Teamrunde ${person.department} (verschoben)`, [
          zoned('recurrence-id', teamMoved, BERLIN),
          ...span(teamMoved.subtract({ days: 1, hours: 4 }), 60, BERLIN),
          ...meetingLink(linkTo(PLANNING.id)),
          ...teamWithNew,
        ]),
      ],
    },
    single(
      own('it-sprechstunde'),
      [BERLIN],
      IT_HOUR.title,
      ...span(at(inWeek(today, -5, today.dayOfWeek), '15:00'), 60, BERLIN),
      weekly(codeOf(today)),
      text('location', `Online: ${linkTo(IT_HOUR.id)}`),
    ),
    single(
      own('new-york'),
      [NEW_YORK],
      'Austausch mit der Digitalabteilung der Stadt New York',
      ...span(at(inWeek(today, -30, WEDNESDAY), '10:00'), 45, NEW_YORK),
      weekly('WE'),
      ...meetingLink(linkTo(PLANNING.id)),
    ),
    single(
      own('outlook'),
      [],
      'Vertragsgespräch Rechenzentrum',
      ...span(at(workday(today, 1), '11:00'), 60, WINDOWS_BERLIN),
      ...meetingLink(linkTo(IT_HOUR.id)),
    ),
    single(
      own('langer-titel'),
      [BERLIN],
      'Abstimmung der Verkehrsinfrastrukturfinanzierungsgesellschaft mit dem Bauordnungs- und Denkmalschutzamt zur Fahrradabstellplatzbedarfsermittlung',
      ...span(at(workday(today, 1), '13:00'), 90, BERLIN),
      text('location', 'Rathaus E 5, Sitzungszimmer 214'),
    ),
    single(
      own('planungsbuero'),
      [BERLIN],
      'Rücksprache mit dem Planungsbüro',
      ...span(at(workday(today, 2), '10:00'), 60, BERLIN),
      text('description', `Bitte hier einwählen:\n${safeLink(linkTo(PLANNING.id))}\n\nVielen Dank!`),
    ),
    single(
      own('fortbildung'),
      [],
      'Fortbildung: Barrierefreie Dokumente',
      day('dtstart', inWeek(today, 1, TUESDAY)),
      day('dtend', inWeek(today, 1, THURSDAY)),
      text('location', 'Studieninstitut, Raum 3'),
    ),
    single(
      own('dienstreise'),
      [BERLIN],
      'Dienstreise zum Städtetag',
      ...span(at(inWeek(today, 1, THURSDAY), '13:00'), 27 * 60, BERLIN),
      text('location', 'Köln'),
    ),
    single(
      'brueckentag@quadrat.test',
      [],
      'Brückentag – Rathaus geschlossen',
      day('dtstart', inWeek(today, 2, FRIDAY)),
      day('dtend', inWeek(today, 2, FRIDAY).add({ days: 1 })),
      ['transp', {}, 'text', 'TRANSPARENT'],
    ),
  ];
}
