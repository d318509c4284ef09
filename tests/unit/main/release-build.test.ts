import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const electronVite = join(
  dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
  'bin/electron-vite.js',
);
const built: string[] = [];

async function build(mode: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'quadrat-build-'));
  built.push(folder);
  await promisify(execFile)(process.execPath, [electronVite, 'build', '--mode', mode, '--outDir', folder]);
  return folder;
}

function texts(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.c?js$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

afterAll(() => {
  for (const folder of built) rmSync(folder, { recursive: true, force: true });
});

test('a release build has no way to a demo city; a demo build has', async () => {
  const [release, demo] = await Promise.all([build('production'), build('demo')]);
  const knowing = (folder: string) => texts(folder).filter(({ text }) => text.includes('demo-city'));
  expect(knowing(demo).map(({ path }) => path)).not.toEqual([]);
  expect(knowing(release)).toEqual([]);
  // zod probes for `new Function`, which the page's policy forbids: contracts reach the page as types only.
  const page = texts(join(release, 'renderer'));
  expect(page.filter(({ text }) => text.includes('ZodError')).map(({ path }) => path)).toEqual([]);
  expect(statSync(join(release, 'preload/index.cjs')).size).toBeLessThan(1_500);
});
