import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import {
  type DurableFile,
  type DurableKind,
  openDurable,
} from '../../../../../src/main/platform/state/durable-file';
import { FakeLog } from '../../../../fakes/fake-log';

const schema = z.strictObject({ count: z.int(), text: z.string() });
type Value = z.output<typeof schema>;

const onLinux = process.platform === 'linux' ? test : test.skip;
const onPosix = process.platform === 'win32' ? test.skip : test;

let folder: string;
let log: FakeLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrat-durable-'));
  log = new FakeLog();
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

const file = (suffix = '') => join(folder, `kind${suffix}`);
const names = async () => (await readdir(folder)).sort();
const value = (count: number): Value => ({ count, text: `number ${count}` });
const fallback: Value = { count: 0, text: 'fallback' };

function open(changes: Partial<DurableKind<Value>> = {}): Promise<DurableFile<Value>> {
  return openDurable({ folder, name: 'kind', version: 1, schema, fallback, log, ...changes });
}

async function writeTwice(): Promise<void> {
  const durable = await open();
  await durable.write(value(1));
  await durable.write(value(2));
}

test('reads the fallback where nothing is stored, and finds nothing wrong with that', async () => {
  const durable = await open({ folder: join(folder, 'not', 'there') });
  expect(durable.read()).toEqual(fallback);
  expect(durable.problem).toBeUndefined();
  expect(log.codes).toEqual([]);
});

test('reads what was written, in a new run too, and makes the folder', async () => {
  const deep = { folder: join(folder, 'a', 'b') };
  expect(await (await open(deep)).write(value(7))).toEqual({ ok: true });
  expect((await open(deep)).read()).toEqual(value(7));
});

onPosix('is for its owner only', async () => {
  const durable = await open({ folder: join(folder, 'own') });
  await durable.write(value(1));
  expect((await stat(join(folder, 'own'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'own', 'kind'))).mode & 0o777).toBe(0o600);
});

test('writes asked for at once follow one another, and those that wait are one', async () => {
  const durable = await open();
  const written = Array.from({ length: 50 }, (_, index) => durable.write(value(index)));
  expect(durable.read()).toEqual(value(49));
  expect(await Promise.all(written)).toEqual(written.map(() => ({ ok: true })));
  expect((await open()).read()).toEqual(value(49));
  expect(await names()).toEqual(['kind']);
});

test('does not write what it could not read again', async () => {
  const durable = await open();
  expect(() => durable.write({ count: 0.5, text: '' })).toThrow(z.ZodError);
});

test('sets a file with any flipped bit aside and takes the last good copy', async () => {
  await writeTwice();
  const good = await readFile(file());
  for (let bit = 0; bit < good.length * 8; bit += 7) {
    const damaged = Buffer.from(good);
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await writeFile(file(), damaged);
    const durable = await open();
    expect({ bit, value: durable.read(), problem: durable.problem }).toEqual({
      bit,
      value: value(1),
      problem: { cause: 'damaged', took: 'last-good-copy' },
    });
  }
  const [setAside = ''] = (await names()).filter((name) => /^kind\.damaged-\d{8}T\d{9}Z$/.test(name));
  expect((await readFile(join(folder, setAside))).length).toBe(good.length);
  expect(log.notes[0]).toEqual({
    code: 'STA-100',
    details: { file: 'kind', cause: 'damaged', took: 'last-good-copy' },
  });
});

test('takes no file cut short at whatever place', async () => {
  await writeTwice();
  const good = await readFile(file());
  for (let length = 0; length < good.length; length += 5) {
    await writeFile(file(), good.subarray(0, length));
    expect((await open()).read()).toEqual(value(1));
  }
});

test('starts with the fallback when the copy is damaged too, and keeps both for the help desk', async () => {
  await writeTwice();
  await writeFile(file(), 'x');
  await writeFile(file('.bak'), 'y');
  const durable = await open();
  expect(durable.read()).toEqual(fallback);
  expect(durable.problem).toEqual({ cause: 'damaged', took: 'fallback' });
  const kept = await names();
  expect(kept).toHaveLength(2);
  expect(kept[0]).toMatch(/^kind\.bak\.damaged-/);
  expect(kept[1]).toMatch(/^kind\.damaged-/);
});

test('a folder in the place of the file is damage too', async () => {
  await mkdir(file());
  expect((await open()).problem).toEqual({ cause: 'damaged', took: 'fallback' });
  expect(await names()).toEqual([expect.stringMatching(/^kind\.damaged-/)]);
});

onPosix('a damaged file that could not be set aside at first never becomes the last good copy', async () => {
  await writeTwice();
  await writeFile(file(), 'x');
  for (const path of [file(), file('.bak')]) await chmod(path, 0o644);
  await chmod(folder, 0o555);
  const durable = await asOrdinaryPerson(() => open());
  expect(durable.read()).toEqual(value(1));
  await chmod(folder, 0o700);
  await durable.write(value(3));
  expect(await names()).toEqual(['kind', 'kind.bak', expect.stringMatching(/^kind\.damaged-/)]);
  await writeFile(file(), 'y');
  expect((await open()).read()).toEqual(value(1));
});

test('takes no file that was written as another kind', async () => {
  await (await open({ name: 'other' })).write(value(5));
  await rename(join(folder, 'other'), file());
  expect((await open()).problem).toEqual({ cause: 'damaged', took: 'fallback' });
});

test('brings an earlier version into the present shape', async () => {
  const first = z.strictObject({ n: z.int() });
  const earlier = await openDurable({
    ...{ folder, name: 'kind', version: 1, schema: first, fallback: { n: 0 }, log },
  });
  await earlier.write({ n: 4 });
  const migrate = (stored: unknown, from: number) => ({
    ...value(first.parse(stored).n),
    text: `from ${from}`,
  });
  expect((await open({ version: 2, migrate })).read()).toEqual({ count: 4, text: 'from 1' });
});

test.each([
  ['that is missing', undefined],
  [
    'that fails',
    () => {
      throw new Error('cannot');
    },
  ],
])('a migration %s leaves the file to the help desk', async (_, migrate) => {
  await (await open()).write(value(1));
  const durable = await open({ version: 2, ...(migrate ? { migrate } : {}) });
  expect(durable.problem).toEqual({ cause: 'damaged', took: 'fallback' });
  expect(await names()).toEqual([expect.stringMatching(/^kind\.damaged-/)]);
});

test('after a return to an earlier version of the client its own last good copy counts', async () => {
  await (await open()).write(value(1));
  await (await open({ version: 2, migrate: (stored) => stored })).write(value(2));
  const durable = await open();
  expect(durable.read()).toEqual(value(1));
  expect(durable.problem).toEqual({ cause: 'newer-version', took: 'last-good-copy' });
  expect(await names()).toEqual(['kind.bak', expect.stringMatching(/^kind\.newer-version-/)]);
});

test('sweeps what an interrupted write has left, and nothing else', async () => {
  await writeTwice();
  await writeFile(file('.tmp-1'), 'half');
  await writeFile(join(folder, 'other.tmp-1'), 'not ours');
  await open();
  expect(await names()).toEqual(['kind', 'kind.bak', 'other.tmp-1']);
});

test('stopped between the two steps of a write, the earlier value is read and nothing is wrong', async () => {
  await writeTwice();
  await rm(file());
  const durable = await open();
  expect(durable.read()).toEqual(value(1));
  expect(durable.problem).toBeUndefined();
});

test('goes on when somebody has removed file or folder meanwhile', async () => {
  const durable = await open();
  await durable.write(value(1));
  await rm(folder, { recursive: true });
  expect(await durable.write(value(2))).toEqual({ ok: true });
  expect((await open()).read()).toEqual(value(2));
});

test('erases everything of its kind, and can be written again', async () => {
  await writeTwice();
  await writeFile(file('.damaged-20260101T000000000Z'), 'a name in here');
  await writeFile(join(folder, 'other'), 'not ours');
  const durable = await open();
  void durable.write(value(3));
  const erased = durable.erase();
  expect(durable.read()).toEqual(fallback);
  expect(await erased).toEqual({ ok: true });
  expect(await names()).toEqual(['other']);
  await durable.write(value(4));
  expect((await open()).read()).toEqual(value(4));
});

test('a write asked for after an erase is not lost to it', async () => {
  const durable = await open();
  void durable.write(value(1));
  void durable.erase();
  await durable.write(value(2));
  expect((await open()).read()).toEqual(value(2));
});

onPosix('says when the folder may not be written, and the value counts for this run', async () => {
  await writeTwice();
  await chmod(folder, 0o500);
  const durable = await open();
  const written = await asOrdinaryPerson(() => durable.write(value(3)));
  expect(written).toEqual({ ok: false, reason: 'not-writable' });
  expect(durable.read()).toEqual(value(3));
  expect(log.notes).toEqual([
    { code: 'STA-101', details: { file: 'kind', reason: 'not-writable', error: 'EACCES' } },
  ]);
  await chmod(folder, 0o700);
  expect((await open()).read()).toEqual(value(2));
});

onPosix('starts where nothing may be read', async () => {
  await writeTwice();
  await chmod(folder, 0o000);
  const durable = await asOrdinaryPerson(() => open());
  expect(durable.read()).toEqual(fallback);
  expect(durable.problem).toEqual({ cause: 'unreadable', took: 'fallback' });
});

onLinux('says when the disk is full, and leaves the earlier value as it was', async () => {
  await (await open()).write(value(1));
  // The limit on a file's size stands in for the full disk: the write stops half-way with an error.
  const { output } = await runWriter(
    'console.log(JSON.stringify(await durable.write({ count: 2, text: "x".repeat(100_000) })));',
    20,
  );
  expect(JSON.parse(output)).toEqual({ ok: false, reason: 'disk-full' });
  expect(await names()).toEqual(['kind']);
  expect((await open()).read()).toEqual(value(1));
});

test('killed at any moment, the old or the new value is read and nothing is wrong', async () => {
  const endless = `
    for (let count = durable.read().count + 1; ; count += 1) {
      await durable.write({ count, text: 'number ' + count });
      console.log(count);
    }`;
  let acknowledged = 0;
  for (let round = 0; round < 20; round += 1) {
    const { output } = await runWriter(endless, undefined, 5 + round * 3);
    acknowledged = Number(output.split('\n').filter(Boolean).at(-1) ?? acknowledged);
    const durable = await open();
    expect(durable.problem).toBeUndefined();
    // A write may be on the disk before its acknowledgement has reached us; none that was is missing.
    expect(durable.read().count - acknowledged).toBeGreaterThanOrEqual(0);
    expect(durable.read()).toEqual(value(durable.read().count));
    acknowledged = durable.read().count;
  }
  expect(acknowledged).toBeGreaterThan(20);
  expect(await names()).not.toContainEqual(expect.stringContaining('.tmp-'));
}, 90_000);

/** root may write everywhere; this lends the process an ordinary person's rights for a moment. */
async function asOrdinaryPerson<R>(run: () => Promise<R>): Promise<R> {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}

/**
 * Runs lines in a process of their own in which `durable` is open.
 * @param fileSizeLimit in KiB
 * @param killAfter milliseconds after its first output; undefined lets it come to its end
 */
async function runWriter(
  lines: string,
  fileSizeLimit?: number,
  killAfter?: number,
): Promise<{ output: string }> {
  const module = pathToFileURL(resolve('src/main/platform/state/durable-file.ts')).href;
  const program = `
    import { z } from 'zod';
    import { openDurable } from ${JSON.stringify(module)};
    const durable = await openDurable({
      folder: ${JSON.stringify(folder)}, name: 'kind', version: 1,
      schema: z.strictObject({ count: z.int(), text: z.string() }),
      fallback: { count: 0, text: 'fallback' }, log: { note() {} },
    });
    ${lines}`;
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', program];
  const [command = '', ...args] = fileSizeLimit
    ? ['bash', '-c', `ulimit -f ${fileSizeLimit} && exec "$@"`, 'bash', ...node]
    : node;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(command, args, {
    env: { ...env, TSX_DISABLE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    if (output === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    output += data;
  });
  await once(child, 'close');
  return { output };
}
