import { closeOf, knock } from './door';
import { eventually, type MeetingCity, startMeetingCity } from './meeting-city';

let city: MeetingCity;
const rooms = [
  { id: 'jour-fixe', title: 'Jour fixe', capacity: 2 },
  { id: 'personalrat', title: 'Personalrat', allowed: ['katharina'] },
];

beforeEach(async () => {
  city = await startMeetingCity({ rooms });
});
afterEach(() => city.stop());

const room = (id: string) => JSON.stringify({ room: id });

test('tickets are given to people with a good access token', async () => {
  expect(await city.http('POST', '/tickets', { token: 'token-amira', body: room('jour-fixe') })).toEqual({
    status: 200,
    body: {
      ticket: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      peerId: expect.any(String),
      displayName: 'Amira Yıldız',
      expiresInSeconds: 60,
    },
  });
});

test.each([
  ['no token', { body: room('jour-fixe') }, 401, 'unauthorized'],
  ['a bad token', { token: 'nobody', body: room('jour-fixe') }, 401, 'unauthorized'],
  ['no body', { token: 'token-amira' }, 400, 'malformed'],
  ['no JSON', { token: 'token-amira', body: '{' }, 400, 'malformed'],
  ['no room', { token: 'token-amira', body: '{}' }, 400, 'malformed'],
  ['a room without end', { token: 'token-amira', body: room('x'.repeat(65)) }, 400, 'malformed'],
  [
    'a body without end',
    { token: 'token-amira', body: `${room('jour-fixe')}${' '.repeat(5_000)}` },
    400,
    'malformed',
  ],
  ['an unknown room', { token: 'token-amira', body: room('kantine') }, 404, 'unknown-room'],
  ['a room for others', { token: 'token-amira', body: room('personalrat') }, 403, 'forbidden'],
])('no ticket for %s', async (_name, options, status, error) => {
  expect(await city.http('POST', '/tickets', options)).toEqual({ status, body: { error } });
});

test('a room for some is open to them', async () => {
  expect(await city.ticket('personalrat', 'token-katharina')).toMatchObject({
    displayName: 'Katharina Brandt',
  });
});

test('other methods and paths are refused, health and rooms are shown', async () => {
  expect(await city.http('GET', '/tickets')).toMatchObject({ status: 405 });
  expect(await city.http('DELETE', '/rooms')).toMatchObject({ status: 405 });
  expect(await city.http('GET', '/elsewhere')).toMatchObject({ status: 404 });
  expect(await city.http('GET', '/health')).toEqual({
    status: 200,
    body: { status: 'up', routers: 0, webRtcTransports: 0 },
  });
  const empty = {
    peers: 0,
    bots: 0,
    transports: 0,
    producers: 0,
    consumers: 0,
    dataProducers: 0,
    dataConsumers: 0,
  };
  expect(await city.http('GET', '/rooms')).toEqual({
    status: 200,
    body: {
      rooms: [
        { id: 'jour-fixe', title: 'Jour fixe', capacity: 2, ...empty },
        { id: 'personalrat', title: 'Personalrat', capacity: 50, ...empty },
      ],
    },
  });
});

test('a good ticket opens the door, once', async () => {
  const ticket = await city.ticket('jour-fixe', 'token-amira');
  expect(await knock(city, ticket)).toMatchObject({ kind: 'in' });
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 1 });
  expect(await knock(city, ticket)).toEqual({ kind: 'closed', code: 4411, reason: 'ticket-used' });
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 1 });
});

test('garbage, another room, another peer and an old ticket: each says why', async () => {
  const ticket = await city.ticket('jour-fixe', 'token-katharina');
  const invalid = { kind: 'closed', code: 4401, reason: 'ticket-invalid' };
  expect(await knock(city, { ...ticket, ticket: 'garbage' })).toEqual(invalid);
  expect(await knock(city, { ...ticket, roomId: 'personalrat' })).toEqual(invalid);
  expect(await knock(city, { ...ticket, roomId: 'kantine' })).toEqual(invalid);
  expect(await knock(city, { ...ticket, peerId: 'somebody' })).toEqual(invalid);
  city.advance(60_000);
  expect(await knock(city, ticket)).toEqual({ kind: 'closed', code: 4403, reason: 'ticket-expired' });
  expect(await city.http('GET', '/health')).toMatchObject({ body: { routers: 0 } });
});

test('a full room gives no ticket and lets nobody in, but the same person may come again', async () => {
  const tickets = [
    await city.ticket('jour-fixe', 'token-amira'),
    await city.ticket('jour-fixe', 'token-jonas'),
    await city.ticket('jour-fixe', 'token-katharina'),
  ] as const;
  const again = await city.ticket('jour-fixe', 'token-amira');
  const [amira] = await Promise.all([knock(city, tickets[0]), knock(city, tickets[1])]);
  const full = { kind: 'closed', code: 4409, reason: 'room-full' };
  expect(await knock(city, tickets[2])).toEqual(full);
  expect(await city.http('POST', '/tickets', { token: 'token-katharina', body: room('jour-fixe') })).toEqual({
    status: 409,
    body: { error: 'room-full' },
  });
  if (amira.kind !== 'in') throw new Error('not in');
  const replaced = closeOf(amira.socket);
  expect(await knock(city, again)).toMatchObject({ kind: 'in' });
  expect(await replaced).toEqual({ code: 4410, reason: 'replaced-by-newer-connection' });
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 2 });
  expect(await knock(city, tickets[2])).toEqual(full);
});

test('two people at once cannot both get the last place', async () => {
  await city.stop();
  city = await startMeetingCity({ rooms: [{ id: 'jour-fixe', title: 'Jour fixe', capacity: 1 }] });
  const tickets = [
    await city.ticket('jour-fixe', 'token-amira'),
    await city.ticket('jour-fixe', 'token-jonas'),
  ];
  const answers = await Promise.all(tickets.map((ticket) => knock(city, ticket)));
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['closed', 'in']);
});

test.each([
  ['of another site', { origin: 'https://elsewhere.test' }, 403],
  ['of an opaque page', { origin: 'null' }, 403],
  ['that only begins like ours', { origin: 'app://quadrat.elsewhere.test' }, 403],
  ['of the client, without protoo', { protocol: 'chat' }, 400],
  ['of the client, without a ticket', { query: '?roomId=jour-fixe&peerId=x' }, 400],
  ['of the client, to another path', { query: 'socket?roomId=jour-fixe&peerId=x&ticket=y' }, 400],
])('a WebSocket %s is refused before the handshake', async (_name, options, status) => {
  const ticket = await city.ticket('jour-fixe', 'token-amira');
  expect(await knock(city, ticket, options)).toEqual({ kind: 'refused', status });
});

test('a page of the server itself may connect', async () => {
  const ticket = await city.ticket('jour-fixe', 'token-amira');
  expect(await knock(city, ticket, { origin: city.meetings.origin })).toMatchObject({ kind: 'in' });
});

test('a handshake that breaks off at the door keeps no room open', async () => {
  const ticket = await city.ticket('jour-fixe', 'token-amira');
  const query = new URLSearchParams({ roomId: ticket.roomId, peerId: ticket.peerId, ticket: ticket.ticket });
  // No Sec-WebSocket-Key: everything else is in order, so the room is opened before the handshake fails.
  const status = await city.bareUpgrade(`/?${query}`);
  expect(status).toBe(400);
  await eventually(
    () => city.http('GET', '/health'),
    ({ body }) => JSON.stringify(body) === JSON.stringify({ status: 'up', routers: 0, webRtcTransports: 0 }),
  );
});

test('stopping tells everybody, ends within a second and frees the ports', async () => {
  const answer = await knock(city, await city.ticket('jour-fixe', 'token-amira'));
  if (answer.kind !== 'in') throw new Error('not in');
  const closed = closeOf(answer.socket);
  const { port, sfuTcpPort } = city.meetings;
  const began = performance.now();
  await city.stop();
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(await closed).toEqual({ code: 4503, reason: 'server-stopping' });
  city = await startMeetingCity({ rooms, port, sfuTcpPort });
  expect(city.meetings).toMatchObject({ port, sfuTcpPort, origin: `https://meet.quadrat.test:${port}` });
});
