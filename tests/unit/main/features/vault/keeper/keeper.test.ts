import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeKeeper } from '../../../../../../src/main/features/vault/keeper/compose-keeper';
import type {
  KeeperCalls,
  KeeperStart,
  KeeperState,
} from '../../../../../../src/main/features/vault/keeper/keeper.contract';

const PASSWORD = 'Neckarwiese-Trommel-17-Kranich';
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (secret: Uint8Array) => new TextDecoder().decode(secret);

let folder: string;
const keepers: { calls: KeeperCalls; states: KeeperState[] }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quadrat-keeper-'));
});
afterEach(async () => {
  for (const { calls } of keepers.splice(0)) await calls.lock({ reason: 'asked' });
  rmSync(folder, { recursive: true, force: true });
});

const vaultPath = () => join(folder, 'Tresor.kdbx');

async function newKeeper(machine = 'a', changes: Partial<KeeperStart> = {}) {
  const states: KeeperState[] = [];
  const calls = composeKeeper((state) => states.push(state));
  await calls.start({
    owner: { user: 'amira', host: 'kitchen', application: 'Quadrat' },
    folder: join(folder, `state-${machine}`),
    cityWords: ['Demo-Stadt'],
    auditDays: 30,
    weakestMasterScore: 3,
    binName: 'Papierkorb',
    ...changes,
  });
  const keeper = { calls, states };
  keepers.push(keeper);
  return keeper;
}

async function created(changes: Partial<KeeperStart> = {}) {
  const keeper = await newKeeper('a', changes);
  const made = await keeper.calls.create({
    ...{ vault: 'v1', path: vaultPath(), name: 'Amiras Tresor', password: bytes(PASSWORD) },
  });
  expect(made).toEqual({ ok: true });
  return keeper;
}

const opening = (password = PASSWORD) => ({
  ...{ vault: 'v1', path: vaultPath(), breakLock: false },
  key: { kind: 'known' as const, password: bytes(password) },
});

async function rootOf(calls: KeeperCalls): Promise<string> {
  const outline = await calls.outline(undefined);
  if (!outline.ok) throw new Error(outline.reason);
  return outline.groups[0]?.id ?? '';
}

async function added(calls: KeeperCalls, title: string, password: string): Promise<string> {
  const entry = await calls.addEntry({
    group: await rootOf(calls),
    draft: { title, userName: 'amira', password: bytes(password), url: 'https://portal.quadrat.test/' },
  });
  if (!entry.ok) throw new Error(entry.reason);
  return entry.id;
}

const keepassxc = (...args: string[]) =>
  execFileSync('keepassxc-cli', args, {
    input: `${PASSWORD}\n`,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });

test('what was made here KeePassXC opens, with the same secret', async () => {
  const { calls } = await created();
  await added(calls, 'Bürgerportal', 'Geheimnis über Ümlaute');
  expect(await calls.lock({ reason: 'asked' })).toEqual({ hasRescued: false });
  expect(keepassxc('show', '-q', '-s', '-a', 'Password', vaultPath(), 'Bürgerportal').trim()).toBe(
    'Geheimnis über Ümlaute',
  );
});

test('opens again, finds with folded umlauts, and reveals the one value asked for', async () => {
  const first = await created();
  await added(first.calls, 'Bürgerportal', 'geheim');
  await first.calls.lock({ reason: 'asked' });
  const { calls, states } = await newKeeper();
  expect(await calls.open(opening())).toEqual({ ok: true });
  const scope = { kind: 'all' as const };
  const list = await calls.list({
    ...{ scope, text: 'buergerp', sort: 'relevance', descending: false, offset: 0, limit: 10 },
  });
  const [row] = list.ok ? list.rows : [];
  expect(row).toMatchObject({ title: 'Bürgerportal', userName: 'amira', hasPassword: true });
  const shown = await calls.reveal({ id: row?.id ?? '', field: 'Password' });
  expect(shown.ok && text(shown.secret)).toBe('geheim');
  expect(JSON.stringify([list, states])).not.toContain('geheim');
});

test.each([
  ['a wrong password', 'falsch', 'wrong-key'],
  ['no password', '', 'wrong-key'],
])('%s opens nothing and leaves the file and no lock behind', async (_, password, reason) => {
  const first = await created();
  await first.calls.lock({ reason: 'asked' });
  const before = readFileSync(vaultPath());
  const { calls } = await newKeeper();
  expect(await calls.open(opening(password))).toEqual({ ok: false, reason });
  expect(readFileSync(vaultPath()).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a weak master password is not taken', async () => {
  const { calls } = await newKeeper();
  const made = await calls.create({
    ...{ vault: 'v1', path: vaultPath(), name: 'Tresor', password: bytes('Demo-Stadt2026') },
  });
  expect(made).toEqual({ ok: false, reason: 'too-weak' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a damaged file says so and stays as it is', async () => {
  const first = await created();
  await first.calls.lock({ reason: 'asked' });
  const file = readFileSync(vaultPath());
  file[file.length - 40] = (file[file.length - 40] ?? 0) ^ 1;
  writeFileSync(vaultPath(), file);
  const { calls } = await newKeeper();
  expect(await calls.open(opening())).toEqual({ ok: false, reason: 'damaged' });
  expect(readFileSync(vaultPath()).equals(file)).toBe(true);
});

test('who has it open is told to the second, and nothing is taken from them', async () => {
  await created();
  const { calls } = await newKeeper('b');
  const opened = await calls.open(opening());
  expect(opened).toMatchObject({ ok: false, reason: 'in-use', owner: { user: 'amira', host: 'kitchen' } });
});

test('a key from the keychain opens it until the master password is another', async () => {
  const { calls } = await created();
  const random = new Uint8Array(32).fill(7);
  const sealed = await calls.sealKey({ random });
  if (!sealed.ok) throw new Error(sealed.reason);
  const quick = { kind: 'quick' as const, random, sealed: sealed.sealed };
  await calls.lock({ reason: 'asked' });
  const second = await newKeeper();
  expect(await second.calls.open({ ...opening(), key: quick })).toEqual({ ok: true });
  const changed = await second.calls.changeKey({
    ...{ current: bytes(PASSWORD), password: bytes('Luftballon-Quark-99-Wimpel'), keyFile: 'keep' as const },
  });
  expect(changed).toEqual({ ok: true });
  await second.calls.lock({ reason: 'asked' });
  const third = await newKeeper();
  expect(await third.calls.open({ ...opening(), key: quick })).toEqual({
    ok: false,
    reason: 'keychain-outdated',
  });
  expect(await third.calls.open(opening('Luftballon-Quark-99-Wimpel'))).toEqual({ ok: true });
});

test('what another program wrote meanwhile is merged, not overwritten', async () => {
  const { calls } = await created();
  await added(calls, 'Unser Eintrag', 'eins');
  await calls.save(undefined);
  execFileSync('keepassxc-cli', ['add', '-q', '-u', 'jonas', vaultPath(), 'Deren Eintrag'], {
    input: `${PASSWORD}\n`,
    env: { ...process.env, HOME: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await added(calls, 'Noch einer', 'zwei');
  await calls.lock({ reason: 'asked' });
  const listed = keepassxc('ls', '-q', vaultPath()).split('\n');
  expect(listed).toEqual(expect.arrayContaining(['Unser Eintrag', 'Deren Eintrag', 'Noch einer']));
});

test('what cannot be saved waits on this machine and comes back at the next opening', async () => {
  const { calls } = await created();
  const kept = readFileSync(vaultPath());
  rmSync(vaultPath());
  await added(calls, 'Im Funkloch', 'drei');
  expect(await calls.save(undefined)).toEqual({ ok: false, reason: 'not-found' });
  expect(await calls.lock({ reason: 'asked' })).toEqual({ hasRescued: true });
  writeFileSync(vaultPath(), kept);
  const { calls: again } = await newKeeper();
  expect(await again.open(opening())).toEqual({ ok: true });
  const scope = { kind: 'all' as const };
  const list = await again.list({ scope, text: '', sort: 'title', descending: false, offset: 0, limit: 9 });
  expect(list.ok && list.rows.map(({ title }) => title)).toEqual(['Im Funkloch']);
  expect(await again.lock({ reason: 'asked' })).toEqual({ hasRescued: false });
});

test('the person’s own record tells what was done, and holds no secret and no title', async () => {
  const { calls } = await created();
  const id = await added(calls, 'Bürgerportal', 'geheim');
  await calls.reveal({ id, field: 'Password' });
  const record = await calls.audit({ offset: 0, limit: 10 });
  expect(record).toMatchObject({ ok: true, isIntact: true });
  expect(record.ok && record.lines.map(({ action }) => action)).toEqual(['reveal', 'change', 'unlock']);
  await calls.lock({ reason: 'asked' });
  const log = readFileSync(join(folder, 'state-a', 'v1', 'audit', 'v1.log'), 'utf8');
  expect(log).not.toContain('reveal');
  expect(log.trim().split('\n')).toHaveLength(4);
});
