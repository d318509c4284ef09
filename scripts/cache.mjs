import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Folder for what is fetched or built once and shared by all clones: `$QUADRAT_CACHE`, else the platform's own.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env['QUADRAT_CACHE']) return env['QUADRAT_CACHE'];
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Quadrat', 'Cache');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'quadrat');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'quadrat');
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Brings a folder into being as a whole or not at all: it is filled under another name and then renamed.
 * What an interrupted run left behind is swept first. With `replace` a folder of that name gives way.
 *
 * @param {string} folder
 * @param {(staging: string) => Promise<void>} fill
 * @param {{replace?: boolean}} [options]
 */
export async function fillFolder(folder, fill, { replace = false } = {}) {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}.staging-`;
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
  const staging = join(parent, prefix + process.pid);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  try {
    await fill(staging);
    if (replace) rmSync(folder, { recursive: true, force: true });
    // Another process may have been quicker: what it made is as good as ours.
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
