import { SignJWT } from 'jose';
import { createTickets } from '../../../../city/meetings/tickets';

const amira = { sub: 'amira', name: 'Amira Yıldız' };

function setUp() {
  const clock = { now: 1_800_000_000_000 };
  return { clock, tickets: createTickets(60, () => clock.now) };
}

test('a ticket opens the room it was made for, to the peer and under the name it was made for', async () => {
  const { tickets } = setUp();
  const { ticket, peerId, displayName, expiresInSeconds } = await tickets.issue('jour-fixe', amira);
  expect({ displayName, expiresInSeconds }).toEqual({ displayName: 'Amira Yıldız', expiresInSeconds: 60 });
  expect(await tickets.check(ticket, { roomId: 'jour-fixe', peerId })).toEqual({
    ok: true,
    admission: { ticketId: expect.any(String), roomId: 'jour-fixe', peerId, displayName: 'Amira Yıldız' },
  });
});

test('for another room or another peer it is invalid', async () => {
  const { tickets } = setUp();
  const { ticket, peerId } = await tickets.issue('jour-fixe', amira);
  const invalid = { ok: false, reason: 'ticket-invalid' };
  expect(await tickets.check(ticket, { roomId: 'personalrat', peerId })).toEqual(invalid);
  expect(await tickets.check(ticket, { roomId: 'jour-fixe', peerId: `${peerId}x` })).toEqual(invalid);
});

test('it expires after its lifetime, and not before', async () => {
  const { clock, tickets } = setUp();
  const { ticket, peerId } = await tickets.issue('jour-fixe', amira);
  clock.now += 59_000;
  expect(await tickets.check(ticket, { roomId: 'jour-fixe', peerId })).toMatchObject({ ok: true });
  clock.now += 1_000;
  expect(await tickets.check(ticket, { roomId: 'jour-fixe', peerId })).toEqual({
    ok: false,
    reason: 'ticket-expired',
  });
});

test('it is spent once, also after others were issued and expired', async () => {
  const { clock, tickets } = setUp();
  expect(tickets.spend('one')).toBe(true);
  clock.now += 30_000;
  expect(tickets.spend('two')).toBe(true);
  expect(tickets.spend('one')).toBe(false);
  clock.now += 31_000;
  expect(tickets.spend('two')).toBe(false);
});

test('garbage, a foreign signature and an unsigned token are invalid', async () => {
  const { tickets } = setUp();
  const { peerId, ticket } = await tickets.issue('jour-fixe', amira);
  const foreign = await new SignJWT({ room: 'jour-fixe', name: 'Amira Yıldız' })
    .setProtectedHeader({ alg: 'HS256', typ: 'quadrat-ticket+jwt' })
    .setJti('x')
    .setSubject(peerId)
    .setAudience('urn:quadrat:meetings')
    .setExpirationTime('10y')
    .sign(new Uint8Array(32));
  const [, payload] = ticket.split('.');
  const unsigned = `${Buffer.from('{"alg":"none","typ":"quadrat-ticket+jwt"}').toString('base64url')}.${payload}.`;
  for (const text of ['', 'x', 'a.b.c', foreign, unsigned, `${ticket}x`]) {
    expect(await tickets.check(text, { roomId: 'jour-fixe', peerId })).toEqual({
      ok: false,
      reason: 'ticket-invalid',
    });
  }
});

test('the same person is the same peer in a room and another one elsewhere, and the peer id does not tell who', async () => {
  const { tickets } = setUp();
  const first = await tickets.issue('jour-fixe', amira);
  const again = await tickets.issue('jour-fixe', amira);
  const elsewhere = await tickets.issue('personalrat', amira);
  expect(again.peerId).toBe(first.peerId);
  expect(elsewhere.peerId).not.toBe(first.peerId);
  expect(first.peerId).toMatch(/^[\w-]{22}$/);
  expect((await setUp().tickets.issue('jour-fixe', amira)).peerId).not.toBe(first.peerId);
});

test('a name without letters is replaced, a long one cut', async () => {
  const { tickets } = setUp();
  expect((await tickets.issue('r', { sub: 'amira', name: '  ' })).displayName).toBe('amira');
  expect((await tickets.issue('r', { sub: 'amira', name: 'A'.repeat(300) })).displayName).toHaveLength(100);
});
