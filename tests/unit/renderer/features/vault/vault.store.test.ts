import { setTimeout as pause } from 'node:timers/promises';
import { createVaultStore } from '../../../../../src/renderer/features/vault/vault.store';
import { FakeVault } from '../../../../fakes/fake-vault';

test('shows what the open vault holds, and keeps nothing of it when it is locked', async () => {
  const vault = new FakeVault();
  const store = createVaultStore(vault.client);
  await pause(50);
  expect(store.getState().status?.state).toBe('open');
  expect(store.getState().outline?.groups.length).toBeGreaterThan(1);
  await vault.client.lock(undefined);
  await pause(50);
  expect(store.getState().status?.state).toBe('locked');
  expect(store.getState().outline).toBeUndefined();
});
