import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** @param {string} path @returns {string[]} all files under it, or itself when it is one; nothing when it is not there */
function filesOf(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return [];
  if (!info.isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}

/**
 * SHA-256 (hex) over names and contents of files and folders, the same on every platform, and over `facts`.
 *
 * @param {string} root
 * @param {readonly string[]} paths relative to `root`
 * @param {readonly string[]} [facts] whatever else the result depends on
 */
export function fingerprint(root, paths, facts = []) {
  const hash = createHash('sha256');
  const files = paths
    .flatMap((path) => filesOf(join(root, path)))
    .map((path) => ({ path, name: relative(root, path).split(sep).join('/') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { path, name } of files) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  for (const fact of facts) hash.update(`${fact}\0`);
  return hash.digest('hex');
}
