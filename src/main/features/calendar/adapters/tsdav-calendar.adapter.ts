import type { DAVResponse } from 'tsdav';
import {
  type CalendarChanges,
  type CalendarProvider,
  type KnownCalendar,
  type RemoteCalendar,
  type RemoteObject,
  SyncFailure,
} from '../calendar.ports';
import { failureOf, personalFetch, type RequestNeeds } from './calendar-request.adapter';

type Dav = typeof import('tsdav');
type Fetch = typeof globalThis.fetch;

/** So many objects are asked for in one request. */
const OBJECTS_PER_REQUEST = 50;

/** A server that cuts its answers off (507) is asked on at most so often. */
const MOST_ROUNDS = 1_000;

/** What a server answers to a token it does not know (any more): RFC 6578 3.2, and what is met in the wild. */
const TOKEN_REFUSED = [400, 403, 409, 410, 412, 507];

interface Needs extends RequestNeeds {
  /** Where the city's profile says that CalDAV begins. */
  readonly url: string;
}

/** The person's calendars on a CalDAV server (RFC 4791), brought up to date by `sync-collection` (RFC 6578). */
export class TsdavCalendar implements CalendarProvider {
  readonly id: string;
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.id = needs.url;
    this.#needs = needs;
  }

  async discover(signal: AbortSignal): Promise<readonly RemoteCalendar[]> {
    const dav = await import('tsdav');
    const fetch = personalFetch(this.#needs, signal);
    const { url } = this.#needs;
    const principal =
      (await this.#findHref(dav, fetch, url, 'current-user-principal')) ??
      (await this.#findHref(dav, fetch, new URL('/.well-known/caldav', url).href, 'current-user-principal'));
    const home = principal && (await this.#findHref(dav, fetch, principal, 'calendar-home-set'));
    if (!home) throw new SyncFailure('answer-not-understood');
    const props = { 'd:resourcetype': {}, 'd:displayname': {}, 'c:supported-calendar-component-set': {} };
    const found = await dav.propfind({ url: home, props, depth: '1', fetch });
    return multistatusOf(found)
      .filter(holdsEvents)
      .map((response): RemoteCalendar => {
        const url = this.#ownUrl(response.href ?? '', home);
        const name = textOf(propertyOf(response, 'displayname'));
        return {
          url,
          name: name || decodeURIComponent(new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? ''),
        };
      });
  }

  async changesSince(
    known: KnownCalendar,
    calendar: RemoteCalendar,
    signal: AbortSignal,
  ): Promise<CalendarChanges> {
    const dav = await import('tsdav');
    const fetch = personalFetch(this.#needs, signal);
    const changes =
      (known.token === undefined ? undefined : await collect(dav, fetch, calendar.url, known.token)) ??
      (await collect(dav, fetch, calendar.url, undefined));
    if (!changes) throw new SyncFailure('server-refused');
    const wanted = [...changes.etags].filter(([href, etag]) => known.etags.get(href) !== etag);
    const objects: RemoteObject[] = [];
    const gone = new Set(changes.removed);
    for (let at = 0; at < wanted.length; at += OBJECTS_PER_REQUEST) {
      const hrefs = wanted.slice(at, at + OBJECTS_PER_REQUEST).map(([href]) => href);
      const answer = await fetchObjects(dav, fetch, calendar.url, hrefs);
      objects.push(...answer.objects);
      for (const href of answer.gone) gone.add(href);
    }
    if (changes.complete) {
      for (const href of known.etags.keys()) if (!changes.etags.has(href)) gone.add(href);
    }
    return { token: changes.token, changed: objects, removed: [...gone] };
  }

  /** Asks a resource for an address; undefined where it does not know one. */
  async #findHref(
    dav: Dav,
    fetch: Fetch,
    url: string,
    property: 'current-user-principal' | 'calendar-home-set',
  ) {
    const [prefix, key] =
      property === 'calendar-home-set' ? ['c', 'calendarHomeSet'] : ['d', 'currentUserPrincipal'];
    const [response] = await dav.propfind({
      url,
      props: { [`${prefix}:${property}`]: {} },
      depth: '0',
      fetch,
    });
    // A server that is out of order shall not look like one without calendars.
    if (response && response.status >= 500) throw failureOf(response.status);
    const href = textOf(hrefIn(response && propertyOf(response, key)));
    return href ? this.#ownUrl(href, url) : undefined;
  }

  /** Addresses are believed only on the server that the profile names: the token goes with the request. */
  #ownUrl(href: string, base: string): string {
    const url = URL.canParse(href, base) ? new URL(href, base) : undefined;
    if (url?.origin !== new URL(this.#needs.url).origin) throw new SyncFailure('answer-not-understood');
    return url.href;
  }
}

interface Collected {
  readonly token: string | undefined;
  /** True when the whole calendar was listed, not only what has changed. */
  readonly complete: boolean;
  readonly etags: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

/**
 * Lists what has changed since the token, or everything without one.
 * @returns undefined when the server does not take the token
 */
async function collect(
  dav: Dav,
  fetch: Fetch,
  url: string,
  since: string | undefined,
): Promise<Collected | undefined> {
  const etags = new Map<string, string>();
  const removed = new Set<string>();
  let token = since;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const props = { 'd:getetag': {} };
    const answer = await dav.syncCollection({ url, props, syncLevel: 1, syncToken: token ?? '', fetch });
    const [first] = answer;
    if (token !== undefined && first && !isMultistatus(first) && TOKEN_REFUSED.includes(first.status)) {
      return undefined;
    }
    const responses = multistatusOf(answer);
    const next = tokenIn(first);
    for (const response of responses) {
      const { href, status } = response;
      if (href === undefined || isSame(href, url)) continue;
      const etag = textOf(propertyOf(response, 'getetag'));
      if (status === 404) {
        etags.delete(href);
        removed.add(href);
      } else if (etag !== '') {
        removed.delete(href);
        etags.set(href, etag);
      }
    }
    // The collection itself with 507: the answer was cut off, the rest comes with the new token.
    const cutOff = responses.some(({ href, status }) => status === 507 && href && isSame(href, url));
    if (!cutOff || next === undefined || next === token) {
      return { token: next, complete: since === undefined, etags, removed: [...removed] };
    }
    token = next;
  }
  throw new SyncFailure('answer-not-understood');
}

async function fetchObjects(dav: Dav, fetch: Fetch, url: string, hrefs: readonly string[]) {
  const attributes = { 'xmlns:c': dav.DAVNamespace.CALDAV, 'xmlns:d': dav.DAVNamespace.DAV };
  const answer = await dav.davRequest({
    url,
    init: {
      method: 'REPORT',
      namespace: 'c',
      headers: { depth: '1' },
      body: {
        'calendar-multiget': {
          _attributes: attributes,
          'd:prop': { 'd:getetag': {}, 'c:calendar-data': {} },
          'd:href': hrefs,
        },
      },
    },
    fetch,
  });
  const objects: RemoteObject[] = [];
  const gone: string[] = [];
  for (const response of multistatusOf(answer)) {
    const { href, status } = response;
    if (href === undefined) continue;
    const data = textOf(propertyOf(response, 'calendarData'));
    if (data !== '') objects.push({ href, etag: textOf(propertyOf(response, 'getetag')), data });
    else if (status === 404) gone.push(href);
  }
  return { objects, gone };
}

function isMultistatus({ raw }: DAVResponse): boolean {
  return typeof raw === 'object' && raw !== null && 'multistatus' in raw;
}

/** The responses of a multistatus (RFC 4918 13). @throws SyncFailure for any other answer */
function multistatusOf(answer: readonly DAVResponse[]): DAVResponse[] {
  const [first] = answer;
  if (!first) throw new SyncFailure('answer-not-understood');
  if (!isMultistatus(first)) {
    throw first.ok ? new SyncFailure('answer-not-understood') : failureOf(first.status);
  }
  return answer.filter(({ href }) => typeof href === 'string');
}

function tokenIn(response: DAVResponse | undefined): string | undefined {
  const raw: { multistatus?: { syncToken?: unknown } } | undefined = response?.raw;
  return textOf(raw?.multistatus?.syncToken) || undefined;
}

function holdsEvents(response: DAVResponse): boolean {
  const kinds = propertyOf(response, 'resourcetype');
  if (typeof kinds !== 'object' || kinds === null || !('calendar' in kinds)) return false;
  const set = propertyOf(response, 'supportedCalendarComponentSet') as
    | { comp?: ComponentName | ComponentName[] }
    | undefined;
  const names = [set?.comp ?? []].flat().map((component) => component._attributes?.name);
  return names.length === 0 || names.includes('VEVENT');
}

interface ComponentName {
  readonly _attributes?: { readonly name?: string };
}

/** A property as tsdav names it: in camel case and without namespace. */
function propertyOf({ props }: DAVResponse, name: string): unknown {
  return props?.[name];
}

function hrefIn(property: unknown): unknown {
  const href: unknown =
    typeof property === 'object' && property !== null && 'href' in property ? property.href : '';
  return Array.isArray(href) ? href[0] : href;
}

/** tsdav makes numbers of texts that look like one, and objects of CDATA. */
function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && '_cdata' in value) return textOf(value._cdata);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function isSame(href: string, url: string): boolean {
  const path = (address: string) => new URL(address, url).pathname.replace(/\/$/, '');
  return URL.canParse(href, url) && path(href) === path(url);
}
