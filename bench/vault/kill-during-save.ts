import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openVaultFile } from '../../src/main/features/vault/file/open-vault-file.adapter';
import { compositeKeyOf } from '../../src/main/features/vault/kdbx/composite-key';
import { readKdbx } from '../../src/main/features/vault/kdbx/read-kdbx';

const PASSWORD = 'kill';
/** Longest time from the first save to the kill: some forty saves. */
const LONGEST_MS = 400;

/** What became of the kills. Lost: the vault did not open, held neither content, or stayed locked. */
export interface KillFigures {
  readonly run: number;
  readonly lost: number;
}

/**
 * Kills a process with SIGKILL at random moments while it saves, and opens what it leaves behind.
 * @param saver the bundled `saver.ts`
 */
export async function runKills(saver: string, count: number): Promise<KillFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'quadrat-kill-'));
  const path = join(folder, 'Tresor.kdbx');
  const backups = join(folder, 'backups');
  let lost = 0;
  try {
    for (let run = 0; run < count; run += 1) {
      const child = spawn(process.execPath, [saver, path, backups, PASSWORD], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      await pause(Math.random() * LONGEST_MS);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      if (!(await isWhole(path, backups, folder))) lost += 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { run: count, lost };
}

/** Whether the vault opens with one of the two contents, under a lock of our own, and nothing is left beside it. */
async function isWhole(path: string, backups: string, folder: string): Promise<boolean> {
  const file = openVaultFile({
    path,
    owner: { user: 'bench', host: 'bench', application: 'Quadrat' },
    backups: { folder: backups },
  });
  try {
    const locked = await file.lock({ breakStale: true });
    const read = await file.read();
    const made = compositeKeyOf({ password: new TextEncoder().encode(PASSWORD) });
    if (!locked.ok || !read.ok || !made.ok) return false;
    const opened = await readKdbx(read.bytes, made.key);
    if (!opened.ok) return false;
    const entries = opened.database.root.groups.reduce((sum, group) => sum + group.entries.length, 0);
    const strays = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
    return (entries === 2 || entries === 3) && strays.length === 0;
  } finally {
    await file.close();
  }
}
