import { bytes, place, VaultRoom } from './vault-room';

let room: VaultRoom;
beforeEach(() => {
  room = new VaultRoom();
});

const wrong = (reason: string) => ({ ok: false, reason });

describe('before there is a vault', () => {
  test('none is known, and nothing is started for that', async () => {
    expect(await room.status()).toEqual({ state: 'none' });
    expect(room.keepers.started).toEqual([]);
    expect(await room.handlers.outline(undefined)).toEqual(wrong('locked'));
  });

  test('a place for the first is proposed', async () => {
    expect(await room.handlers.suggestPlace(undefined)).toEqual({
      id: expect.any(String),
      ...{ name: 'Tresor.kdbx', folder: '/home/amira' },
    });
  });

  test('a password is rated by a process that then holds the vault', async () => {
    const secret = bytes('Kiesweg-Ampel-7');
    const rated = await room.handlers.rateSecret({ secret, context: ['Amira'] });
    expect(rated.score).toBe(3);
    expect(secret.every((byte) => byte === 0)).toBe(true);
    await room.create();
    expect(room.keepers.started).toHaveLength(1);
  });

  test('a process that rates passwords and is not needed any more is ended', async () => {
    await room.handlers.rateSecret({ secret: bytes('abc'), context: [] });
    await room.clock.pass(119_000);
    await room.handlers.rateSecret({ secret: bytes('abcd'), context: [] });
    await room.clock.pass(119_000);
    expect(room.keepers.running).toHaveLength(1);
    await room.clock.pass(2_000);
    expect(room.keepers.running).toHaveLength(0);
    await room.handlers.rateSecret({ secret: bytes('abc'), context: [] });
    expect(room.keepers.started).toHaveLength(2);
  });

  test('a process that rates passwords and dies is followed by another', async () => {
    await room.handlers.rateSecret({ secret: bytes('abc'), context: [] });
    room.keepers.last.crash();
    await room.settle();
    await room.handlers.rateSecret({ secret: bytes('abc'), context: [] });
    expect(room.keepers.running).toHaveLength(1);
  });
});

describe('a new vault', () => {
  test('is open when it is made, and known from then on', async () => {
    const id = await room.create('Privat');
    expect(await room.status()).toMatchObject({
      state: 'open',
      vault: { id, name: 'Privat', fileName: 'Privat.kdbx', folder: '/home/amira', quickUnlock: 'off' },
      ...{ others: [], entries: 3, revision: 1 },
    });
    expect(room.keepers.last.heard.map(({ name }) => name)).toEqual(['create']);
    await room.handlers.lock(undefined);
    room.join();
    expect(await room.status()).toMatchObject({ state: 'locked', vault: { id }, reason: 'start' });
  });

  test('takes a key file that is made with it, and is opened with it without asking again', async () => {
    const file = await room.choose(place('Privat.kdbx'), 'new-vault');
    const key = await room.choose(place('Privat.keyx'), 'key-file');
    await room.handlers.create({
      ...{ file, name: 'Privat', quickUnlock: false, password: bytes('geheim') },
      keyFile: { kind: 'new', file: key },
    });
    expect(room.keepers.last.heard[0]?.input).toMatchObject({
      keyFile: { path: '/home/amira/Privat.keyx', isNew: true },
    });
    const status = await room.status();
    if (status.state !== 'open') throw new Error(status.state);
    expect(status.vault.keyFile).toBe('/home/amira/Privat.keyx');
    await room.handlers.lock(undefined);
    expect(await room.unlock(status.vault.id, 'geheim')).toEqual({ ok: true });
  });

  test('is not made at a place that was not chosen: a path from the page is none', async () => {
    const wish = {
      file: '/etc/passwd',
      name: 'x',
      password: bytes('x'),
      keyFile: { kind: 'none' },
      quickUnlock: false,
    } as const;
    expect(await room.handlers.create(wish)).toEqual(wrong('not-found'));
    const file = await room.choose(place('Privat.kdbx'), 'new-vault');
    const keyFile = { kind: 'existing', file: '/etc/passwd' } as const;
    expect(await room.handlers.create({ ...wish, file, keyFile })).toEqual(wrong('not-found'));
    expect(room.keepers.started).toEqual([]);
  });

  test('takes the place of a known one at the same path', async () => {
    const old = await room.create('Privat', { quickUnlock: true });
    await room.handlers.lock(undefined);
    const id = await room.create('Privat');
    expect(id).not.toBe(old);
    expect(await room.status()).toMatchObject({ state: 'open', vault: { id }, others: [] });
    expect([...room.keychain.kept]).toEqual([]);
  });

  test('that is refused leaves nothing open or known', async () => {
    room.keepers.answers.create = async () => ({ ok: false, reason: 'too-weak' });
    await expect(room.create()).rejects.toThrow('too-weak');
    expect(await room.status()).toEqual({ state: 'none' });
    expect(room.keepers.running).toEqual([]);
  });
});

describe('unlocking', () => {
  test('a wrong password opens nothing, ends the process, and may be tried again at once', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    expect(await room.unlock(id, 'Kiesweg')).toEqual(wrong('wrong-key'));
    expect(room.keepers.running).toEqual([]);
    expect(await room.status()).toMatchObject({ state: 'locked', reason: 'asked' });
    expect(await room.unlock(id)).toEqual({ ok: true });
  });

  test('a vault from another machine opens with its password and is known from then on', async () => {
    room.keepers.disk.set('/home/amira/Stick.kdbx', { name: 'Amira', password: 'büro', keyVersion: 4 });
    const file = await room.choose(place('Stick.kdbx'));
    const opened = await room.handlers.unlock({ vault: { file }, password: bytes('büro') });
    expect(opened).toEqual({ ok: true });
    expect(await room.status()).toMatchObject({
      state: 'open',
      vault: { name: 'Amira', quickUnlock: 'off' },
    });
    await room.handlers.lock(undefined);
    // The same file chosen once more is the same vault.
    await room.handlers.unlock({
      vault: { file: await room.choose(place('Stick.kdbx')) },
      password: bytes('büro'),
    });
    expect(await room.status()).toMatchObject({ state: 'open', others: [] });
  });

  test('a file that does not open is not known', async () => {
    room.keepers.disk.set('/home/amira/Stick.kdbx', { name: 'Amira', password: 'büro', keyVersion: 4 });
    const file = await room.choose(place('Stick.kdbx'));
    await room.handlers.unlock({ vault: { file }, password: bytes('falsch') });
    expect(await room.status()).toEqual({ state: 'none' });
  });

  test('a vault in use says by whom, and is taken over only when asked to', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    const owner = { user: 'jonas', host: 'pc-7', isStale: true };
    room.keepers.refusal = { ok: false, reason: 'in-use', owner };
    expect(await room.unlock(id)).toEqual({ ok: false, reason: 'in-use', owner });
    room.keepers.refusal = undefined;
    await room.handlers.unlock({ vault: { known: id }, password: bytes('Kiesweg-Ampel-7'), breakLock: true });
    const tries = room.keepers.started.flatMap(({ heard }) => heard.filter(({ name }) => name === 'open'));
    expect(tries.map(({ input }) => (input as { breakLock: boolean }).breakLock)).toEqual([false, true]);
  });

  test('an unknown vault, a file and a key file that were not chosen are refused', async () => {
    const id = await room.create();
    const password = bytes('x');
    const unlock = room.handlers.unlock;
    expect(await unlock({ vault: { known: 'id-99' }, password })).toEqual(wrong('unknown-vault'));
    expect(await unlock({ vault: { file: '/etc/passwd' }, password })).toEqual(wrong('not-found'));
    const withKey = { vault: { known: id }, password, keyFile: '/etc/passwd' };
    expect(await unlock(withKey)).toEqual(wrong('not-found'));
    // What was open still is.
    expect((await room.status()).state).toBe('open');
  });

  test('opening another vault locks the one that is open first', async () => {
    const first = await room.create('Erster');
    const keeper = room.keepers.last;
    await room.create('Zweiter');
    expect(keeper.heard.at(-1)).toEqual({ name: 'lock', input: { reason: 'asked' } });
    expect(keeper.isRunning).toBe(false);
    expect(await room.status()).toMatchObject({ vault: { name: 'Zweiter' }, others: [{ id: first }] });
  });

  test('can be cancelled while the key is derived: the process is ended', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    room.keepers.derivation = new Promise(() => {});
    const unlocking = room.unlock(id);
    await room.settle();
    expect(room.keepers.running).toHaveLength(1);
    await room.handlers.cancelUnlock(undefined);
    expect(await unlocking).toEqual(wrong('cancelled'));
    expect(room.keepers.running).toEqual([]);
    expect((await room.status()).state).toBe('locked');
  });

  test('cancelled before the process is there, the process is ended when it is', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    const unlocking = room.unlock(id);
    await room.handlers.cancelUnlock(undefined);
    expect(await unlocking).toEqual(wrong('cancelled'));
    await room.settle();
    expect(room.keepers.running).toEqual([]);
  });

  test('a screen that is locked meanwhile ends it', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    room.keepers.derivation = new Promise(() => {});
    const unlocking = room.unlock(id);
    await room.settle();
    room.happens('screen-lock');
    expect(await unlocking).toEqual(wrong('cancelled'));
  });

  test('a second attempt takes the place of the first', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    room.keepers.derivation = new Promise(() => {});
    const first = room.unlock(id);
    await room.settle();
    room.keepers.derivation = Promise.resolve();
    expect(await room.unlock(id)).toEqual({ ok: true });
    expect(await first).toEqual(wrong('cancelled'));
    expect(room.keepers.running).toHaveLength(1);
    expect((await room.status()).state).toBe('open');
  });

  test('a process that cannot be started or dies meanwhile is said plainly', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    room.keepers.derivation = new Promise(() => {});
    const unlocking = room.unlock(id);
    await room.settle();
    room.keepers.last.crash();
    expect(await unlocking).toEqual(wrong('keeper-gone'));
    room.keepers.cannotStart = true;
    expect(await room.unlock(id)).toEqual(wrong('keeper-gone'));
    expect(room.log.codes).toEqual(['VLT-502', 'VLT-502']);
  });

  test('the password does not stay in main', async () => {
    const id = await room.create();
    await room.handlers.lock(undefined);
    const password = bytes('Kiesweg-Ampel-7');
    await room.handlers.unlock({ vault: { known: id }, password });
    expect(password.every((byte) => byte === 0)).toBe(true);
    const refused = bytes('geheim');
    await room.handlers.unlock({ vault: { known: 'id-99' }, password: refused });
    expect(refused.every((byte) => byte === 0)).toBe(true);
  });
});

describe('locking', () => {
  test('the page is told at once, and calls are refused while the process still saves', async () => {
    await room.create();
    const keeper = room.keepers.last;
    let finish = () => {};
    room.keepers.answers.lock = () =>
      new Promise((resolve) => {
        finish = () => resolve({ hasRescued: false });
      });
    const locking = room.handlers.lock(undefined);
    expect(room.told.at(-1)).toMatchObject({ name: 'changed', payload: { state: 'locked' } });
    expect(await room.handlers.outline(undefined)).toEqual(wrong('locked'));
    await room.settle();
    expect(keeper.isRunning).toBe(true);
    finish();
    await locking;
    expect(keeper.isRunning).toBe(false);
  });

  test('a process that does not answer is ended after ten seconds', async () => {
    await room.create();
    const keeper = room.keepers.last;
    keeper.hangsOnLock = true;
    const locking = room.handlers.lock(undefined);
    await room.clock.pass(9_900);
    expect(keeper.isRunning).toBe(true);
    await room.clock.pass(200);
    expect(keeper.isRunning).toBe(false);
    await locking;
    expect(room.log.codes).toEqual(['VLT-503']);
  });

  test('a process that cannot even be killed keeps nobody from their vault for ever', async () => {
    const id = await room.create();
    room.keepers.last.cannotEnd = true;
    void room.handlers.lock(undefined);
    const unlocking = room.unlock(id);
    await room.clock.pass(2_900);
    expect(room.keepers.started).toHaveLength(1);
    await room.clock.pass(200);
    expect(await unlocking).toEqual({ ok: true });
  });

  test('what comes while it is locked waits until the process is gone', async () => {
    const id = await room.create();
    const first = room.keepers.last;
    first.hangsOnLock = true;
    void room.handlers.lock(undefined);
    const unlocking = room.unlock(id);
    await room.clock.pass(5_000);
    expect(room.keepers.started).toHaveLength(1);
    await room.clock.pass(6_000);
    expect(await unlocking).toEqual({ ok: true });
    expect(first.isRunning).toBe(false);
  });

  test('changes that could not be saved are said to be rescued, also after a restart', async () => {
    const id = await room.create();
    room.keepers.last.hasRescued = true;
    await room.handlers.lock(undefined);
    expect(await room.status()).toMatchObject({ state: 'locked', hasRescued: true });
    room.join();
    expect(await room.status()).toMatchObject({ state: 'locked', hasRescued: true });
    await room.unlock(id);
    await room.handlers.lock(undefined);
    expect(await room.status()).toMatchObject({ state: 'locked', hasRescued: false });
  });

  test('a process that dies leaves the vault locked and says so', async () => {
    await room.create();
    room.keepers.last.crash();
    await room.settle();
    expect(await room.status()).toMatchObject({ state: 'locked', reason: 'keeper-gone' });
    expect(await room.handlers.undo(undefined)).toEqual(wrong('locked'));
    expect(room.log.codes).toEqual(['VLT-501']);
  });

  test('locking twice locks once', async () => {
    await room.create();
    const keeper = room.keepers.last;
    await Promise.all([room.handlers.lock(undefined), room.handlers.lock(undefined)]);
    expect(keeper.heard.filter(({ name }) => name === 'lock')).toHaveLength(1);
  });

  test('the end of the client locks, and ends every process', async () => {
    await room.create();
    await room.vault.stop();
    expect(room.keepers.running).toEqual([]);
    await room.handlers.rateSecret({ secret: bytes('abc'), context: [] });
    await room.vault.stop();
    expect(room.keepers.running).toEqual([]);
  });
});

describe('an open vault', () => {
  test('tells what changes in it, and its name is remembered', async () => {
    const id = await room.create();
    const before = room.states.length;
    room.keepers.last.tell({
      ...{ name: 'Amiras Tresor', revision: 9, conflicts: 2 },
      undo: { action: 'remove-entry', title: 'Bürgerportal' },
      save: { state: 'failed', reason: 'disk-full', since: 5 },
    });
    await room.settle();
    expect(room.states.slice(before)).toEqual(['open']);
    expect(await room.status()).toMatchObject({
      ...{ vault: { id, name: 'Amiras Tresor' }, revision: 9, conflicts: 2 },
      ...{ undo: { title: 'Bürgerportal' }, save: { state: 'failed', reason: 'disk-full' } },
    });
    await room.handlers.lock(undefined);
    expect(await room.status()).toMatchObject({ vault: { name: 'Amiras Tresor' } });
  });

  test('gets a new key, and remembers the new key file', async () => {
    const id = await room.create();
    const file = await room.choose(place('neu.keyx'), 'key-file');
    const change = { password: bytes('neu'), keyFile: { kind: 'new', file } } as const;
    expect(await room.handlers.changeKey({ ...change, current: bytes('falsch') })).toEqual(
      wrong('wrong-key'),
    );
    const current = bytes('Kiesweg-Ampel-7');
    expect(await room.handlers.changeKey({ ...change, password: bytes('neu'), current })).toEqual({
      ok: true,
    });
    expect(current.every((byte) => byte === 0)).toBe(true);
    await room.handlers.lock(undefined);
    expect(await room.unlock(id)).toEqual(wrong('wrong-key'));
    expect(await room.unlock(id, 'neu')).toEqual({ ok: true });
    expect(room.keepers.last.heard[0]?.input).toMatchObject({ key: { keyFile: '/home/amira/neu.keyx' } });
    const none = { current: bytes('neu'), password: bytes('neuer'), keyFile: { kind: 'none' } } as const;
    expect(await room.handlers.changeKey(none)).toEqual({ ok: true });
    expect(room.keepers.last.heard.at(-1)?.input).toMatchObject({ currentKeyFile: '/home/amira/neu.keyx' });
    await room.handlers.lock(undefined);
    expect(await room.unlock(id, 'neuer')).toEqual({ ok: true });
  });

  test('is locked and taken off the list when it is to be forgotten; others stay', async () => {
    const first = await room.create('Erster');
    const second = await room.create('Zweiter');
    await room.handlers.forget({ known: second });
    expect(await room.status()).toMatchObject({ state: 'locked', vault: { id: first }, others: [] });
    await room.handlers.forget({ known: first });
    expect(await room.status()).toEqual({ state: 'none' });
    expect(room.keepers.running).toEqual([]);
    expect([...room.keepers.disk.keys()]).toHaveLength(2);
  });

  test('shows its file in the file manager', async () => {
    await room.create();
    await room.handlers.showFile(undefined);
    expect(room.shown).toBe('/home/amira/Privat.kdbx');
  });
});

describe('whose vaults', () => {
  test('each person sees their own; whoever comes next finds the vault locked', async () => {
    room.vault.personChanged('amira');
    const hers = await room.create('Amira');
    room.vault.personChanged('jonas');
    await room.settle();
    expect(room.keepers.running).toEqual([]);
    expect(await room.status()).toEqual({ state: 'none' });
    expect(await room.unlock(hers)).toEqual(wrong('unknown-vault'));
    await room.create('Jonas');
    room.vault.personChanged('amira');
    await room.settle();
    expect(await room.status()).toMatchObject({ state: 'locked', vault: { id: hers }, others: [] });
    expect(await room.status()).toMatchObject({ reason: 'person-changed' });
  });

  test('the same person again changes nothing', async () => {
    room.vault.personChanged('amira');
    await room.create();
    room.vault.personChanged('amira');
    expect((await room.status()).state).toBe('open');
  });

  test('in an outage nobody can sign in: the vaults of who was here last are there', async () => {
    room.vault.personChanged('amira');
    const id = await room.create('Amira', { quickUnlock: true });
    await room.vault.stop();
    room.join();
    room.vault.personChanged(undefined);
    expect(await room.status()).toMatchObject({ state: 'locked', vault: { id, quickUnlock: 'ready' } });
    expect(await room.handlers.quickUnlock({ known: id })).toEqual({ ok: true });
  });

  test('after signing out the password is needed once; the keychain alone opens nothing', async () => {
    room.vault.personChanged('amira');
    const id = await room.create('Amira', { quickUnlock: true });
    room.vault.personChanged(undefined);
    await room.settle();
    expect(await room.status()).toMatchObject({ state: 'locked', vault: { quickUnlock: 'off' } });
    room.join();
    expect(await room.handlers.quickUnlock({ known: id })).toEqual(wrong('keychain-empty'));
    expect(await room.unlock(id)).toEqual({ ok: true });
    expect(await room.status()).toMatchObject({ vault: { quickUnlock: 'ready' } });
  });

  test('what was made before anybody had signed in goes to the first who does', async () => {
    const id = await room.create();
    room.vault.personChanged('amira');
    await room.settle();
    expect(await room.status()).toMatchObject({ state: 'open', vault: { id } });
    room.vault.personChanged('jonas');
    expect(await room.status()).toEqual({ state: 'none' });
  });
});
