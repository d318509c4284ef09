import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fillFolder } from './cache.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { fingerprint } from './fingerprint.mjs';
import { asProgram } from './program.mjs';
import { progress } from './progress.mjs';
import { programOf, root, run } from './run.mjs';

/**
 * `release`: what staff get. `demo`: takes a demo city by `--demo-city=<folder>`. `e2e`: a demo that
 * Playwright can drive, which needs one fuse open.
 *
 * @typedef {'release' | 'demo' | 'e2e'} Flavour
 */

/** @type {Record<Flavour, {mode: 'production' | 'demo', builderArguments: string[]}>} */
const FLAVOURS = {
  release: { mode: 'production', builderArguments: [] },
  demo: { mode: 'demo', builderArguments: [] },
  e2e: { mode: 'demo', builderArguments: ['-c.electronFuses.enableNodeCliInspectArguments=true'] },
};

/** What the packaged application is made of; a change in any of it makes it stale. */
const INGREDIENTS = [
  'src',
  'assets',
  'package.json',
  'package-lock.json',
  'electron-builder.yml',
  'electron.vite.config.ts',
  'scripts/package.mjs',
];

/** @param {Flavour} flavour */
function folderOf(flavour) {
  return join(root, 'out', flavour);
}

/**
 * Where electron-builder puts the program of a flavour on this platform; it need not be there yet.
 *
 * @param {Flavour} flavour
 * @param {NodeJS.Platform} [platform]
 * @param {string} [arch]
 */
export function executablePath(flavour, platform = process.platform, arch = process.arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  const folder = folderOf(flavour);
  if (platform === 'darwin')
    return join(folder, `mac${suffix}`, 'Quadrat.app', 'Contents', 'MacOS', 'Quadrat');
  if (platform === 'win32') return join(folder, `win${suffix}-unpacked`, 'Quadrat.exe');
  return join(folder, `linux${suffix}-unpacked`, 'quadrat');
}

/**
 * Builds and packages a flavour as a folder (no installer), unless what is there is up to date.
 *
 * @param {Flavour} flavour
 * @returns {Promise<string>} path of the program
 * @throws {Error} with the tool's own output, when building or packaging fails
 */
export async function packageApp(flavour) {
  const { mode, builderArguments } = FLAVOURS[flavour];
  const runtime = await electronRuntime();
  const executable = executablePath(flavour);
  const stamp = join(folderOf(flavour), 'stamp');
  const current = fingerprint(root, INGREDIENTS, [flavour, runtime.version, process.platform, process.arch]);
  if (existsSync(executable) && existsSync(stamp) && readFileSync(stamp, 'utf8') === current)
    return executable;

  const line = progress(`Quadrat (${flavour}):`);
  await fillFolder(
    folderOf(flavour),
    async (staging) => {
      const bundle = join(staging, 'bundle');
      line.update('building');
      await tool('electron-vite', ['build', '--mode', mode, '--outDir', bundle, '--logLevel', 'warn']);
      line.update('packaging');
      await tool(
        'electron-builder',
        [
          '--dir',
          '--publish=never',
          `-c.directories.output=${staging}`,
          `-c.electronDist=${runtime.dist}`,
          `-c.electronVersion=${runtime.version}`,
          ...builderArguments,
        ],
        { QUADRAT_BUNDLE: relative(root, bundle) },
      );
      rmSync(bundle, { recursive: true });
      writeFileSync(join(staging, 'stamp'), current);
    },
    { replace: true },
  );
  line.end(`packaged with Electron ${runtime.version}`);
  if (flavour === 'release' && !runtime.official) {
    console.warn(
      `This is not a release: Electron ${runtime.version} stands in for the official one, which could not be fetched. It is for tests only.`,
    );
  }
  return executable;
}

/**
 * @param {string} name of the package whose program of the same name is run
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
async function tool(name, args, env = {}) {
  const result = await run(process.execPath, [programOf(name), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  if (result.code !== 0) throw new Error(`${name} failed:\n${result.output.trim()}`);
}

await asProgram(import.meta.url, async () => {
  const flavour = process.argv.includes('--e2e')
    ? 'e2e'
    : process.argv.includes('--demo')
      ? 'demo'
      : 'release';
  console.log(await packageApp(flavour));
});
