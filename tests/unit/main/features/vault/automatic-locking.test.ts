import { VaultRoom } from './vault-room';

let room: VaultRoom;
beforeEach(async () => {
  room = new VaultRoom();
  await room.create();
});

const MINUTE = 60_000;
async function reason(): Promise<string> {
  const status = await room.status();
  return status.state === 'locked' ? status.reason : status.state;
}

describe('when nobody is at the machine', () => {
  test('the vault is locked after the time the person has set, and not before', async () => {
    await room.handlers.changePreferences({ lockAfterIdleSeconds: 120 });
    room.idleSeconds = 100;
    await room.clock.pass(MINUTE);
    expect(await reason()).toBe('open');
    room.idleSeconds = 120;
    await room.clock.pass(20_000);
    expect(await reason()).toBe('idle');
    expect(room.keepers.running).toEqual([]);
  });

  test('it is locked to the second when the idle time only grows', async () => {
    await room.handlers.changePreferences({ lockAfterIdleSeconds: 40 });
    for (let second = 1; second < 40; second += 1) {
      room.idleSeconds = second;
      await room.clock.pass(1_000);
    }
    expect(await reason()).toBe('open');
    room.idleSeconds = 40;
    await room.clock.pass(1_000);
    expect(await reason()).toBe('idle');
  });

  test('never means never, unless the city has a limit', async () => {
    await room.handlers.changePreferences({ lockAfterIdleSeconds: 0 });
    room.idleSeconds = 50_000;
    await room.clock.pass(MINUTE);
    expect(await reason()).toBe('open');
    room.limits = { ...room.limits, longestIdleSeconds: 300 };
    room.vault.profileChanged();
    await room.settle();
    expect(await reason()).toBe('idle');
  });

  test('a shorter time counts at once', async () => {
    room.idleSeconds = 100;
    await room.handlers.changePreferences({ lockAfterIdleSeconds: 60 });
    await room.settle();
    expect(await reason()).toBe('idle');
  });
});

test('the city’s longest time counts although somebody works', async () => {
  room.limits = { ...room.limits, longestOpenSeconds: 3600 };
  room.vault.profileChanged();
  await room.clock.pass(59 * MINUTE);
  expect(await reason()).toBe('open');
  await room.clock.pass(MINUTE);
  expect(await reason()).toBe('longest-time');
});

test('the longest time begins anew with each unlocking', async () => {
  room.limits = { ...room.limits, longestOpenSeconds: 3600 };
  await room.clock.pass(50 * MINUTE);
  await room.handlers.lock(undefined);
  await room.create('Zweiter');
  await room.clock.pass(50 * MINUTE);
  expect(await reason()).toBe('open');
});

test('a locked vault is not watched', async () => {
  await room.handlers.lock(undefined);
  const told = room.told.length;
  room.idleSeconds = 100_000;
  await room.clock.pass(60 * MINUTE);
  for (const incident of ['suspend', 'screen-lock', 'shutdown', 'hotkey'] as const) room.happens(incident);
  await room.settle();
  expect(room.told).toHaveLength(told);
  expect(await reason()).toBe('asked');
});

test.each([
  ['screen-lock', 'screen-lock'],
  ['suspend', 'suspend'],
  ['shutdown', 'suspend'],
  ['hotkey', 'asked'],
] as const)('%s locks', async (incident, told) => {
  room.happens(incident);
  expect(await reason()).toBe(told);
});

test.each([
  ['screen-lock', { lockOnScreenLock: false }, 'open'],
  ['suspend', { lockOnSuspend: false }, 'open'],
  // A machine that is shut down ends the client: there is nothing to prefer.
  ['shutdown', { lockOnSuspend: false }, 'suspend'],
] as const)('%s as the person prefers', async (incident, preferences, told) => {
  await room.handlers.changePreferences(preferences);
  room.happens(incident);
  expect(await reason()).toBe(told);
});

test('closing the window locks, unless the person prefers otherwise', async () => {
  await room.handlers.changePreferences({ lockOnClose: false });
  room.vault.windowClosing();
  expect(await reason()).toBe('open');
  await room.handlers.changePreferences({ lockOnClose: true });
  room.vault.windowClosing();
  expect(await reason()).toBe('window-closed');
});

describe('the window is kept out of screenshots', () => {
  test('while a vault is open', async () => {
    expect(room.isProtected).toBe(true);
    await room.handlers.lock(undefined);
    expect(room.isProtected).toBe(false);
  });

  test('and not where the person works over a remote desktop; that counts at once', async () => {
    await room.handlers.changePreferences({ contentProtection: false });
    expect(room.isProtected).toBe(false);
    await room.handlers.changePreferences({ contentProtection: true });
    expect(room.isProtected).toBe(true);
  });

  test('and no longer when the vault’s process has died', async () => {
    room.keepers.last.crash();
    await room.settle();
    expect(room.isProtected).toBe(false);
  });
});

describe('preferences', () => {
  test('are what is proposed until the person chooses, and last', async () => {
    const { preferences, limits } = await room.handlers.preferences(undefined);
    expect(preferences).toMatchObject({ lockAfterIdleSeconds: 600, clearClipboardAfterSeconds: 20 });
    expect(limits).toEqual({ quickUnlock: true, weakestMasterScore: 0, auditDays: 365 });
    await room.handlers.changePreferences({ hideAfterSeconds: 30, lockOnClose: undefined });
    room.join();
    const after = await room.handlers.preferences(undefined);
    expect(after.preferences).toEqual({ ...preferences, hideAfterSeconds: 30 });
  });

  test('above the city’s limit are cut to it, and count again without it', async () => {
    room.limits = { ...room.limits, longestIdleSeconds: 300 };
    const answer = await room.handlers.changePreferences({ lockAfterIdleSeconds: 900 });
    expect(answer.preferences.lockAfterIdleSeconds).toBe(300);
    const never = await room.handlers.changePreferences({ lockAfterIdleSeconds: 0 });
    expect(never.preferences.lockAfterIdleSeconds).toBe(300);
    const less = await room.handlers.changePreferences({ lockAfterIdleSeconds: 90 });
    expect(less.preferences.lockAfterIdleSeconds).toBe(90);
    await room.handlers.changePreferences({ lockAfterIdleSeconds: 900 });
    const { longestIdleSeconds: _, ...limits } = room.limits;
    room.limits = limits;
    const { preferences } = await room.handlers.preferences(undefined);
    expect(preferences.lockAfterIdleSeconds).toBe(900);
  });
});
