import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  describeSealed,
  fingerprintOf,
  openSealed,
  sealToAdministration,
} from '../../../../../../src/main/features/vault/escrow/escrow';

const VAULT = '00112233445566778899aabbccddeeff';

function administration() {
  const privateKey = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return { privateKey, recipient: { name: 'Fachbereich IT', keyId: 'k1', publicKey: privateKey.x ?? '' } };
}

function sealedFor(recipient: ReturnType<typeof administration>['recipient'], secret: Uint8Array): string {
  const sealed = sealToAdministration(secret, recipient, VAULT);
  if (!sealed.ok) throw new Error(sealed.reason);
  return sealed.sealed;
}

test('the administration opens what was sealed to it, and what stands there tells nothing', () => {
  const { privateKey, recipient } = administration();
  const secret = randomBytes(32);
  const sealed = sealedFor(recipient, secret);
  expect(sealed).not.toContain(secret.toString('base64url'));
  const opened = openSealed(sealed, privateKey, VAULT);
  expect(opened.ok && Buffer.from(opened.secret).equals(secret)).toBe(true);
});

test('says to whom it is sealed, and since when', () => {
  const { recipient } = administration();
  expect(describeSealed(sealedFor(recipient, randomBytes(32)))).toEqual({
    ...{ to: 'Fachbereich IT', keyId: 'k1', fingerprint: fingerprintOf(recipient.publicKey) },
    at: expect.any(Number),
  });
});

test('two seals of one key have nothing in common', () => {
  const { recipient } = administration();
  const secret = randomBytes(32);
  const [one, other] = [sealedFor(recipient, secret), sealedFor(recipient, secret)].map(
    (sealed) => JSON.parse(sealed) as { sealed: string; ephemeral: string },
  );
  expect(one?.sealed).not.toBe(other?.sealed);
  expect(one?.ephemeral).not.toBe(other?.ephemeral);
});

test('opens for no other vault, no other administration, and not when changed', () => {
  const { privateKey, recipient } = administration();
  const sealed = sealedFor(recipient, randomBytes(32));
  expect(openSealed(sealed, privateKey, 'ff'.repeat(16))).toEqual({ ok: false, reason: 'damaged' });
  expect(openSealed(sealed, administration().privateKey, VAULT)).toEqual({ ok: false, reason: 'other-key' });
  const parts = JSON.parse(sealed) as { sealed: string };
  const flipped = `${parts.sealed.startsWith('A') ? 'B' : 'A'}${parts.sealed.slice(1)}`;
  const changed = JSON.stringify({ ...parts, sealed: flipped });
  expect(openSealed(changed, privateKey, VAULT)).toEqual({ ok: false, reason: 'damaged' });
});

test.each([
  ['nothing', '', 'not-sealed'],
  ['other JSON', '{"version":1}', 'not-sealed'],
  ['a later version', '{"version":2,"x":1}', 'version-too-new'],
])('%s is refused', (_, value, reason) => {
  expect(openSealed(value, administration().privateKey, VAULT)).toEqual({ ok: false, reason });
  expect(describeSealed(value)).toBeUndefined();
});

test.each([
  ['no key', 'abc'],
  ['a key that gives a secret everybody knows', Buffer.alloc(32).toString('base64url')],
  ['another such key', Buffer.from([1, ...new Array<number>(31).fill(0)]).toString('base64url')],
])('seals to %s nothing', (_, publicKey) => {
  const recipient = { name: 'IT', keyId: 'k', publicKey };
  expect(sealToAdministration(randomBytes(32), recipient, VAULT)).toEqual({ ok: false, reason: 'bad-key' });
});

test('seals nothing but a whole key', () => {
  const { recipient } = administration();
  expect(sealToAdministration(randomBytes(31), recipient, VAULT)).toEqual({
    ok: false,
    reason: 'bad-secret',
  });
});
