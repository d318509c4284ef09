import { createMeetingsFeature } from '../../../../../src/main/features/meetings/meetings.service';
import { meetingsContract } from '../../../../../src/shared/features/meetings/meetings.contract';
import { FakeClock } from '../../../../fakes/fake-clock';
import { FakeMeetingCity, givenTicket, silence } from '../../../../fakes/fake-meeting-city';

const ORIGIN = 'https://meet.quadrat.test:41234';
const meetingRef = `${ORIGIN}/room/jour-fixe`;

function meetings() {
  const city = new FakeMeetingCity();
  const clock = new FakeClock();
  const feature = createMeetingsFeature({ ...city, origins: () => [ORIGIN], clock });
  return {
    city,
    clock,
    feature,
    ask: (ref = meetingRef) => feature.handlers.requestTicket({ meetingRef: ref }),
  };
}

test('asks the meeting server for a ticket with the access token, and makes the signalling address of it', async () => {
  const { city, ask } = meetings();
  const answer = await ask();
  expect(meetingsContract.requestTicket.output.parse(answer)).toEqual({
    ok: true,
    ticket: {
      signalingUrl: 'wss://meet.quadrat.test:41234/?roomId=jour-fixe&peerId=p1&ticket=a.b.c',
      roomId: 'jour-fixe',
      peerId: 'p1',
      displayName: 'Amira Yıldız',
    },
  });
  expect(city.requests).toHaveLength(1);
  expect(city.requests[0]).toMatchObject({
    url: `${ORIGIN}/tickets`,
    init: {
      method: 'POST',
      body: '{"room":"jour-fixe"}',
      redirect: 'error',
      headers: { authorization: 'Bearer token-1' },
    },
  });
});

test.each([
  ['no link', 'link-not-understood'],
  ['https://meet.elsewhere.test/room/jour-fixe', 'server-not-allowed'],
  ['https://meet.quadrat.test/room/jour-fixe', 'server-not-allowed'],
])('sends nothing for %j', async (ref, reason) => {
  const { city, ask } = meetings();
  expect(await ask(ref)).toEqual({ ok: false, reason });
  expect(city.requests).toHaveLength(0);
});

test('sends nothing while the network is blocked, as a look right now finds', async () => {
  const { city, ask } = meetings();
  city.networkOpen = false;
  expect(await ask()).toEqual({ ok: false, reason: 'network-blocked' });
  expect(city.checks).toBe(1);
  expect(city.requests).toHaveLength(0);
});

test('a network that has just come back is used at once', async () => {
  const { city, ask } = meetings();
  city.networkOpen = false;
  city.checkFinds = true;
  expect(await ask()).toMatchObject({ ok: true });
});

test.each([
  [403, 'not-invited'],
  [404, 'unknown-room'],
  [409, 'room-full'],
  [500, 'server-failed'],
  [400, 'server-failed'],
])('a refusal with %i means %s', async (status, reason) => {
  const { city, ask } = meetings();
  city.reply = async () => Response.json({ error: 'x' }, { status });
  expect(await ask()).toEqual({ ok: false, reason });
  expect(city.requests).toHaveLength(1);
});

test('a refused token is worth one fresh one', async () => {
  const { city, ask } = meetings();
  city.reply = async ({ authorization }) =>
    authorization === 'Bearer token-2' ? givenTicket() : new Response(null, { status: 401 });
  expect(await ask()).toMatchObject({ ok: true });
  expect(city.requests).toHaveLength(2);
});

test('two refused tokens mean that nobody is signed in', async () => {
  const { city, ask } = meetings();
  city.reply = async () => new Response(null, { status: 401 });
  expect(await ask()).toEqual({ ok: false, reason: 'not-signed-in' });
  expect(city.requests).toHaveLength(2);
});

test.each([
  ['without a token nothing is sent', [undefined, 'token-2'], 0],
  ['without a fresh token nothing is sent again', ['token-1', undefined], 1],
])('%s', async (_, tokens, sent) => {
  const { city, ask } = meetings();
  city.tokenValues = tokens;
  city.reply = async () => new Response(null, { status: 401 });
  expect(await ask()).toEqual({ ok: false, reason: 'not-signed-in' });
  expect(city.requests).toHaveLength(sent);
});

test.each([
  ['not JSON', () => new Response('<html>')],
  ['an incomplete ticket', () => Response.json({ ticket: 'a.b.c', peerId: 'p1' })],
  ['an empty ticket', () => Response.json({ ticket: '', peerId: 'p1', displayName: 'A' })],
])('an answer that is %s is the fault of the server', async (_, answer) => {
  const { city, ask } = meetings();
  city.reply = async () => answer();
  expect(await ask()).toEqual({ ok: false, reason: 'server-failed' });
});

test.each([
  [true, 'server-silent'],
  [false, 'network-blocked'],
])('when no answer comes, the network is looked at (open: %s)', async (open, reason) => {
  const { city, ask } = meetings();
  city.checkFinds = open;
  city.reply = () => Promise.reject(new Error('net::ERR_PROXY_CONNECTION_FAILED'));
  expect(await ask()).toEqual({ ok: false, reason });
  expect(city.checks).toBe(1);
});

test('gives up after 10 s, also when the sign-in is what takes so long', async () => {
  for (const slow of ['server', 'sign-in']) {
    const { city, clock, feature, ask } = meetings();
    if (slow === 'server') city.reply = silence;
    else Object.assign(city.tokens, { current: () => new Promise(() => {}) });
    const answer = Promise.resolve(ask());
    const seen: unknown[] = [];
    void answer.then((value) => seen.push(value));
    await clock.pass(9_999);
    expect(seen).toEqual([]);
    await clock.pass(1);
    expect(seen).toEqual([{ ok: false, reason: 'server-silent' }]);
    expect(city.requests.every(({ init }) => init.signal?.aborted)).toBe(true);
    feature.close();
  }
});

test('microphone and camera are open from the check until leaving', async () => {
  const { city, feature, ask } = meetings();
  await ask();
  expect(city.gateMoves).toEqual([]);
  await feature.handlers.prepare(undefined);
  await feature.handlers.leave(undefined);
  expect(city.gateMoves).toEqual(['open', 'close']);
});

test('a page that is gone has no microphone, no camera and no open request', async () => {
  const { city, feature, ask } = meetings();
  city.reply = silence;
  await feature.handlers.prepare(undefined);
  const answer = ask();
  await new Promise((resolve) => setImmediate(resolve));
  feature.close();
  expect(city.gateMoves).toEqual(['open', 'close']);
  expect(await answer).toMatchObject({ ok: false });
  expect(city.requests[0]?.init.signal?.aborted).toBe(true);
});
