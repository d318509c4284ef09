import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, fillFolder } from '../../../scripts/cache.mjs';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'quadrat-cache-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test.each([
  [{ QUADRAT_CACHE: '/elsewhere' }, 'win32', '/elsewhere'],
  [{ XDG_CACHE_HOME: '/xdg' }, 'linux', '/xdg/quadrat'],
  [{}, 'linux', join(homedir(), '.cache', 'quadrat')],
  [{}, 'darwin', join(homedir(), 'Library', 'Caches', 'quadrat')],
  [{ LOCALAPPDATA: '/local' }, 'win32', '/local/Quadrat/Cache'],
] as const)('the cache of %j on %s is %s', (env, platform, folder) => {
  expect(cacheFolder(env, platform)).toBe(folder);
});

test('a folder appears only when it is whole', async () => {
  const folder = join(parent, 'thing');
  await fillFolder(folder, async (staging) => {
    writeFileSync(join(staging, 'half'), '');
    expect(existsSync(folder)).toBe(false);
  });
  expect(readdirSync(folder)).toEqual(['half']);
  expect(readdirSync(parent)).toEqual(['thing']);
});

test('what could not be filled leaves nothing behind', async () => {
  const failing = fillFolder(join(parent, 'thing'), async (staging) => {
    writeFileSync(join(staging, 'half'), '');
    throw new Error('no room');
  });
  await expect(failing).rejects.toThrow('no room');
  expect(readdirSync(parent)).toEqual([]);
});

test('what a killed run left is swept, what a running one is making is not', async () => {
  const noSuchProcess = 2 ** 22 + 1;
  mkdirSync(join(parent, `.thing.staging-${noSuchProcess}`));
  mkdirSync(join(parent, `.thing.staging-${process.ppid}`));
  await fillFolder(join(parent, 'thing'), async () => {});
  expect(readdirSync(parent).sort()).toEqual([`.thing.staging-${process.ppid}`, 'thing']);
});

test.each([
  [false, 'old'],
  [true, 'new'],
])('a folder that is there already: replace %s gives the %s one', async (replace, content) => {
  const folder = join(parent, 'thing');
  mkdirSync(folder);
  writeFileSync(join(folder, 'file'), 'old');
  await fillFolder(folder, async (staging) => writeFileSync(join(staging, 'file'), 'new'), { replace });
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(content);
});
