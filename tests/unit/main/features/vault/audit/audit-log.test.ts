import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuditLog } from '../../../../../../src/main/features/vault/audit/audit-log.adapter';

const KEY = new Uint8Array(32).fill(3);
const ENTRY = 'ab'.repeat(16);
const DAY_MS = 86_400_000;

let folder: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quadrat-audit-'));
  now = Date.UTC(2026, 10, 23);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (key = KEY, maxAgeDays = 30) =>
  openAuditLog({ folder, vaultId: 'v1', maxAgeDays, clock: { now: () => new Date(now) } }, key);
const path = () => join(folder, 'v1.log');
const lines = () => readFileSync(path(), 'utf8').trim().split('\n');

async function written(): Promise<void> {
  const log = await open();
  await log.append({ action: 'unlock' });
  await log.append({ action: 'reveal', entry: ENTRY, detail: 'Password' });
  await log.append({ action: 'lock', detail: 'idle' });
  await log.close();
}

async function actions(key = KEY) {
  const log = await open(key);
  const { total, entries } = log.read({ offset: 0, limit: 100 });
  const verdict = await log.verify();
  const { problem } = log;
  await log.close();
  return { total, actions: entries.map(({ action }) => action), verdict, problem };
}

test('keeps what was done, newest first, and nobody else reads it', async () => {
  await written();
  expect(await actions()).toEqual({
    ...{ total: 3, actions: ['lock', 'reveal', 'unlock'], verdict: { intact: true } },
    problem: undefined,
  });
  expect(readFileSync(path(), 'utf8')).not.toContain(ENTRY);
});

test.each([
  ['in the middle', (all: string[]) => [all[0], all[2]]],
  ['at the end', (all: string[]) => all.slice(0, 2)],
  ['at the beginning', (all: string[]) => all.slice(1)],
])('notices a line that was taken out %s', async (_, without) => {
  await written();
  writeFileSync(path(), `${without(lines()).join('\n')}\n`);
  const found = await actions();
  expect(found.verdict).toMatchObject({ intact: false });
  expect(found.problem).toBe('damaged');
});

test('notices lines that changed places, and goes on with what can be read', async () => {
  await written();
  const [one, two, three] = lines();
  writeFileSync(path(), `${[two, one, three].join('\n')}\n`);
  expect(await actions()).toMatchObject({ total: 3, verdict: { intact: false } });
});

test('forgets what the policy does not let it keep, and stays whole', async () => {
  await written();
  now += 31 * DAY_MS;
  const log = await open();
  await log.append({ action: 'unlock' });
  await log.close();
  expect(await actions()).toMatchObject({ total: 1, verdict: { intact: true } });
  expect(lines()).toHaveLength(1);
});

test('follows the vault to another key, and sets aside what another key wrote', async () => {
  await written();
  const other = new Uint8Array(32).fill(4);
  const log = await open();
  await log.changeKey(other);
  await log.close();
  expect(await actions(other)).toMatchObject({ total: 3, verdict: { intact: true } });
  expect(await actions(KEY)).toMatchObject({ total: 0, problem: 'other-key' });
  expect(readdirSync(folder).some((name) => name.endsWith('.other-key'))).toBe(true);
});

test('a folder that cannot be written is told and is no reason to fail', async () => {
  writeFileSync(join(folder, 'file'), '');
  const log = await openAuditLog(
    { folder: join(folder, 'file'), vaultId: 'v1', maxAgeDays: 30, clock: { now: () => new Date(now) } },
    KEY,
  );
  await log.append({ action: 'unlock' });
  expect(log.problem).toBe('not-writable');
  await log.close();
});

test('gives the person a table of it', async () => {
  await written();
  const log = await open();
  const table = new TextDecoder().decode(log.exportAll(() => 'Bürger "Portal"'));
  await log.close();
  expect(table).toContain('"reveal","Bürger ""Portal"""');
  expect(table.split('\r\n')).toHaveLength(5);
});
