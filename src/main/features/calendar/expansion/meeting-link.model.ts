import type { Occurrence } from '../../../../shared/features/calendar/calendar.model';
import { type Component, type Property, parameterOf, propertiesOf, textOf } from './jcal.model';

type Meeting = NonNullable<Occurrence['meeting']>;

/**
 * Properties in which programs put the link of a video meeting and nothing else:
 * Teams (MS-OXCICAL, MS-ASCAL), Google Calendar, OpenPaaS (Twake), Nextcloud Talk.
 */
const VENDOR_PROPERTIES = [
  'x-microsoft-skypeteamsmeetingurl',
  'x-microsoft-onlinemeetingconflink',
  'x-microsoft-onlinemeetingexternallink',
  'x-google-conference',
  'x-google-hangout',
  'x-openpaas-videoconference',
  'x-nctalk-url',
] as const;

/** Addresses of meetings at services in wide use: the only ones believed where any address may stand. */
const KNOWN_MEETINGS: readonly { readonly host: RegExp; readonly path: RegExp }[] = [
  { host: /^teams\.(microsoft|live)\.com$/, path: /^\/(l\/meetup-join|meet)\// },
  { host: /^meet\.google\.com$/, path: /^\/[a-z-]{6,}/ },
  { host: /(^|\.)zoom(gov)?\.(us|com)$/, path: /^\/(j|w|my|wc)\// },
  { host: /\.webex\.com$/, path: /^\/(meet|join|[\w-]+\/j\.php)/ },
  { host: /^(meet\.jit\.si|8x8\.vc|whereby\.com|[\w-]+\.whereby\.com)$/, path: /^\/.+/ },
  { host: /^(meet\.goto\.com|global\.gotomeeting\.com)$/, path: /^\/.+/ },
  // Self-hosted Nextcloud Talk and BigBlueButton, by the shape of their paths.
  { host: /./, path: /^(\/index\.php)?\/call\/[a-z0-9]{6,}$/i },
  { host: /./, path: /^\/(b|rooms)\/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}(-[a-z0-9]{3})?(\/join)?$/i },
];

/**
 * Finds the link of an event's meeting: `CONFERENCE` (RFC 7986 5.11), the vendors' properties, `URL`,
 * `LOCATION`, `DESCRIPTION`, in this order; within one of them the city's own server goes first. Only https.
 * @param origins the city's meeting servers; a room there (`/room/<id>`) is joined in the client
 */
export function meetingOf(event: Component, origins: readonly string[]): Meeting | undefined {
  const isRoom = (url: URL) => origins.includes(url.origin) && /^\/room\/[^/]+\/?$/.test(url.pathname);
  const believed = (url: URL) => isRoom(url) || isKnownMeeting(url);
  const location = linksIn(textOf(event, 'location'));
  const steps: (() => readonly URL[])[] = [
    () => conferences(event),
    () => VENDOR_PROPERTIES.flatMap((name) => propertiesOf(event, name).flatMap(linksOf)),
    () => propertiesOf(event, 'url').flatMap(linksOf).filter(believed),
    // A place that is nothing but an address can only be meant as a meeting.
    () => (isOnlyLink(textOf(event, 'location')) ? location : location.filter(believed)),
    () => linksIn(textOf(event, 'description')).filter(believed),
  ];
  for (const step of steps) {
    const found = step();
    const room = found.find(isRoom);
    if (room) return { ref: `${room.origin}${room.pathname.replace(/\/$/, '')}`, joinable: true };
    const [first] = found;
    if (first) return { ref: first.href, joinable: false };
  }
  return undefined;
}

/** Video first; telephone numbers, chats and feeds are no meetings. */
function conferences(event: Component): URL[] {
  const all = propertiesOf(event, 'conference').map((property) => ({
    features: (parameterOf(property, 'feature') ?? '').toUpperCase().split(','),
    links: linksOf(property),
  }));
  const video = all.filter(({ features }) => features.includes('VIDEO'));
  const others = all.filter(({ features }) => features.some((one) => ['', 'AUDIO', 'SCREEN'].includes(one)));
  return [...video, ...others].flatMap(({ links }) => links);
}

function isKnownMeeting(url: URL): boolean {
  return KNOWN_MEETINGS.some(({ host, path }) => host.test(url.hostname) && path.test(url.pathname));
}

/** A value of an unknown type may be escaped like text (RFC 5545 3.3.11). */
function linksOf(property: Property): URL[] {
  return property.values.flatMap((value) => linksIn(String(value).replace(/\\([,;\\])/g, '$1')));
}

function isOnlyLink(text: string | undefined): boolean {
  return text !== undefined && /^https:\/\/\S+$/i.test(text);
}

/** The https addresses in a text, unwrapped, in their order. */
function linksIn(text: string | undefined): URL[] {
  return [...(text ?? '').slice(0, 100_000).matchAll(/https:\/\/[^\s<>"'|\\^`]+/gi)].flatMap(([found]) => {
    const url = unwrap(withoutTail(found));
    return url ? [url] : [];
  });
}

/** Takes away what belongs to the sentence around an address. */
function withoutTail(address: string): string {
  const bare = address.replace(/[.,;:!?*_~\]}]+$/, '');
  return bare.endsWith(')') && !bare.includes('(') ? withoutTail(bare.slice(0, -1)) : bare;
}

/** Opens what link checkers have wrapped: SafeLinks of Microsoft 365 and Google's redirector, also in one another. */
function unwrap(address: string, layers = 3): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  const inner = /\.safelinks\.protection\.outlook\.com$/.test(url.hostname)
    ? url.searchParams.get('url')
    : url.hostname === 'www.google.com' && url.pathname === '/url'
      ? url.searchParams.get('q')
      : undefined;
  if (inner === undefined) return url;
  return inner === null || layers === 0 ? undefined : unwrap(inner, layers - 1);
}
