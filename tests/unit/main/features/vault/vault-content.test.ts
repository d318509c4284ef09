import type { KeeperCalls } from '../../../../../src/main/features/vault/keeper/keeper.contract';
import { vaultContentContract } from '../../../../../src/shared/features/vault/vault-content.contract';
import { bytes, place, VaultRoom } from './vault-room';

const ENTRY = 'a'.repeat(32);
const GROUP = 'b'.repeat(32);
const wrong = (reason: string) => ({ ok: false, reason });
const secret = (text: string) => async () => ({ ok: true, secret: bytes(text) }) as const;

let room: VaultRoom;
beforeEach(async () => {
  room = new VaultRoom();
  await room.create();
});

test('every call there is has an answer, and a locked vault refuses all of them', async () => {
  await room.handlers.lock(undefined);
  const inputs: Readonly<Record<string, unknown>> = {
    previewImport: { file: await room.choose(place('x.csv'), 'import') },
    importFile: { file: await room.choose(place('x.csv'), 'import'), into: GROUP, skipKnown: true },
    exportVault: { format: 'kdbx' },
  };
  room.dialogs.length = 0;
  const handlers = room.handlers as unknown as Record<string, (input: unknown) => Promise<unknown>>;
  for (const name of Object.keys(vaultContentContract)) {
    expect([name, await handlers[name]?.(inputs[name] ?? { id: ENTRY })]).toEqual([name, wrong('locked')]);
  }
  // Nobody is asked for a place when there is nothing to put there.
  expect(room.dialogs).toEqual([]);
});

test('calls are handed on as they are, and answered as they are', async () => {
  room.keepers.answers.removeGroup = async () => ({ ok: false, reason: 'root-group' });
  expect(await room.handlers.removeGroup({ id: GROUP })).toEqual(wrong('root-group'));
  expect(room.keepers.last.heard.at(-1)).toEqual({ name: 'removeGroup', input: { id: GROUP } });
});

test('a process that dies in the middle of a call leaves it refused', async () => {
  room.keepers.answers.undo = () => new Promise(() => {});
  const undoing = room.handlers.undo(undefined);
  await room.settle();
  room.keepers.last.crash();
  expect(await undoing).toEqual(wrong('locked'));
});

test('a bug in the process is thrown, for the switchboard to say so', async () => {
  room.keepers.answers.undo = async () => {
    throw new RangeError('x');
  };
  await expect(room.handlers.undo(undefined)).rejects.toThrow('undo:RangeError');
});

test('secrets in what the page sends are overwritten', async () => {
  room.keepers.answers.changeEntry = async () => ({ ok: true });
  const password = bytes('hunter2');
  const value = bytes('1234');
  const fields = [{ do: 'set', name: 'PIN', value, isProtected: true } as const];
  await room.handlers.changeEntry({ id: ENTRY, draft: { password, fields } });
  expect(room.keepers.last.heard.at(-1)?.input).toMatchObject({ draft: { password: 'hunter2' } });
  expect([...password, ...value].every((byte) => byte === 0)).toBe(true);
});

describe('a value that is shown', () => {
  test('comes with the time after which it hides, and is overwritten in main when the page has it', async () => {
    room.keepers.answers.reveal = secret('hunter2');
    await room.handlers.changePreferences({ hideAfterSeconds: 45 });
    const shown = await room.handlers.reveal({ id: ENTRY, field: 'Password' });
    expect(shown).toEqual({ ok: true, secret: bytes('hunter2'), hideAfterSeconds: 45 });
    await room.clock.pass(2_000);
    expect(shown).toEqual({ ok: true, secret: new Uint8Array(7), hideAfterSeconds: 45 });
  });

  test('the same for one that was made up', async () => {
    const strength = { score: 4, guessesLog10: 20, offlineSeconds: 1, suggestions: [] };
    room.keepers.answers.generate = async () =>
      ({ ok: true, secret: bytes('Zufall'), entropyBits: 80, strength }) as const;
    const wish = { words: 6, language: 'de', separator: '-', capitalise: true, appendDigit: true } as const;
    const made = await room.handlers.generate({ kind: 'passphrase', ...wish });
    if (!made.ok) throw new Error(made.reason);
    expect(Buffer.from(made.secret).toString()).toBe('Zufall');
    await room.clock.pass(2_000);
    expect(made.secret.every((byte) => byte === 0)).toBe(true);
  });

  test('a refusal is handed on', async () => {
    room.keepers.answers.reveal = async () => ({ ok: false, reason: 'unknown-field' });
    expect(await room.handlers.reveal({ id: ENTRY, field: 'x' })).toEqual(wrong('unknown-field'));
  });
});

describe('a value that is copied', () => {
  const copy = () => room.handlers.copy({ id: ENTRY, field: 'Password' });
  const clearings = () => room.told.filter(({ name }) => name === 'clipboardCleared').length;
  beforeEach(() => {
    room.keepers.answers.takeForClipboard = secret('hunter2');
  });

  test('is on the clipboard for the time that is set, then it is not', async () => {
    await room.handlers.changePreferences({ clearClipboardAfterSeconds: 30 });
    expect(await copy()).toEqual({ ok: true, clearsAfterSeconds: 30 });
    expect(room.clipboard.content).toBe('hunter2');
    await room.clock.pass(29_000);
    expect([room.clipboard.content, clearings()]).toEqual(['hunter2', 0]);
    await room.clock.pass(1_000);
    expect([room.clipboard.content, clearings()]).toEqual(['', 1]);
  });

  test('what somebody else has put there since stays', async () => {
    await copy();
    room.clipboard.content = 'Einkaufsliste';
    await room.clock.pass(60_000);
    expect([room.clipboard.content, clearings()]).toEqual(['Einkaufsliste', 1]);
  });

  test('a second copy has its whole time', async () => {
    await copy();
    await room.clock.pass(15_000);
    room.keepers.answers.takeForClipboard = secret('anderes');
    await copy();
    await room.clock.pass(15_000);
    expect([room.clipboard.content, clearings()]).toEqual(['anderes', 0]);
    await room.clock.pass(6_000);
    expect([room.clipboard.content, clearings()]).toEqual(['', 1]);
  });

  test('locking and the end of the client clear at once', async () => {
    await copy();
    await room.handlers.lock(undefined);
    await room.settle();
    expect([room.clipboard.content, clearings()]).toEqual(['', 1]);
    await room.create('Zweiter');
    await copy();
    await room.vault.stop();
    expect(room.clipboard.content).toBe('');
  });

  test('a clipboard that does not take it is said', async () => {
    room.clipboard.refuses = true;
    expect(await copy()).toEqual(wrong('clipboard-refused'));
    await room.clock.pass(60_000);
    expect(clearings()).toBe(0);
  });
});

describe('files', () => {
  const heard = () => room.keepers.last.heard.at(-1);
  const done = async () => ({ ok: true }) as const;

  test('attachments come from where the person says', async () => {
    room.keepers.answers.addAttachments = done;
    room.several = ['/home/amira/a.pdf', '/home/amira/b.pdf'];
    expect(await room.handlers.addAttachments({ id: ENTRY })).toEqual({ ok: true });
    expect(heard()).toEqual({ name: 'addAttachments', input: { id: ENTRY, paths: room.several } });
    room.several = [];
    expect(await room.handlers.addAttachments({ id: ENTRY })).toEqual(wrong('cancelled'));
  });

  test('and go where the person says, by the name they have', async () => {
    room.keepers.answers.saveAttachment = done;
    room.choice = place('Vertrag.pdf');
    await room.handlers.saveAttachment({ id: ENTRY, name: 'Vertrag.pdf', version: 2 });
    expect(room.dialogs.at(-1)).toEqual({ purpose: 'attachment', name: 'Vertrag.pdf' });
    expect(heard()?.input).toEqual({
      ...{ id: ENTRY, name: 'Vertrag.pdf', version: 2 },
      path: '/home/amira/Vertrag.pdf',
    });
  });

  test.each([
    ['kdbx', 'export-kdbx'],
    ['csv', 'export-csv'],
    ['keepass-xml', 'export-xml'],
  ] as const)('%s is exported to where the person says', async (format, purpose) => {
    room.keepers.answers.exportVault = async () => ({ ok: true, name: 'x', notTaken: [] });
    room.choice = place('Kopie');
    expect(await room.handlers.exportVault({ format })).toEqual({ ok: true, name: 'x', notTaken: [] });
    expect(room.dialogs.at(-1)).toEqual({ purpose, name: 'Privat' });
    expect(heard()?.input).toEqual({ format, path: '/home/amira/Kopie' });
    room.choice = undefined;
    expect(await room.handlers.exportVault({ format })).toEqual(wrong('cancelled'));
  });

  test('what is imported was chosen in a dialog; a path from the page is none', async () => {
    room.keepers.answers.previewImport = async () => ({
      ...{ ok: true, format: 'kdbx', entries: 1, groups: 1 },
      ...{ columns: [], warnings: [] },
    });
    const file = await room.choose(place('alt.kdbx'), 'import');
    const keyFile = await room.choose(place('alt.keyx'), 'key-file');
    await room.handlers.previewImport({ file, keyFile, password: bytes('alt') });
    expect(heard()?.input).toEqual({
      ...{ path: '/home/amira/alt.kdbx', keyFile: '/home/amira/alt.keyx' },
      password: 'alt',
    });
    const asked = room.keepers.last.heard.length;
    expect(await room.handlers.previewImport({ file: '/etc/passwd' })).toEqual(wrong('not-found'));
    expect(await room.handlers.previewImport({ file, keyFile: '/etc/passwd' })).toEqual(wrong('not-found'));
    const target = { into: GROUP, skipKnown: false };
    expect(await room.handlers.importFile({ file: 'id-99', ...target })).toEqual(wrong('not-found'));
    expect(room.keepers.last.heard).toHaveLength(asked);
  });

  test('the record goes where the person says', async () => {
    room.keepers.answers.exportAudit = done as KeeperCalls['exportAudit'];
    room.choice = place('Protokoll');
    expect(await room.handlers.exportAudit(undefined)).toEqual({ ok: true });
    expect(heard()?.input).toEqual({ path: '/home/amira/Protokoll' });
  });

  test('only so many choices are remembered', async () => {
    const first = await room.choose(place('0.kdbx'));
    for (let number = 1; number <= 100; number += 1) await room.choose(place(`${number}.kdbx`));
    const unlock = (file: string) => room.handlers.unlock({ vault: { file }, password: bytes('x') });
    expect(await unlock(first)).toEqual(wrong('not-found'));
    expect((await room.status()).state).toBe('open');
  });
});

describe('the emergency sheet', () => {
  test.each(['cancelled', 'no-printer'] as const)('printing that ends with %s says so', async (printed) => {
    room.printed = printed;
    expect(await room.handlers.printSheet({ to: 'printer' })).toEqual(wrong(printed));
  });

  test('is printed, or becomes a file where the person says', async () => {
    expect(await room.handlers.printSheet({ to: 'printer' })).toEqual({ ok: true });
    room.choice = place('Notfallblatt.pdf');
    expect(await room.handlers.printSheet({ to: 'file' })).toEqual({ ok: true });
    expect([...room.written]).toEqual([['/home/amira/Notfallblatt.pdf', '%PDF-']]);
    room.choice = undefined;
    expect(await room.handlers.printSheet({ to: 'file' })).toEqual(wrong('cancelled'));
  });
});
