import type { Occurrence } from '../../../../shared/features/calendar/calendar.model';
import { type Component, type Property, parameterOf, propertiesOf, textOf } from './jcal.model';
import { meetingOf } from './meeting-link.model';
import { plainText } from './plain-text.model';

/** What an event is about, apart from when it is. */
export type Details = Pick<
  Occurrence,
  'title' | 'status' | 'location' | 'description' | 'organizer' | 'attendees' | 'meeting'
>;

const LONGEST_TITLE = 300;
const LONGEST_TEXT = 10_000;

/** Reads what a `VEVENT` is about. @param origins the city's meeting servers */
export function detailsOf(event: Component, origins: readonly string[]): Details {
  const meeting = meetingOf(event, origins);
  const location = placeOf(textOf(event, 'location') ?? '', meeting?.ref);
  const description = plainText((textOf(event, 'description') ?? '').slice(0, 2 * LONGEST_TEXT)).slice(
    0,
    LONGEST_TEXT,
  );
  const [organizer] = propertiesOf(event, 'organizer');
  const named = organizer && nameOf(organizer);
  const attendees = attendeesOf(event, organizer);
  return {
    title: textOf(event, 'summary')?.slice(0, LONGEST_TITLE) ?? '',
    status: statusOf(event),
    ...(location ? { location } : {}),
    ...(description ? { description } : {}),
    ...(named ? { organizer: named } : {}),
    ...(attendees > 0 ? { attendees } : {}),
    ...(meeting ? { meeting } : {}),
  };
}

/** The place without the meeting's link, which is said by the meeting already: `Online: https://…` is `Online`. */
function placeOf(written: string, link: string | undefined): string {
  const rest = link === undefined ? written : written.replace(link, '').replace(/[\s:;,(<\u2013-]+$/, '');
  return rest.trim().slice(0, LONGEST_TITLE);
}

function statusOf(event: Component): Details['status'] {
  const status = textOf(event, 'status')?.toLowerCase();
  return status === 'cancelled' || status === 'tentative' ? status : 'confirmed';
}

function addressOf(property: Property): string {
  return String(property.values[0] ?? '').toLowerCase();
}

function nameOf(property: Property): string {
  const address = String(property.values[0] ?? '').replace(/^mailto:/i, '');
  return (parameterOf(property, 'cn') ?? address).slice(0, LONGEST_TITLE);
}

/** Persons and groups that are invited, with the organizer; rooms and equipment do not count. */
function attendeesOf(event: Component, organizer: Property | undefined): number {
  const persons = propertiesOf(event, 'attendee').filter(
    (attendee) => !/^(ROOM|RESOURCE)$/i.test(parameterOf(attendee, 'cutype') ?? ''),
  );
  if (persons.length === 0) return 0;
  return new Set([...persons, ...(organizer ? [organizer] : [])].map(addressOf)).size;
}
