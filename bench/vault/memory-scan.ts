import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { compositeKeyOf } from '../../src/main/features/vault/kdbx/composite-key';
import { createSecretText } from '../../src/main/features/vault/kdbx/secret-text';
import { writeKdbx } from '../../src/main/features/vault/kdbx/write-kdbx';
import type { DemoCity } from '../../tests/e2e/support/city';
import { Client } from '../../tests/e2e/support/client';
import { sampleVault } from './sample-vault';

const MASTER = 'Neckarwiese-Trommel-17-Kranich';
const STEP_BYTES = 16 * 1024 * 1024;

/** Copies of a password of the vault in the memory of all processes of the client. */
export interface MemoryFigures {
  /** While the vault is open and nothing was asked to be shown: zero is right here too. */
  readonly whileOpen: number;
  /** After locking, nothing having been shown. */
  readonly afterLock: number;
  /** After locking, when it was shown once and copied once before. */
  readonly afterLockShown: number;
}

/** Opens a vault in the packaged client, locks it, and looks for one of its passwords in the client's memory. */
export async function scanMemory(city: DemoCity): Promise<MemoryFigures> {
  const secret = `Suche-${randomBytes(12).toString('hex')}`;
  const client = await Client.open(city);
  try {
    const { login, password } = city.person('amira');
    await client.signIn(login, password);
    const pid = client.app.process().pid ?? 0;
    const place = await ask(client.page, 'suggestPlace', undefined);
    const { id, folder, name } = place as { id: string; folder: string; name: string };
    const entry = await writeVault(`${folder}/${name}`, secret);
    const unlock = () =>
      client.page.evaluate(
        ([file, master]) =>
          (window as unknown as Quadrat).quadrat.call('vault', 'unlock', {
            vault: { file },
            password: new TextEncoder().encode(master),
          }),
        [id, MASTER] as const,
      );
    const opened = (await unlock()) as { ok: boolean };
    if (!opened.ok) throw new Error(`The vault did not open: ${JSON.stringify(opened)}`);
    await ask(client.page, 'entry', { id: entry });
    const whileOpen = copiesIn(pid, secret);
    await ask(client.page, 'lock', undefined);
    const afterLock = copiesIn(pid, secret);
    await unlock();
    await ask(client.page, 'reveal', { id: entry, field: 'Password' });
    await ask(client.page, 'copy', { id: entry, field: 'Password' });
    await ask(client.page, 'lock', undefined);
    return { whileOpen, afterLock, afterLockShown: copiesIn(pid, secret) };
  } finally {
    await client.close();
  }
}

interface Quadrat {
  readonly quadrat: { call(feature: string, name: string, input: unknown): Promise<unknown> };
}

/** Asks main without bringing the answer out of the page: what the driver gets would be one more copy. */
async function ask(page: Page, name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([call, given]) => {
      const answer = await (window as unknown as Quadrat).quadrat.call('vault', call as string, given);
      return call === 'suggestPlace' ? answer : undefined;
    },
    [name, input] as const,
  );
}

/** Writes a vault of 100 entries, one of which has the password; answers that entry's uuid. */
async function writeVault(path: string, secret: string): Promise<string> {
  const database = sampleVault(100);
  const entry = database.root.groups[0]?.entries[0];
  const made = compositeKeyOf({ password: new TextEncoder().encode(MASTER) });
  if (!entry || !made.ok) throw new Error('No vault to write');
  entry.fields.set('Password', createSecretText(secret));
  writeFileSync(path, await writeKdbx(database, made.key));
  return entry.uuid;
}

/** Counts a text, as UTF-8 and as UTF-16, in all readable memory of a process and of those it started. */
function copiesIn(root: number, secret: string): number {
  const wanted = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')];
  return processesOf(root).reduce((sum, pid) => sum + copiesInOne(pid, wanted), 0);
}

function processesOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function copiesInOne(pid: number, wanted: readonly Buffer[]): number {
  let copies = 0;
  let memory: number;
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    // It has ended meanwhile, and its memory with it.
    return 0;
  }
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line);
      if (!range || line.includes('[vvar]') || line.includes('[vsyscall]')) continue;
      const [from, to] = [Number.parseInt(range[1] ?? '', 16), Number.parseInt(range[2] ?? '', 16)];
      for (let at = from; at < to; at += STEP_BYTES)
        copies += copiesAt(memory, at, Math.min(STEP_BYTES + 256, to - at), wanted);
    }
  } finally {
    closeSync(memory);
  }
  return copies;
}

function copiesAt(memory: number, at: number, length: number, wanted: readonly Buffer[]): number {
  const bytes = Buffer.alloc(length);
  let read: number;
  try {
    read = readSync(memory, bytes, 0, length, at);
  } catch {
    // Reserved, not in use.
    return 0;
  }
  let copies = 0;
  for (const one of wanted) {
    for (
      let found = bytes.indexOf(one);
      found >= 0 && found < Math.min(read, STEP_BYTES);
      found = bytes.indexOf(one, found + 1)
    )
      copies += 1;
  }
  return copies;
}
