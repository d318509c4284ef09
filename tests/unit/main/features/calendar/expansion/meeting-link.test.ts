import { describe, expect, test } from '@jest/globals';
import { expandObject } from '../../../../../../src/main/features/calendar/expansion/expansion.model';
import { calendar, event } from '../calendar-text';

const CITY = 'https://meet.quadrat.test:41234';
const ROOM = `${CITY}/room/jour-fixe`;
const TEAMS = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0';
const ZOOM = 'https://stadt.zoom.us/j/123456789?pwd=abc';

function meetingIn(...lines: string[]) {
  const object = calendar(event('DTSTART:20260701T090000Z', ...lines));
  const expansion = expandObject(
    { key: 'k', calendarName: 'Dienst', data: object },
    {
      from: Date.parse('2026-07-01T00:00Z'),
      to: Date.parse('2026-07-02T00:00Z'),
      timeZone: 'Europe/Berlin',
      meetingOrigins: [CITY],
    },
  );
  if (!expansion.ok) throw new Error(expansion.reason);
  return expansion.occurrences[0]?.meeting;
}

const safe = (address: string) =>
  `https://eur05.safelinks.protection.outlook.com/?url=${encodeURIComponent(address)}&data=05%7C02&reserved=0`;

/** From the most to the least telling place; each says where it is from by its link. */
const PLACES: readonly (readonly [string, string, string])[] = [
  [
    'CONFERENCE with video',
    'CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://a.example/1',
    'https://a.example/1',
  ],
  [
    'CONFERENCE without video',
    'CONFERENCE;VALUE=URI;FEATURE=AUDIO:https://a.example/2',
    'https://a.example/2',
  ],
  ['Teams', 'X-MICROSOFT-SKYPETEAMSMEETINGURL:https://a.example/3', 'https://a.example/3'],
  ['Teams, other', 'X-MICROSOFT-ONLINEMEETINGCONFLINK:https://a.example/4', 'https://a.example/4'],
  ['Google', 'X-GOOGLE-CONFERENCE:https://a.example/5', 'https://a.example/5'],
  ['OpenPaaS', 'X-OPENPAAS-VIDEOCONFERENCE:https://a.example/6', 'https://a.example/6'],
  ['Nextcloud', 'X-NCTALK-URL:https://a.example/7', 'https://a.example/7'],
  ['URL', 'URL:https://meet.google.com/abc-defg-hij', 'https://meet.google.com/abc-defg-hij'],
  ['LOCATION', 'LOCATION:https://a.example/8', 'https://a.example/8'],
  ['DESCRIPTION', `DESCRIPTION:Hier: ${ZOOM} bis gleich`, ZOOM],
];

describe('the order of places', () => {
  test.each(PLACES.map(([name, , link], index) => [name, link, index] as const))(
    '%s goes before what comes after it',
    (_, link, index) => {
      const rest = PLACES.slice(index).map(([, line]) => line);
      // Written in the opposite order: the place counts, not the line.
      expect(meetingIn(...rest.reverse())?.ref).toBe(link);
    },
  );
});

describe('what is joined here', () => {
  test.each<[string, string, { ref: string; joinable: boolean }]>([
    ['a room of the city', `CONFERENCE;VALUE=URI:${ROOM}`, { ref: ROOM, joinable: true }],
    [
      'a room with things behind it',
      `CONFERENCE;VALUE=URI:${ROOM}/?lang=de#x`,
      { ref: ROOM, joinable: true },
    ],
    ['a room in the place', `LOCATION:Raum A oder ${ROOM}.`, { ref: ROOM, joinable: true }],
    ['a room in brackets', `DESCRIPTION:Video (${ROOM})\\, Raum A`, { ref: ROOM, joinable: true }],
    ['a room behind SafeLinks', `DESCRIPTION:${safe(ROOM)}`, { ref: ROOM, joinable: true }],
    ['a room behind two wrappings', `DESCRIPTION:${safe(safe(ROOM))}`, { ref: ROOM, joinable: true }],
    [
      'a room behind Google',
      `DESCRIPTION:https://www.google.com/url?q=${encodeURIComponent(ROOM)}&sa=D`,
      { ref: ROOM, joinable: true },
    ],
    [
      'another port of the city',
      'CONFERENCE:https://meet.quadrat.test/room/x',
      { ref: 'https://meet.quadrat.test/room/x', joinable: false },
    ],
    ['another path of the city', `CONFERENCE:${CITY}/rooms`, { ref: `${CITY}/rooms`, joinable: false }],
    [
      'a host that only looks like it',
      `LOCATION:https://meet.quadrat.test.evil.example/room/x`,
      { ref: 'https://meet.quadrat.test.evil.example/room/x', joinable: false },
    ],
    ['Teams', `DESCRIPTION:Beitreten: <${TEAMS}>`, { ref: TEAMS, joinable: false }],
    [
      'Nextcloud Talk by its path',
      'LOCATION:Talk: https://cloud.stadt.example/call/a1b2c3d4',
      { ref: 'https://cloud.stadt.example/call/a1b2c3d4', joinable: false },
    ],
    [
      'BigBlueButton by its path',
      'DESCRIPTION:https://bbb.stadt.example/rooms/abc-def-ghi-jkl/join',
      { ref: 'https://bbb.stadt.example/rooms/abc-def-ghi-jkl/join', joinable: false },
    ],
  ])('%s', (_, line, expected) => {
    expect(meetingIn(line)).toEqual(expected);
  });

  test('within one place the city goes first', () => {
    expect(meetingIn(`DESCRIPTION:${ZOOM} oder ${ROOM}`)).toEqual({ ref: ROOM, joinable: true });
  });
});

describe('what is no meeting', () => {
  test.each([
    ['a script', 'CONFERENCE;VALUE=URI:javascript:alert(1)'],
    ['data', 'LOCATION:data:text/html;base64,AAAA'],
    ['http', `CONFERENCE;VALUE=URI:${ROOM.replace('https', 'http')}`],
    ['http behind SafeLinks', `DESCRIPTION:${safe(ROOM.replace('https', 'http'))}`],
    ['http behind SafeLinks where any host may stand', `CONFERENCE;VALUE=URI:${safe('http://a.example/1')}`],
    [
      'a script behind SafeLinks where any host may stand',
      `X-GOOGLE-CONFERENCE:${safe('javascript:alert(1)')}`,
    ],
    ['a script behind SafeLinks', `DESCRIPTION:${safe('javascript:alert(1)')}`],
    ['a room with a name and password', 'CONFERENCE:https://meet.quadrat.test:41234@evil.example/room/x'],
    ['a telephone', 'CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+4962112345'],
    ['a telephone page', 'CONFERENCE;VALUE=URI;FEATURE=PHONE:https://tel.example/1'],
    ['a chat', 'CONFERENCE;VALUE=URI;FEATURE=CHAT:https://chat.example/1'],
    ['sip', 'X-MICROSOFT-ONLINEMEETINGCONFLINK:conf:sip:jonas@stadt.example'],
    ['nothing', 'X-GOOGLE-CONFERENCE:'],
    ['some page as URL', 'URL:https://intranet.stadt.example/termin/4'],
    ['some page in the text', 'DESCRIPTION:Unterlagen: https://intranet.stadt.example/akte/9'],
    ['some page beside a place', 'LOCATION:Rathaus (https://stadt.example/anfahrt)'],
    ['an empty wrapping', 'DESCRIPTION:https://eur05.safelinks.protection.outlook.com/?data=1'],
    ['wrappings without end', `DESCRIPTION:${safe(safe(safe(safe(safe(ROOM)))))}`],
  ])('%s', (_, line) => {
    expect(meetingIn(line)).toBeUndefined();
  });
});
