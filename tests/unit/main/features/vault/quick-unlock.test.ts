import { bytes, VaultRoom } from './vault-room';

let room: VaultRoom;
beforeEach(() => {
  room = new VaultRoom();
});

const wrong = (reason: string) => ({ ok: false, reason });
const lock = () => room.handlers.lock(undefined);
const quick = (known: string) => room.handlers.quickUnlock({ known });
async function shown(): Promise<string> {
  const status = await room.status();
  if (status.state === 'none') throw new Error('no vault');
  return status.vault.quickUnlock;
}
/** What the last process was told about the keychain, for the audit log. */
const noted = () =>
  room.keepers.last.heard.filter(({ name }) => name === 'noteQuickUnlock').map(({ input }) => input);

test('set up with a new vault it opens without the password', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  expect(await shown()).toBe('ready');
  expect(noted()).toEqual([{ on: true }]);
  await lock();
  expect(await quick(id)).toEqual({ ok: true });
  expect((await room.status()).state).toBe('open');
});

test('the disk holds what the keychain alone can open, and the keychain nothing that opens without the disk', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  const secret = room.keychain.kept.get(id) ?? '';
  expect(Buffer.from(secret, 'base64')).toHaveLength(32);
  expect(JSON.stringify(room.memory)).not.toContain(secret);
  expect(room.memory.vaults[0]?.sealed).toBeDefined();
  await lock();
  room.memory = { ...room.memory, vaults: room.memory.vaults.map(({ sealed: _, ...one }) => one) };
  expect(await quick(id)).toEqual(wrong('keychain-empty'));
});

test('set up later, and taken back: then neither half is left', async () => {
  const id = await room.create();
  await room.handlers.setQuickUnlock({ on: true });
  expect(await shown()).toBe('ready');
  expect(await room.handlers.setQuickUnlock({ on: false })).toEqual({ ok: true });
  expect(await shown()).toBe('off');
  expect(noted()).toEqual([{ on: true }, { on: false }]);
  expect([...room.keychain.kept]).toEqual([]);
  expect(room.memory.vaults[0]?.sealed).toBeUndefined();
  await lock();
  expect(await quick(id)).toEqual(wrong('keychain-empty'));
});

test('each vault has a place of its own in the keychain', async () => {
  const first = await room.create('Erster', { quickUnlock: true });
  const second = await room.create('Zweiter', { quickUnlock: true });
  await lock();
  expect([...room.keychain.kept.keys()]).toEqual([first, second]);
  await room.handlers.forget({ known: first });
  expect([...room.keychain.kept.keys()]).toEqual([second]);
  expect(await quick(second)).toEqual({ ok: true });
});

test('a keychain that was emptied behind its back is said, and remembered until it is set up anew', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await lock();
  room.keychain.kept.clear();
  expect(await quick(id)).toEqual(wrong('keychain-empty'));
  expect(await shown()).toBe('lost');
  expect(room.told.at(-1)).toMatchObject({ payload: { vault: { quickUnlock: 'lost' } } });
  room.join();
  expect(await shown()).toBe('lost');
  expect(await room.unlock(id)).toEqual({ ok: true });
  await room.handlers.setQuickUnlock({ on: true });
  await lock();
  expect(await quick(id)).toEqual({ ok: true });
});

test('a keychain that refuses leaves everything as it is: the password opens, and tomorrow the keychain', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await lock();
  room.keychain.mood = 'refuses';
  expect(await quick(id)).toEqual(wrong('keychain-unavailable'));
  expect(await shown()).toBe('ready');
  expect(await room.unlock(id)).toEqual({ ok: true });
  await lock();
  room.keychain.mood = 'serves';
  expect(await quick(id)).toEqual({ ok: true });
});

test('a keychain that hangs keeps nobody waiting who cancels', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await lock();
  room.keychain.mood = 'hangs';
  const unlocking = quick(id);
  await room.settle();
  await room.handlers.cancelUnlock(undefined);
  expect(await unlocking).toEqual(wrong('cancelled'));
  expect(room.keepers.running).toEqual([]);
  expect(await room.unlock(id)).toEqual({ ok: true });
});

test('a keychain that hangs is no reason not to have a vault', async () => {
  room.keychain.mood = 'hangs';
  await room.create('Privat', { quickUnlock: true });
  expect(await room.status()).toMatchObject({ state: 'open', vault: { quickUnlock: 'off' } });
});

test('where the keychain does not take the key nothing is kept at all', async () => {
  await room.create();
  room.keychain.mood = 'refuses';
  expect(await room.handlers.setQuickUnlock({ on: true })).toEqual(wrong('keychain-unavailable'));
  expect(await shown()).toBe('off');
  expect(room.memory.vaults[0]?.sealed).toBeUndefined();
  expect(noted()).toEqual([]);
});

test('what could not be taken out of the keychain opens nothing, and is taken out later', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  room.keychain.mood = 'refuses';
  expect(await room.handlers.setQuickUnlock({ on: false })).toEqual(wrong('keychain-unavailable'));
  expect(await shown()).toBe('off');
  await lock();
  expect(await quick(id)).toEqual(wrong('keychain-empty'));
  expect(room.keychain.kept.has(id)).toBe(true);
  room.keychain.mood = 'serves';
  room.join();
  await room.settle();
  expect(room.keychain.kept.has(id)).toBe(false);
  expect(room.memory.leftInKeychain).toEqual([]);
});

test('a new master password is sealed anew', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  const before = room.keychain.kept.get(id);
  const change = {
    current: bytes('Kiesweg-Ampel-7'),
    password: bytes('neu'),
    keyFile: { kind: 'keep' },
  } as const;
  expect(await room.handlers.changeKey(change)).toEqual({ ok: true });
  await room.settle();
  expect(room.keychain.kept.get(id)).not.toBe(before);
  await lock();
  expect(await quick(id)).toEqual({ ok: true });
});

test('a keychain that does not take the new key leaves the old one nowhere', async () => {
  await room.create('Privat', { quickUnlock: true });
  room.keychain.mood = 'refuses';
  const change = {
    current: bytes('Kiesweg-Ampel-7'),
    password: bytes('neu'),
    keyFile: { kind: 'keep' },
  } as const;
  expect(await room.handlers.changeKey(change)).toEqual({ ok: true });
  await room.settle();
  expect(await shown()).toBe('off');
  expect(room.memory.vaults[0]?.sealed).toBeUndefined();
});

test('a master password changed elsewhere is said; the new one sets it up again by itself', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await lock();
  const file = room.keepers.disk.get('/home/amira/Privat.kdbx');
  if (!file) throw new Error('no file');
  Object.assign(file, { password: 'neu', keyVersion: 2 });
  expect(await quick(id)).toEqual(wrong('keychain-outdated'));
  expect(await shown()).toBe('lost');
  expect([...room.keychain.kept]).toEqual([]);
  // No process is troubled a second time.
  expect(await quick(id)).toEqual(wrong('keychain-outdated'));
  expect(await room.unlock(id, 'neu')).toEqual({ ok: true });
  await room.settle();
  expect(await shown()).toBe('ready');
  await lock();
  expect(await quick(id)).toEqual({ ok: true });
});

test('other reasons not to open leave the key where it is', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await lock();
  for (const reason of ['in-use', 'not-found', 'damaged'] as const) {
    room.keepers.refusal = { ok: false, reason };
    expect(await quick(id)).toEqual(wrong(reason));
  }
  expect(await shown()).toBe('ready');
});

test('a vault’s place in the keychain is the same one from first to last', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await room.handlers.setQuickUnlock({ on: false });
  await room.handlers.setQuickUnlock({ on: true });
  await lock();
  await quick(id);
  expect(room.keychain.places).toEqual([id]);
});

test('the process is given what the keychain holds', async () => {
  const id = await room.create('Privat', { quickUnlock: true });
  await lock();
  const given: Uint8Array[] = [];
  room.keepers.answers.open = async ({ key }) => {
    if (key.kind === 'quick') given.push(Uint8Array.from(key.random));
    return { ok: true };
  };
  await quick(id);
  expect(given[0]).toHaveLength(32);
  expect(Buffer.from(given[0] ?? []).toString('base64')).toBe(room.keychain.kept.get(id));
});

describe('where the city does not allow it', () => {
  beforeEach(() => {
    room.limits = { ...room.limits, quickUnlock: false };
  });

  test('it is not set up, and the page knows', async () => {
    await room.create('Privat', { quickUnlock: true });
    expect(await shown()).toBe('forbidden');
    expect(await room.handlers.setQuickUnlock({ on: true })).toEqual(wrong('forbidden-by-policy'));
    expect([...room.keychain.kept]).toEqual([]);
  });

  test('what was set up before is removed: from disk and keychain, of every person', async () => {
    room.limits = { ...room.limits, quickUnlock: true };
    room.vault.personChanged('jonas');
    await room.create('Jonas', { quickUnlock: true });
    room.vault.personChanged('amira');
    const id = await room.create('Amira', { quickUnlock: true });
    expect(room.keychain.kept.size).toBe(2);
    room.limits = { ...room.limits, quickUnlock: false };
    room.vault.profileChanged();
    await room.settle();
    expect([...room.keychain.kept]).toEqual([]);
    expect(room.memory.vaults.map(({ sealed, quick: one }) => [sealed, one])).toEqual([
      [undefined, 'off'],
      [undefined, 'off'],
    ]);
    expect(noted()).toEqual([{ on: true }, { on: false }]);
    expect(await shown()).toBe('forbidden');
    await lock();
    expect(await quick(id)).toEqual(wrong('forbidden-by-policy'));
    room.limits = { ...room.limits, quickUnlock: true };
    room.vault.profileChanged();
    expect(await shown()).toBe('off');
  });

  test('also when the rule came while the client was not running', async () => {
    room.limits = { ...room.limits, quickUnlock: true };
    await room.create('Privat', { quickUnlock: true });
    await room.vault.stop();
    room.limits = { ...room.limits, quickUnlock: false };
    room.join();
    await room.settle();
    expect([...room.keychain.kept]).toEqual([]);
  });
});
