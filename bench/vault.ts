import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { openDesk } from '../scripts/desk.mjs';
import { packageApp } from '../scripts/package.mjs';
import { compositeKeyOf } from '../src/main/features/vault/kdbx/composite-key';
import { readKdbx } from '../src/main/features/vault/kdbx/read-kdbx';
import { writeKdbx } from '../src/main/features/vault/kdbx/write-kdbx';
import { DemoCity } from '../tests/e2e/support/city';
import { exportWithKeepassxc, xmlDifferences } from '../tests/unit/main/features/vault/kdbx/keepassxc';
import { runKills } from './vault/kill-during-save';
import { scanMemory } from './vault/memory-scan';
import { runMergeScenarios } from './vault/merge-scenarios';
import { runMutations } from './vault/mutations';
import { sampleVault } from './vault/sample-vault';

const PASSWORD = 'Messung-im-Rathaus-7';
const SIZES = [1_000, 10_000] as const;
/** Pairs of ours and theirs, taken by turns; an odd number has a median. */
const ROUNDS = 7;
/** `--short` for a look in between. */
const isShort = process.argv.includes('--short');
const MUTATIONS = isShort ? 500 : 10_000;
const KILLS = isShort ? 20 : 200;

const median = (figures: readonly number[]) =>
  Math.round(figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0);

const made = compositeKeyOf({ password: new TextEncoder().encode(PASSWORD) });
if (!made.ok) throw new Error(made.reason);
const { key } = made;
const folder = mkdtempSync(join(tmpdir(), 'quadrat-vault-'));

/** Bundles one of our small programs into one file: whole process against whole process. */
async function bundled(name: string): Promise<string> {
  const outDir = resolve('out/bench');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ...{
        outDir,
        emptyOutDir: false,
        target: 'node20',
        minify: true,
        ssr: resolve(`bench/vault/${name}.ts`),
      },
      rollupOptions: { external: ['@node-rs/argon2'], output: { entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
  });
  return join(outDir, `${name}.mjs`);
}

/** Runs a program to its end; milliseconds from start to end, and what it printed. */
function timed(program: string, args: readonly string[], input: string) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    ...{ input, encoding: 'utf8' },
    env: { ...process.env, HOME: folder },
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return { ms: performance.now() - started, stdout };
}

async function interoperability() {
  const path = join(folder, 'ours.kdbx');
  writeFileSync(path, await writeKdbx(sampleVault(200), key));
  const before = await exportWithKeepassxc(path, PASSWORD);
  const read = await readKdbx(readFileSync(path), key);
  if (!read.ok) return { opens: true, roundTripDiffs: -1 };
  writeFileSync(path, await writeKdbx(read.database, key));
  const after = await exportWithKeepassxc(path, PASSWORD);
  return { opens: true, roundTripDiffs: xmlDifferences(before, after).length };
}

/** Opening by us and by keepassxc-cli, the same file by turns. */
async function opening(program: string) {
  const openMs: Record<string, number> = {};
  const serviceMs: Record<string, number> = {};
  const saveMs: Record<string, number> = {};
  const keepassxcOpenMs: Record<string, number> = {};
  let rssMb10000 = 0;
  for (const size of SIZES) {
    const path = join(folder, `${size}.kdbx`);
    writeFileSync(path, await writeKdbx(sampleVault(size), key));
    const ours: number[] = [];
    const alone: number[] = [];
    const saving: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = timed(process.execPath, [program, path, PASSWORD], '');
      ours.push(one.ms);
      alone.push((JSON.parse(one.stdout) as { serviceMs: number }).serviceMs);
      theirs.push(timed('keepassxc-cli', ['ls', '-q', path], `${PASSWORD}\n`).ms);
      const saved = JSON.parse(timed(process.execPath, [program, path, PASSWORD, 'save'], '').stdout) as {
        saveMs: number;
        rssMb: number;
      };
      saving.push(saved.saveMs);
      if (size === 10_000) rssMb10000 = Math.max(rssMb10000, Math.round(saved.rssMb));
    }
    openMs[size] = median(ours);
    serviceMs[size] = median(alone);
    saveMs[size] = median(saving);
    keepassxcOpenMs[size] = median(theirs);
  }
  return { openMs, keepassxcOpenMs, serviceMs, saveMs, rssMb10000 };
}

async function memory() {
  await packageApp('e2e');
  const desk = await openDesk({ keyring: true });
  Object.assign(process.env, desk.env);
  const city = await DemoCity.start();
  try {
    return await scanMemory(city);
  } finally {
    await city.stop();
    await desk.stop();
  }
}

try {
  const [opener, saver] = [await bundled('open-once'), await bundled('saver')];
  const keepassxc = await interoperability();
  const { run, lost } = runMergeScenarios();
  const times = await opening(opener);
  const mutations = await runMutations(MUTATIONS, Date.now() % 1_000_000);
  const killDuringSave = await runKills(saver, KILLS);
  const { whileOpen, afterLock, afterLockShown } = await memory();
  const figures = {
    keepassxc,
    mergeScenarios: { run, lost },
    mutations: { run: mutations.run, crashes: mutations.crashes, hangs: mutations.hangs },
    killDuringSave,
    ...times,
    plaintextCopiesAfterLock: afterLock,
    plaintextCopiesWhileOpen: whileOpen,
    plaintextCopiesAfterLockShown: afterLockShown,
  };
  console.log(JSON.stringify(figures));
  const faults = [
    keepassxc.roundTripDiffs,
    lost,
    mutations.crashes,
    mutations.hangs,
    killDuringSave.lost,
    afterLock,
  ];
  process.exitCode = keepassxc.opens && faults.every((count) => count === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
