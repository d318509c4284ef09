import type { Adapter } from 'oidc-provider';
import { createMemoryAdapter } from '../../../../city/identity/memory-adapter';

test('remembers until the time is over, each kind for itself', async () => {
  const clock = { now: 1_000 };
  const factory = createMemoryAdapter(() => clock.now);
  const sessions: Adapter = factory('Session');
  const codes: Adapter = factory('AuthorizationCode');
  await sessions.upsert('a', { uid: 'u' }, 10);
  await codes.upsert('a', { grantId: 'g' }, 60);
  expect(await sessions.find('a')).toEqual({ uid: 'u' });
  expect(await sessions.findByUid('u')).toEqual({ uid: 'u' });
  expect(await codes.findByUid('u')).toBeUndefined();
  await codes.consume('a');
  expect(await codes.find('a')).toEqual({ grantId: 'g', consumed: 1 });
  clock.now = 11_000;
  expect(await sessions.find('a')).toBeUndefined();
  expect(await sessions.findByUid('u')).toBeUndefined();
  expect(await codes.find('a')).toBeDefined();
  await codes.revokeByGrantId('g');
  expect(await codes.find('a')).toBeUndefined();
});
