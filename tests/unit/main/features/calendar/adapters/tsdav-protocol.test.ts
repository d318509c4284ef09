import { beforeEach, describe, expect, test } from '@jest/globals';
import { TsdavCalendar } from '../../../../../../src/main/features/calendar/adapters/tsdav-calendar.adapter';
import type { KnownCalendar } from '../../../../../../src/main/features/calendar/calendar.ports';

const SERVER = 'https://calendar.quadrat.test:1';
const DIENST = { url: `${SERVER}/amira/dienst/`, name: 'Dienst' };
const NOTHING: KnownCalendar = { token: undefined, etags: new Map() };

interface Request {
  readonly origin: string;
  readonly path: string;
  readonly body: string;
  readonly token: string | null;
  readonly depth: string | null;
}

let requests: Request[];
let answer: (request: Request) => Response | Promise<Response>;
let tokens: (string | undefined)[];
let provider: TsdavCalendar;
let signal: AbortSignal;

beforeEach(() => {
  requests = [];
  tokens = ['first', 'second'];
  signal = new AbortController().signal;
  provider = new TsdavCalendar({
    url: `${SERVER}/`,
    fetch: async (url, init = {}) => {
      const headers = new Headers(init.headers);
      const request = {
        origin: new URL(url).origin,
        path: new URL(url).pathname,
        body: String(init.body ?? ''),
        token: headers.get('authorization'),
        depth: headers.get('depth'),
      };
      requests.push(request);
      return answer(request);
    },
    tokens: { current: async () => tokens[0], refresh: async () => tokens[1] },
  });
});

const multistatus = (...parts: string[]) =>
  new Response(
    `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${parts.join('')}</d:multistatus>`,
    { status: 207, headers: { 'content-type': 'application/xml; charset=utf-8' } },
  );
const found = (href: string, props: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const gone = (href: string, status = '404 Not Found') =>
  `<d:response><d:href>${href}</d:href><d:status>HTTP/1.1 ${status}</d:status></d:response>`;
const etag = (href: string, value: string) => found(href, `<d:getetag>"${value}"</d:getetag>`);
const data = (href: string, value: string) =>
  found(
    href,
    `<d:getetag>"${value}"</d:getetag><c:calendar-data><![CDATA[BEGIN:${value}]]></c:calendar-data>`,
  );
const token = (value: string) => `<d:sync-token>${value}</d:sync-token>`;
const href = (name: string) => `/amira/dienst/${name}.ics`;

const isMultiget = ({ body }: Request) => body.includes('calendar-multiget');
/** Answers a multiget with everything it asks for. */
const allAsked = ({ body }: Request) =>
  multistatus(...[...body.matchAll(/<d:href>([^<]+)<\/d:href>/g)].map(([, one = '']) => data(one, '1')));

describe('discovery', () => {
  const principal = found(
    '/',
    '<d:current-user-principal><d:href>/amira/</d:href></d:current-user-principal>',
  );
  const home = (address: string) =>
    found('/amira/', `<c:calendar-home-set><d:href>${address}</d:href></c:calendar-home-set>`);
  const collection = (address: string, inside: string) =>
    found(address, `<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>${inside}`);

  test('goes from the address over the principal to the home', async () => {
    answer = ({ path }) =>
      path === '/'
        ? multistatus(principal)
        : path === '/amira/'
          ? multistatus(home('/homes/amira/'))
          : multistatus(
              found('/homes/amira/', '<d:resourcetype><d:collection/></d:resourcetype>'),
              collection('/homes/amira/dienst/', '<d:displayname><![CDATA[Dienst]]></d:displayname>'),
              collection('/homes/amira/ohne%20Namen/', ''),
              collection(
                '/homes/amira/tasks/',
                '<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>',
              ),
              collection(
                '/homes/amira/both/',
                '<c:supported-calendar-component-set><c:comp name="VTODO"/><c:comp name="VEVENT"/></c:supported-calendar-component-set>',
              ),
            );
    expect(await provider.discover(signal)).toEqual([
      { url: `${SERVER}/homes/amira/dienst/`, name: 'Dienst' },
      { url: `${SERVER}/homes/amira/ohne%20Namen/`, name: 'ohne Namen' },
      { url: `${SERVER}/homes/amira/both/`, name: 'both' },
    ]);
    expect(requests.map(({ path, depth }) => [path, depth])).toEqual([
      ['/', '0'],
      ['/amira/', '0'],
      ['/homes/amira/', '1'],
    ]);
  });

  test('asks the well-known address where the given one knows nothing', async () => {
    answer = ({ path }) => {
      if (path === '/')
        return new Response('<html>', { status: 405, headers: { 'content-type': 'text/html' } });
      if (path === '/.well-known/caldav') return multistatus(principal);
      return path === '/amira/' ? multistatus(home('/homes/')) : multistatus(collection('/homes/a/', ''));
    };
    expect(await provider.discover(signal)).toHaveLength(1);
  });

  test.each([
    ['the principal', () => multistatus(principal.replace('/amira/', 'https://evil.example/'))],
    ['the home', ({ path }: Request) => multistatus(path === '/' ? principal : home('//evil.example/'))],
  ])('is not led to another server by %s', async (_, reply) => {
    answer = reply;
    await expect(provider.discover(signal)).rejects.toMatchObject({ problem: 'answer-not-understood' });
    expect(new Set(requests.map(({ origin }) => origin))).toEqual(new Set([SERVER]));
  });

  test.each([
    [500, 'server-failed'],
    [503, 'server-failed'],
    [403, 'answer-not-understood'],
  ])('status %i is %s', async (status, problem) => {
    answer = () => new Response('', { status });
    await expect(provider.discover(signal)).rejects.toMatchObject({ problem });
  });
});

describe('changes', () => {
  test('a listing that is cut off is asked on with the new token', async () => {
    answer = (request) => {
      if (isMultiget(request)) return allAsked(request);
      return request.body.includes('>t1<')
        ? multistatus(etag(href('b'), '1'), token('t2'))
        : multistatus(etag(href('a'), '1'), gone('/amira/dienst/', '507 Insufficient Storage'), token('t1'));
    };
    const known = { token: undefined, etags: new Map([[href('alt'), '"1"']]) };
    const changes = await provider.changesSince(known, DIENST, signal);
    expect(changes.token).toBe('t2');
    expect(changes.changed.map((one) => one.href)).toEqual([href('a'), href('b')]);
    expect(changes.removed).toEqual([href('alt')]);
  });

  test('a server that is cut off for ever ends', async () => {
    let round = 0;
    answer = () => multistatus(gone('/amira/dienst/', '507 Insufficient Storage'), token(`t${round++}`));
    await expect(provider.changesSince(NOTHING, DIENST, signal)).rejects.toMatchObject({
      problem: 'answer-not-understood',
    });
  });

  test.each([400, 403, 409, 410, 412, 507])('status %i to a token leads to a full look', async (status) => {
    answer = (request) => {
      if (request.body.includes('>old<')) {
        return new Response('<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>', {
          status,
          headers: { 'content-type': 'application/xml' },
        });
      }
      return isMultiget(request) ? allAsked(request) : multistatus(etag(href('a'), '1'), token('new'));
    };
    const known = { token: 'old', etags: new Map([[href('weg'), '"1"']]) };
    expect(await provider.changesSince(known, DIENST, signal)).toMatchObject({
      token: 'new',
      changed: [{ href: href('a') }],
      removed: [href('weg')],
    });
  });

  test.each([
    [403, 'server-refused'],
    [404, 'server-refused'],
    [500, 'server-failed'],
    [200, 'answer-not-understood'],
  ])('status %i without a token is %s, not a loop', async (status, problem) => {
    answer = () => new Response('', { status });
    await expect(provider.changesSince(NOTHING, DIENST, signal)).rejects.toMatchObject({ problem });
    expect(requests).toHaveLength(1);
  });

  test('an object that goes away between listing and fetching is gone', async () => {
    answer = (request) =>
      isMultiget(request)
        ? multistatus(data(href('a'), '1'), gone(href('b')))
        : multistatus(etag(href('a'), '1'), etag(href('b'), '1'), token('t'));
    const changes = await provider.changesSince(NOTHING, DIENST, signal);
    expect([changes.changed.map((one) => one.href), changes.removed]).toEqual([[href('a')], [href('b')]]);
  });

  test('an empty calendar is empty', async () => {
    answer = () => multistatus(token('t'));
    expect(await provider.changesSince(NOTHING, DIENST, signal)).toEqual({
      token: 't',
      changed: [],
      removed: [],
    });
  });

  test('only what differs is fetched', async () => {
    answer = (request) =>
      isMultiget(request)
        ? allAsked(request)
        : multistatus(etag(href('a'), '1'), etag(href('b'), '2'), token('t'));
    const known = { token: 'old', etags: new Map([[href('a'), '"1"']]) };
    const { changed } = await provider.changesSince(known, DIENST, signal);
    expect(changed.map((one) => one.href)).toEqual([href('b')]);
  });

  test('words that are no XML are not understood', async () => {
    answer = () =>
      new Response('<d:multistatus', { status: 207, headers: { 'content-type': 'application/xml' } });
    await expect(provider.changesSince(NOTHING, DIENST, signal)).rejects.toMatchObject({
      problem: 'answer-not-understood',
    });
  });
});

describe('the person', () => {
  test('shows the token, and once a new one when it is refused', async () => {
    answer = (request) =>
      request.token === 'Bearer second' ? multistatus(token('t')) : new Response('', { status: 401 });
    await provider.changesSince(NOTHING, DIENST, signal);
    expect(requests.map((request) => request.token)).toEqual(['Bearer first', 'Bearer second']);
  });

  test('is not signed in when the new one is refused as well', async () => {
    answer = () => new Response('', { status: 401 });
    await expect(provider.changesSince(NOTHING, DIENST, signal)).rejects.toMatchObject({
      problem: 'not-signed-in',
    });
    expect(requests).toHaveLength(2);
  });

  test.each([
    ['no token', [undefined, undefined], 0],
    ['no new token', ['first', undefined], 1],
  ])('is not signed in with %s', async (_, given, asked) => {
    tokens = given;
    answer = () => new Response('', { status: 401 });
    await expect(provider.discover(signal)).rejects.toMatchObject({ problem: 'not-signed-in' });
    expect(requests).toHaveLength(asked);
  });

  test('a server that does not answer is silent', async () => {
    answer = () => Promise.reject(new TypeError('net::ERR_PROXY_CONNECTION_FAILED'));
    await expect(provider.discover(signal)).rejects.toMatchObject({ problem: 'server-silent' });
  });

  test('an answer that breaks off is silence', async () => {
    answer = () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('<d:multi')),
          pull: (controller) => controller.error(new TypeError('net::ERR_CONNECTION_RESET')),
        }),
        { status: 207, headers: { 'content-type': 'application/xml' } },
      );
    await expect(provider.discover(signal)).rejects.toMatchObject({ problem: 'server-silent' });
  });
});
