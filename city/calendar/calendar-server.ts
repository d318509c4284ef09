import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { CityAuthority } from '../authority/city-authority';
import { type Handler, Refusal, type Switchable, startHttpsServer } from '../https-server';
import { bearerToken, type TokenHolder, type VerifyAccessToken } from '../identity/access-tokens';
import type { Person } from '../people';
import { type CalendarObject, calendarText } from './calendar-text';
import { startRadicale } from './radicale';
import { createRadicaleClient, type RadicaleClient } from './radicale-client';
import { sampleEvents } from './sample-events';

const NAME = 'calendar.quadrat.test';
const CALENDAR = 'dienstkalender';
const CALENDAR_TITLE = 'Dienstkalender';
const LARGEST_BODY_BYTES = 10 * 1_024 * 1_024;

/** The only headers that go through; above all not `X-Remote-User` and `X-Script-Name`, which Radicale believes. */
const REQUEST_HEADERS = [
  ...['accept', 'accept-encoding', 'content-type', 'content-length', 'depth', 'destination', 'host', 'if'],
  ...['if-match', 'if-none-match', 'overwrite', 'prefer', 'user-agent'],
];
const RESPONSE_HEADERS = [
  ...[
    'allow',
    'content-encoding',
    'content-length',
    'content-type',
    'dav',
    'etag',
    'last-modified',
    'location',
  ],
];

export interface CalendarServer extends Switchable {
  readonly origin: string;
  /** For the city profile: CalDAV, or ICS where Radicale is not installed. */
  readonly address: { readonly kind: 'caldav' | 'ics'; readonly url: string };
  /** Process id of Radicale while it runs. */
  radicalePid(): number | undefined;
  stop(): Promise<void>;
}

export interface CalendarOptions {
  readonly authority: CityAuthority;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly people: readonly Person[];
  /** The link by which a room of the demo city is joined. */
  readonly linkTo: (roomId: string) => string;
  /** Where Radicale keeps its things. */
  readonly folder: string;
  /** False to do as if Radicale were not installed. */
  readonly useRadicale: boolean;
  /** Told when Radicale has crashed for good. */
  readonly onGivenUp: (lastLines: string) => void;
}

function pick(headers: IncomingMessage['headers'], names: readonly string[]): OutgoingHttpHeaders {
  return Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
}

/** Puts everybody's sample events on the server, by CalDAV as a calendar program would. */
async function seed(
  client: RadicaleClient,
  samples: ReadonlyMap<string, readonly CalendarObject[]>,
): Promise<void> {
  const calendar = `<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>${CALENDAR_TITLE}</D:displayname>
<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>
</D:prop></D:set></C:mkcalendar>`;
  await Promise.all(
    [...samples].map(async ([sub, objects]) => {
      const home = `/${sub}/${CALENDAR}/`;
      const xml = { 'content-type': 'application/xml; charset=utf-8' };
      await client.send({ sub, method: 'MKCALENDAR', path: home, headers: xml }, calendar);
      const ics = { 'content-type': 'text/calendar; charset=utf-8' };
      for (const object of objects) {
        const path = `${home}${object.uid.split('@')[0]}.ics`;
        await client.send({ sub, method: 'PUT', path, headers: ics }, calendarText([object]));
      }
    }),
  );
}

/** Passes a request on to Radicale and its answer back, both as they flow. */
function forward(
  client: RadicaleClient,
  sub: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', headers } = request;
  if (headers['transfer-encoding'] !== undefined) {
    throw new Refusal(411, 'Please send the length of the body.');
  }
  if (Number(headers['content-length'] ?? 0) > LARGEST_BODY_BYTES) {
    throw new Refusal(413, 'That is more than this calendar takes at once.', { connection: 'close' });
  }
  const onward = client.open({ sub, method, path, headers: pick(headers, REQUEST_HEADERS) });
  if (!onward) throw new Refusal(503, 'The calendar server is not running.', { 'retry-after': '5' });
  return new Promise((resolve, reject) => {
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, pick(answer.headers, RESPONSE_HEADERS));
      answer.on('error', reject);
      answer.pipe(response);
    });
    onward.on('error', () => reject(new Refusal(502, 'The calendar server does not answer.')));
    response.on('close', () => {
      onward.destroy();
      resolve();
    });
    request.pipe(onward);
  });
}

function createHandler(
  verifyAccessToken: VerifyAccessToken,
  client: RadicaleClient | undefined,
  samples: ReadonlyMap<string, readonly CalendarObject[]>,
): Handler {
  async function holderOf({ headers }: IncomingMessage): Promise<TokenHolder> {
    const token = bearerToken(headers.authorization);
    const holder = token === undefined ? undefined : await verifyAccessToken(token);
    if (holder) return holder;
    const error = token === undefined ? '' : ', error="invalid_token"';
    throw new Refusal(401, 'Please sign in.', { 'www-authenticate': `Bearer realm="Demo-Stadt"${error}` });
  }

  /** The whole calendar as one file, for programs that know no CalDAV. */
  async function answerIcs(sub: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Refusal(405, 'This calendar can only be read.', { allow: 'GET, HEAD' });
    }
    if (client) return forward(client, sub, `/${sub}/${CALENDAR}/`, request, response);
    const content = calendarText(samples.get(sub) ?? [], CALENDAR_TITLE);
    response.writeHead(200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-length': Buffer.byteLength(content),
      'cache-control': 'no-store',
    });
    response.end(content);
  }

  return async (request, response, { origin, pathname, search }) => {
    if (pathname === '/.well-known/caldav') {
      response.writeHead(301, { location: '/' });
      response.end();
      return;
    }
    const { sub } = await holderOf(request);
    const ics = /^\/ics\/([^/]+)\.ics$/.exec(pathname)?.[1];
    if (ics === 'me' || ics === sub) return answerIcs(sub, request, response);
    const own = pathname === '/' || pathname === `/${sub}` || pathname.startsWith(`/${sub}/`);
    if (!own) throw new Refusal(403, 'That is not your calendar.');
    if (!client) throw new Refusal(503, `There is no CalDAV server here. Take ${origin}/ics/me.ics.`);
    return forward(client, sub, pathname + search, request, response);
  };
}

/** Starts the calendar server with everybody's sample events. */
export async function startCalendar(options: CalendarOptions): Promise<CalendarServer> {
  const { authority, folder, linkTo, onGivenUp } = options;
  const now = Date.now();
  const samples = new Map(
    options.people.map((person) => [person.login, sampleEvents({ person, now, linkTo })] as const),
  );
  const radicale = options.useRadicale
    ? await startRadicale({ folder: join(folder, 'radicale'), authority, onGivenUp })
    : undefined;
  try {
    const client = radicale && createRadicaleClient(radicale, authority);
    if (client) await seed(client, samples);
    const { origin, down, up, stop } = await startHttpsServer(
      { certificate: await authority.issueServer([NAME]), names: [NAME] },
      () => createHandler(options.verifyAccessToken, client, samples),
    );
    return {
      origin,
      address: radicale
        ? { kind: 'caldav', url: `${origin}/` }
        : { kind: 'ics', url: `${origin}/ics/me.ics` },
      radicalePid: () => radicale?.pid(),
      down,
      up,
      stop: async () => void (await Promise.all([stop(), radicale?.stop()])),
    };
  } catch (error) {
    await radicale?.stop();
    throw error;
  }
}
