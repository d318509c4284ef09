import { readFileSync } from 'node:fs';
import { progress } from './progress.mjs';
import { run } from './run.mjs';

/** What Electron loads, and what the headless desk and the demo city start. */
export const RUNTIME_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0',
  'libdrm2',
  'libnotify4',
  'libsecret-1-0',
  'xvfb',
  'dbus',
  'gnome-keyring',
  'radicale',
  'keepassxc',
];

/** What the mediasoup worker is built from, wanted only where no ready one can be fetched. */
export const WORKER_BUILD_PACKAGES = [
  'g++',
  'meson',
  'ninja-build',
  'flatbuffers-compiler',
  'libflatbuffers-dev',
  'libuv1-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libssl-dev',
];

/** Renamed when Debian 13 and Ubuntu 24.04 went to 64-bit time; their old names are ambiguous to apt there. */
const RENAMED_T64 = new Set(['libgtk-3-0', 'libasound2', 'libatspi2.0-0']);
const INSTALL_LIMIT_MS = 20 * 60 * 1000;

/**
 * Names of installed packages and of what they provide, from dpkg's status file (deb822, deb-status(5)).
 *
 * @param {string} status
 */
export function installedPackages(status) {
  const names = /** @type {Set<string>} */ (new Set());
  for (const paragraph of status.split('\n\n')) {
    if (!/^Status: \S+ ok installed$/m.test(paragraph)) continue;
    const name = /^Package: (\S+)$/m.exec(paragraph)?.[1];
    if (name !== undefined) names.add(name);
    for (const provided of /^Provides: (.+)$/m.exec(paragraph)?.[1]?.split(',') ?? []) {
      names.add(/** @type {string} */ (provided.trim().split(' ')[0]));
    }
  }
  return names;
}

/**
 * What the packages are called on this release.
 *
 * @param {readonly string[]} packages
 * @param {string} osRelease contents of os-release(5)
 */
export function namesOnRelease(packages, osRelease) {
  const field = (/** @type {string} */ key) =>
    new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  const since = { debian: 13, ubuntu: 24.04 }[field('ID')] ?? Number.POSITIVE_INFINITY;
  const renamed = Number(field('VERSION_ID') || Number.POSITIVE_INFINITY) >= since;
  return packages.map((name) => (renamed && RENAMED_T64.has(name) ? `${name}t64` : name));
}

/**
 * Installs what is missing, as root on Debian and its kin. Elsewhere nothing is installed and it is only said what
 * the programs are wanted for.
 *
 * @param {readonly string[]} wanted
 * @returns {Promise<boolean>} false where there is no Debian to ask
 * @throws {Error} with the one line to run, when packages are missing and we may not install them
 */
export async function debianPackages(wanted) {
  let status;
  try {
    status = readFileSync('/var/lib/dpkg/status', 'utf8');
  } catch {
    return false;
  }
  const installed = installedPackages(status);
  const missing = namesOnRelease(wanted, readFileSync('/etc/os-release', 'utf8')).filter(
    (name) => !installed.has(name),
  );
  if (missing.length === 0) return true;
  if (process.getuid?.() !== 0) {
    throw new Error(
      `Some Debian packages are missing. Please run this line and try again:\n  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  }

  const line = progress(`Debian packages (${missing.join(', ')}):`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    limitMs: INSTALL_LIMIT_MS,
    onLine: (/** @type {string} */ text) => line.update(text.slice(0, 60)),
  };
  // A failing update is no reason to stop: the lists may be good enough, and installing says best what is wrong.
  await run('apt-get', ['update', '-qq'], options);
  const install = await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], options);
  if (install.code !== 0) {
    const reason = install.timedOut
      ? 'it took longer than 20 minutes'
      : install.output.trim().split('\n').slice(-5).join('\n');
    throw new Error(`The Debian packages ${missing.join(', ')} could not be installed:\n${reason}`);
  }
  line.end('installed');
  return true;
}
