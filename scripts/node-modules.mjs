import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm } from './run.mjs';

/**
 * One entry of a lock file's `packages` (npm lockfile version 3).
 *
 * @typedef {{version?: string, integrity?: string, optional?: boolean}} LockedPackage
 */

/**
 * Whether what npm noted as installed is what the lock file wants. Optional packages may be absent: they are for
 * other systems.
 *
 * @param {Record<string, LockedPackage>} wanted
 * @param {Record<string, LockedPackage>} installed
 */
export function sameInstallation(wanted, installed) {
  return (
    Object.keys(installed).every((place) => place in wanted) &&
    Object.entries(wanted).every(([place, { version, integrity, optional = false }]) => {
      const found = installed[place];
      if (place === '') return true;
      if (found === undefined) return optional;
      return found.version === version && found.integrity === integrity;
    })
  );
}

/** @param {string} path @returns {Record<string, LockedPackage> | undefined} */
function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Installs what package-lock.json says, unless it is there. No package's install script is run. */
export async function nodeModules() {
  const wanted = packagesIn('package-lock.json');
  if (wanted === undefined)
    throw new Error('package-lock.json is missing or damaged. Please restore it from Git.');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (installed !== undefined && sameInstallation(wanted, installed)) return;
  console.error('Packages from the npm registry:');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code } = await runNpm(['ci', ...options], { cwd: root, show: true });
  if (code !== 0) throw new Error('The packages could not be installed; npm says above why.');
}
