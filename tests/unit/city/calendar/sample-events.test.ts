import ICAL from 'ical.js';
import { calendarText } from '../../../../city/calendar/calendar-text';
import { sampleEvents } from '../../../../city/calendar/sample-events';
import { PEOPLE, type Person } from '../../../../city/people';

const linkTo = (room: string) => `https://meet.quadrat.test:4443/room/${room}`;
const MINUTE_MS = 60_000;

function eventsOf(person: Person, now: number, timeZone = 'UTC'): readonly ICAL.Component[] {
  const text = calendarText(sampleEvents({ person, now, linkTo, timeZone }), 'Dienstkalender');
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent');
}

function byUid(events: readonly ICAL.Component[], start: string): ICAL.Component {
  const found = events.find((event) => String(event.getFirstPropertyValue('uid')).startsWith(start));
  if (!found) throw new Error(`no event ${start}`);
  return found;
}

/** Starts of an event in milliseconds since the epoch, up to a limit. */
function startsUntil(component: ICAL.Component, limit: number): readonly number[] {
  const iterator = new ICAL.Event(component).iterator();
  const starts: number[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) {
    const start = next.toJSDate().getTime();
    if (start > limit) break;
    starts.push(start);
  }
  return starts;
}

describe('the sample events', () => {
  test.each([
    ['on a Monday morning', '2026-11-23T08:58:30Z'],
    ['on a Saturday', '2026-11-28T14:00:00Z'],
    ['on a Sunday', '2026-11-29T14:02:59Z'],
    ['a moment before midnight in the city', '2026-11-24T22:57:00Z'],
    ['two weeks after summer time began', '2026-04-12T00:31:00Z'],
    ['two weeks after summer time ended', '2026-11-08T01:31:00Z'],
    ['on New Year’s Eve', '2026-12-31T22:59:00Z'],
  ])('begin with everybody’s Jour fixe within minutes: %s', (_, time) => {
    const now = Date.parse(time);
    for (const person of PEOPLE) {
      const jourFixe = byUid(eventsOf(person, now), 'jour-fixe@');
      const next = startsUntil(jourFixe, now + 60 * MINUTE_MS).filter((start) => start > now);
      expect(next).toHaveLength(1);
      const wait = ((next[0] ?? 0) - now) / MINUTE_MS;
      expect(wait).toBeGreaterThanOrEqual(2);
      expect(wait).toBeLessThanOrEqual(7);
      expect(jourFixe.getFirstPropertyValue('conference')).toBe(linkTo('jour-fixe'));
      expect(jourFixe.getFirstPropertyValue('location')).toBe(linkTo('jour-fixe'));
      expect(jourFixe.getAllProperties('attendee')).toHaveLength(3);
    }
  });

  test('have the Jour fixe begun already where it would be tomorrow', () => {
    const late = Date.parse('2026-11-23T22:57:00Z');
    const jourFixe = byUid(eventsOf(PEOPLE[0] as Person, late, 'Europe/Berlin'), 'jour-fixe@');
    const [last] = startsUntil(jourFixe, late).slice(-1);
    expect(new Date(last ?? 0).toISOString()).toBe('2026-11-23T22:55:00.000Z');
  });

  const now = Date.parse('2026-11-23T09:00:00Z');
  const events = eventsOf(PEOPLE[0] as Person, now);

  test('hold a series that lives through a change of the clocks at the same wall-clock time', () => {
    const starts = startsUntil(byUid(events, 'wochenplanung-'), now + 90 * 1_440 * MINUTE_MS);
    const hours = starts.map((start) => new Date(start).toISOString().slice(11, 16));
    expect(new Set(hours)).toEqual(new Set(['08:30', '09:30']));
  });

  test('hold one of each kind that calendar programs get wrong', () => {
    const team = events.filter((event) =>
      String(event.getFirstPropertyValue('uid')).startsWith('teamrunde-'),
    );
    expect(team).toHaveLength(2);
    const exceptions = team[0]?.getFirstPropertyValue('exdate') as ICAL.Time;
    const moved = team[1]?.getFirstPropertyValue('recurrence-id') as ICAL.Time;
    const series = startsUntil(team[0] as ICAL.Component, now + 60 * 1_440 * MINUTE_MS);
    expect(series).toContain(moved.toJSDate().getTime());
    expect(series).not.toContain(exceptions.toJSDate().getTime());

    expect(byUid(events, 'outlook-').getFirstProperty('dtstart')?.getParameter('tzid')).toBe(
      'W. Europe Standard Time',
    );
    const newYork = startsUntil(byUid(events, 'new-york-'), now);
    expect(new Set(newYork.map((start) => new Date(start).getUTCHours()))).toEqual(new Set([14, 15]));
    expect(String(byUid(events, 'langer-titel-').getFirstPropertyValue('summary')).length).toBeGreaterThan(
      100,
    );

    const hour = byUid(events, 'it-sprechstunde-');
    expect(hour.hasProperty('conference')).toBe(false);
    expect(hour.getFirstPropertyValue('location')).toContain(linkTo('it-sprechstunde'));
    const wrapped = /https:\S+/.exec(
      String(byUid(events, 'planungsbuero-').getFirstPropertyValue('description')),
    );
    expect(new URL(wrapped?.[0] ?? '').searchParams.get('url')).toBe(linkTo('planungsrunde'));

    for (const [uid, days] of [
      ['fortbildung-', 2],
      ['brueckentag@', 1],
    ] as const) {
      const event = new ICAL.Event(byUid(events, uid));
      expect([uid, event.startDate.isDate, event.duration.toSeconds() / 86_400]).toEqual([uid, true, days]);
    }
    const trip = new ICAL.Event(byUid(events, 'dienstreise-'));
    expect(trip.startDate.isDate).toBe(false);
    expect(trip.duration.toSeconds()).toBeGreaterThan(86_400);
  });
});
