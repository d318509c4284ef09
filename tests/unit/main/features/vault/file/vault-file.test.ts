import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openVaultFile } from '../../../../../../src/main/features/vault/file/open-vault-file.adapter';
import type { Stamp, VaultFile } from '../../../../../../src/main/features/vault/file/vault-file.model';

const OWNER = { user: 'amira', host: 'kitchen', application: 'Quadrat' };
const bytes = (text: string) => Buffer.from(text);
const whole = async () => true;

let folder: string;
const open: VaultFile[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quadrat-file-'));
});
afterEach(async () => {
  for (const file of open.splice(0)) await file.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'Tresor.kdbx');
const backups = () => join(folder, 'backups');
const strays = (where = folder) => readdirSync(where).filter((name) => name.endsWith('.tmp'));

function vaultFile(at = path()): VaultFile {
  const file = openVaultFile({ path: at, owner: OWNER, backups: { folder: backups() } });
  open.push(file);
  return file;
}

/** A locked file that holds a first content. */
async function made(at = path()): Promise<{ file: VaultFile; stamp: Stamp }> {
  const file = vaultFile(at);
  expect(await file.lock()).toEqual({ ok: true });
  const saved = await file.save(bytes('first'), whole, 'nothing');
  if (!saved.ok) throw new Error(saved.reason);
  return { file, stamp: saved.stamp };
}

test('a save is on the disk, readable by its owner alone, and the content before is kept', async () => {
  const { file, stamp } = await made();
  expect(await file.save(bytes('second'), whole, stamp)).toMatchObject({ ok: true });
  expect(readFileSync(path(), 'utf8')).toBe('second');
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  const kept = await file.backups();
  const [first] = kept.ok ? kept.backups : [];
  const read = await file.readBackup(first?.id ?? '');
  expect(read.ok && Buffer.from(read.bytes).toString()).toBe('first');
  expect(strays()).toEqual([]);
});

test('what was written but does not open takes nobody’s place', async () => {
  const { file, stamp } = await made();
  const saved = await file.save(bytes('broken'), async () => false, stamp);
  expect(saved).toEqual({ ok: false, reason: 'not-verified' });
  expect(readFileSync(path(), 'utf8')).toBe('first');
  expect(strays()).toEqual([]);
});

test('content that was not seen is never overwritten, but handed out', async () => {
  const { file, stamp } = await made();
  writeFileSync(path(), 'theirs');
  const saved = await file.save(bytes('ours'), whole, stamp);
  expect(saved).toMatchObject({ ok: false, reason: 'changed-outside' });
  if (saved.ok || saved.reason !== 'changed-outside') return;
  expect(Buffer.from(saved.bytes).toString()).toBe('theirs');
  expect(await file.save(bytes('merged'), whole, saved.stamp)).toMatchObject({ ok: true });
  expect(readFileSync(path(), 'utf8')).toBe('merged');
});

test('a new vault never takes the place of a file', async () => {
  writeFileSync(path(), 'somebody’s');
  const file = vaultFile();
  await file.lock();
  expect(await file.save(bytes('new'), whole, 'nothing')).toEqual({ ok: false, reason: 'exists' });
  expect(readFileSync(path(), 'utf8')).toBe('somebody’s');
});

test('without the lock nothing is saved, and a second client is told who has it', async () => {
  const { file, stamp } = await made();
  const other = vaultFile();
  expect(await other.lock()).toMatchObject({ ok: false, reason: 'in-use', owner: { user: 'amira' } });
  expect(await other.save(bytes('x'), whole, stamp)).toEqual({ ok: false, reason: 'lock-lost' });
  await file.unlock();
  expect(await other.lock()).toEqual({ ok: true });
  expect(await file.save(bytes('x'), whole, stamp)).toEqual({ ok: false, reason: 'lock-lost' });
});

test('a link stays a link', async () => {
  const real = join(folder, 'real');
  mkdirSync(real);
  const target = join(real, 'Tresor.kdbx');
  writeFileSync(target, 'first');
  symlinkSync(target, path());
  const file = vaultFile();
  await file.lock();
  const read = await file.read();
  expect(read.ok && (await file.save(bytes('second'), whole, read.stamp))).toMatchObject({ ok: true });
  expect(lstatSync(path()).isSymbolicLink()).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('second');
});

test('a folder in its place, and nothing there, are told apart', async () => {
  expect(await vaultFile().read()).toEqual({ ok: false, reason: 'not-found' });
  mkdirSync(path());
  expect(await vaultFile().read()).toEqual({ ok: false, reason: 'is-a-folder' });
});

test('tells what others write and that the file is gone and back, never its own saves', async () => {
  const { file, stamp } = await made();
  const events: string[] = [];
  file.onChangedOutside((event) => events.push(event));
  const told = async (event: string) => {
    for (let waited = 0; !events.includes(event) && waited < 12_000; waited += 50) await pause(50);
    expect(events).toContain(event);
  };
  const saved = await file.save(bytes('second'), whole, stamp);
  await pause(600);
  expect(saved.ok).toBe(true);
  expect(events).toEqual([]);
  writeFileSync(path(), 'theirs');
  await told('changed');
  rmSync(path());
  await told('gone');
  writeFileSync(path(), 'theirs again');
  await told('back');
});

const isRoot = process.getuid?.() === 0;
const mayMount = () => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

test('a full disk and a read-only one leave the file as it was', async () => {
  // Only root may make such disks; containers may forbid even that.
  if (!isRoot || !mayMount()) return;
  try {
    const { file, stamp } = await made();
    const large = Buffer.alloc(200_000, 7);
    expect(await file.save(large, whole, stamp)).toEqual({ ok: false, reason: 'disk-full' });
    expect(readFileSync(path(), 'utf8')).toBe('first');
    expect(strays()).toEqual([]);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    expect(await file.save(bytes('second'), whole, stamp)).toEqual({ ok: false, reason: 'read-only' });
    execFileSync('mount', ['-o', 'remount,rw', folder]);
    expect(await file.save(bytes('second'), whole, stamp)).toMatchObject({ ok: true });
    await file.close();
  } finally {
    execFileSync('umount', [folder]);
  }
  expect(existsSync(folder)).toBe(true);
});
