import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { createDAVClient, type DAVCalendar } from 'tsdav';
import { z } from 'zod';
import { type CityAuthority, createCityAuthority } from '../../../../city/authority/city-authority';
import { type CalendarServer, startCalendar } from '../../../../city/calendar/calendar-server';
import { startGateway } from '../../../../city/gateway/gateway';
import { type IdentityServer, startIdentity } from '../../../../city/identity/identity-server';
import { createAccounts, PEOPLE } from '../../../../city/people';
import { createCityFetch } from '../city-fetch';
import { stoppedAfterAll } from '../clean-up';
import { signIn } from '../identity/sign-in-flow';

const PASSWORD = 'Birke-Laterne-Wolke';
const linkTo = (room: string) => `https://meet.quadrat.test:4443/room/${room}`;
let folder: string;
let authority: CityAuthority;
let identity: IdentityServer;
let calendar: CalendarServer;
let cityFetch: typeof fetch;
let amira: string;
const givenUp: string[] = [];
const stopped = stoppedAfterAll();

function start(
  useRadicale: boolean,
  verifyAccessToken = identity.verifyAccessToken,
): Promise<CalendarServer> {
  const home = join(folder, String(useRadicale));
  const onGivenUp = (lines: string) => void givenUp.push(lines);
  return startCalendar({
    authority,
    verifyAccessToken,
    people: PEOPLE,
    linkTo,
    folder: home,
    useRadicale,
    onGivenUp,
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'city-calendar-'));
  authority = await createCityAuthority();
  identity = stopped(await startIdentity({ authority, accounts: createAccounts(PASSWORD) }));
  calendar = stopped(await start(true));
  const gateway = stopped(
    await startGateway({
      port: 0,
      belongsToCity: (target) => /^(login|calendar)\.quadrat\.test:/.test(target),
      logFile: join(folder, 'gateway.jsonl'),
    }),
  );
  cityFetch = createCityFetch(gateway.port, authority.certificate);
  amira = (await signIn(cityFetch, identity.issuer, 'amira', PASSWORD)).access_token;
});

afterAll(() => rmSync(folder, { recursive: true }));

function ask(
  path: string,
  method = 'GET',
  headers: Record<string, string> = { authorization: `Bearer ${amira}` },
  body?: string,
): Promise<Response> {
  return cityFetch(`${calendar.origin}${path}`, { method, headers, ...(body !== undefined && { body }) });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the front before Radicale', () => {
  test('refuses whoever brings no good token', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer garbage' },
      { authorization: `Basic ${btoa('amira:x')}` },
      { 'x-remote-user': 'amira' },
    ]) {
      const answer = await ask('/amira/', 'PROPFIND', headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
  });

  test('refuses an expired token', async () => {
    const shortLived = await startIdentity({
      authority,
      accounts: createAccounts(PASSWORD),
      accessTokenSeconds: 1,
    });
    const second = await start(false, shortLived.verifyAccessToken);
    try {
      const { access_token: token } = await signIn(cityFetch, shortLived.issuer, 'amira', PASSWORD);
      const get = () =>
        cityFetch(`${second.origin}/ics/amira.ics`, { headers: { authorization: `Bearer ${token}` } });
      expect((await get()).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect((await get()).status).toBe(401);
    } finally {
      await second.stop();
      await shortLived.stop();
    }
  });

  test('keeps everybody in their own calendar, whatever the headers or the path say', async () => {
    const depth = { depth: '1' };
    const authorization = `Bearer ${amira}`;
    expect((await ask('/amira/', 'PROPFIND', { authorization, ...depth })).status).toBe(207);
    for (const path of [
      '/jonas/',
      '/jonas/dienstkalender/',
      '/amira/../jonas/',
      '/amira/%2e%2e/jonas/',
      '/amira/..%2Fjonas/',
      '/ics/jonas.ics',
    ]) {
      for (const spoof of [
        {},
        { 'x-remote-user': 'jonas' },
        { x_remote_user: 'jonas' },
        { 'x-script-name': '/jonas' },
      ]) {
        const answer = await ask(path, 'PROPFIND', { authorization, ...depth, ...spoof });
        expect([path, answer.status]).toEqual([path, 403]);
      }
    }
    // Already the front says so, not only Radicale behind it.
    expect(await (await ask('/jonas/')).text()).toContain('not your calendar');
    const mine = await ask('/amira/dienstkalender/', 'PROPFIND', {
      authorization,
      ...depth,
      'x-remote-user': 'jonas',
    });
    expect(mine.status).toBe(207);
  });

  test('refuses bodies that are too large or of unknown length', async () => {
    const authorization = `Bearer ${amira}`;
    const path = '/amira/dienstkalender/large.ics';
    const large = 'x'.repeat(10 * 1_024 * 1_024 + 1);
    const answer = await ask(path, 'PUT', { authorization }, large).then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    );
    // Whether the sender still reads the answer before the connection is cut is a matter of time.
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(answer);
    const chunked = await ask(path, 'PUT', { authorization, 'transfer-encoding': 'chunked' }, 'x');
    expect(chunked.status).toBe(411);
    expect((await ask(path)).status).toBe(404);
  });

  test('shows the way from the well-known address', async () => {
    const answer = await ask('/.well-known/caldav', 'PROPFIND', {});
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/']);
  });
});

describe('CalDAV by tsdav', () => {
  async function connect() {
    const client = await createDAVClient({
      serverUrl: calendar.origin,
      credentials: { accessToken: amira },
      authMethod: 'Bearer',
      defaultAccountType: 'caldav',
      fetch: cityFetch,
    });
    const [found] = await client.fetchCalendars();
    return { client, found: found as DAVCalendar };
  }

  test('finds the calendar and everything in it as it was written', async () => {
    const { client, found } = await connect();
    expect(new URL(found.url).pathname).toBe('/amira/dienstkalender/');
    expect(found.displayName).toBe('Dienstkalender');
    const objects = await client.fetchCalendarObjects({ calendar: found });
    const texts = objects.map(({ data }) => String(data).replaceAll('\r\n ', ''));
    expect(texts).toHaveLength(12);
    const all = texts.join('');
    expect(all).toContain('TZID=W. Europe Standard Time:');
    expect(all).toContain('RECURRENCE-ID;TZID=Europe/Berlin:');
    expect(all).toContain('EXDATE;TZID=Europe/Berlin:');
    expect(all).toMatch(/CONFERENCE;[^\n]*https:\/\/meet\.quadrat\.test:4443\/room\/jour-fixe/);
    expect(all).toContain('safelinks.protection.outlook.com');
  });

  test('reports only what has changed since (sync-collection)', async () => {
    const { client, found } = await connect();
    const before = await client.syncCollection({
      url: found.url,
      props: { 'd:getetag': {} },
      syncLevel: 1,
    });
    const token = z.object({ multistatus: z.object({ syncToken: z.string() }) }).parse(before[0]?.raw)
      .multistatus.syncToken;
    const path = '/amira/dienstkalender/neu.ics';
    const event = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:neu\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260102T100000Z\r\nSUMMARY:Neu\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    const headers = { authorization: `Bearer ${amira}`, 'content-type': 'text/calendar' };
    expect((await ask(path, 'PUT', { ...headers, 'if-none-match': '*' }, event)).status).toBe(201);
    expect((await ask(path, 'PUT', { ...headers, 'if-none-match': '*' }, event)).status).toBe(412);

    const after = await client.syncCollection({
      url: found.url,
      props: { 'd:getetag': {} },
      syncLevel: 1,
      syncToken: token,
    });
    expect(after.map(({ href }) => href).filter(Boolean)).toEqual([path]);
    expect(await (await ask('/ics/me.ics')).text()).toContain('SUMMARY:Neu');
    expect((await ask(path, 'DELETE')).status).toBe(200);
  });
});

test('without Radicale the same events are there as ICS, and CalDAV says so', async () => {
  const plain = await start(false);
  try {
    expect(plain.address).toEqual({ kind: 'ics', url: `${plain.origin}/ics/me.ics` });
    const headers = { authorization: `Bearer ${amira}` };
    const uids = async (url: string) => {
      const text = await (await cityFetch(url, { headers })).text();
      const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
      return new Set(events.map((event) => event.getFirstPropertyValue('uid')));
    };
    expect(await uids(`${plain.origin}/ics/amira.ics`)).toEqual(
      await uids(`${calendar.origin}/ics/amira.ics`),
    );
    expect((await cityFetch(`${plain.origin}/`, { method: 'PROPFIND', headers })).status).toBe(503);
  } finally {
    await plain.stop();
  }
});

test('Radicale is started once more after a crash, and given up after the second', async () => {
  const first = calendar.radicalePid() ?? 0;
  process.kill(first, 'SIGKILL');
  const until = async (done: () => boolean | Promise<boolean>) => {
    for (let time = 0; time < 100 && !(await done()); time += 1)
      await new Promise((go) => setTimeout(go, 100));
  };
  await until(() => ![first, undefined].includes(calendar.radicalePid()));
  expect((await ask('/amira/', 'PROPFIND')).status).toBe(207);
  expect(givenUp).toEqual([]);

  const second = calendar.radicalePid() ?? 0;
  process.kill(second, 'SIGKILL');
  await until(() => givenUp.length > 0);
  expect(givenUp).toHaveLength(1);
  expect(isAlive(second)).toBe(false);
  expect((await ask('/amira/', 'PROPFIND')).status).toBe(503);
});
