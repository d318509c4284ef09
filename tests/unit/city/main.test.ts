import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CityDescription } from '../../../city/city-folder';
import { workerPath } from '../../../city/worker-path';
import { openTunnel } from './city-fetch';
import { processesMentioning, until } from './processes';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const STOP_LIMIT_MS = 2_000;

let parent: string;
let worker: string;
let children: ChildProcessByStdio<Writable, Readable, Readable>[];

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'city-main-'));
  // A path of our own, by which the media workers of this test are told from all others.
  worker = join(parent, 'mediasoup-worker');
  symlinkSync(await workerPath(), worker);
});

beforeEach(() => {
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

afterAll(() => rmSync(parent, { recursive: true }));

function run(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join('city', 'main.ts'), ...words], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', MEDIASOUP_WORKER_BIN: worker, TMPDIR: parent },
  });
  children.push(child);
  const lines: string[] = [];
  let complaint = '';
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, lines, ended, complaint: () => complaint };
}

async function startCity(...words: string[]) {
  const running = run('--control', ...words);
  const isReady = () => running.lines.some((line) => line.startsWith('city ready '));
  if (!(await until(isReady, 20_000))) throw new Error(`not ready: ${running.complaint()}`);
  const folder = running.lines.at(-1)?.slice('city ready '.length) ?? '';
  const description = JSON.parse(readFileSync(join(folder, 'city.json'), 'utf8')) as CityDescription;
  async function tell(command: string): Promise<string> {
    const before = running.lines.length;
    running.child.stdin.write(`${command}\n`);
    await until(() => running.lines.length > before, 5_000);
    return running.lines.at(-1) ?? '';
  }
  return { ...running, folder, description, tell };
}

/** The city itself, Radicale and the media worker. */
function family(folder: string, pid: number | undefined): readonly number[] {
  const children = [...processesMentioning(folder), ...processesMentioning(worker)];
  return pid !== undefined && existsSync(`/proc/${pid}`) ? [pid, ...children] : children;
}

describe('the program', () => {
  test.each([
    ['its input ends', (child: ReturnType<typeof run>['child']) => void child.stdin.end()],
    ['Ctrl-C is pressed', (child: ReturnType<typeof run>['child']) => void child.kill('SIGINT')],
  ])('leaves nothing behind when %s', async (_, stop) => {
    const { child, folder, description, ended } = await startCity();
    expect(description.pid).toBe(child.pid);
    expect(family(folder, child.pid).length).toBeGreaterThanOrEqual(3);
    const begun = Date.now();
    stop(child);
    expect(await ended).toBe(0);
    expect(Date.now() - begun).toBeLessThan(STOP_LIMIT_MS);
    expect(family(folder, child.pid)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test('leaves no process behind when it is killed', async () => {
    const { child, folder } = await startCity();
    expect(family(folder, child.pid).length).toBeGreaterThanOrEqual(3);
    child.kill('SIGKILL');
    expect(await until(() => family(folder, child.pid).length === 0, STOP_LIMIT_MS)).toBe(true);
  });

  test('leaves nothing behind when it is stopped while it starts', async () => {
    const { child, ended, lines } = run();
    expect(await until(() => processesMentioning(worker).length > 0, 10_000)).toBe(true);
    const begun = Date.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(Date.now() - begun).toBeLessThan(STOP_LIMIT_MS + 500);
    expect(lines).toEqual([]);
    expect(family(parent, child.pid)).toEqual([]);
  });

  test('says who is there and how to get in, and obeys', async () => {
    const { tell, description, lines, ended } = await startCity();
    const text = lines.join('\n');
    for (const { name, login, password } of description.people) {
      expect(text).toMatch(new RegExp(`${name} +.+ +${login} +${password}`));
    }
    expect(text).toContain(`127.0.0.1:${description.gateway.port}`);
    expect(text).toContain(description.identity.issuer);

    const knock = () =>
      openTunnel(description.gateway.port, new URL(description.identity.issuer).host).then(
        ({ status, socket }) => {
          socket.destroy();
          return status;
        },
        ({ code }: NodeJS.ErrnoException) => code,
      );
    expect(await knock()).toBe(200);
    expect(await tell('gateway down')).toBe('ok gateway down');
    expect(await knock()).toBe('ECONNREFUSED');
    expect(await tell('gateway up')).toBe('ok gateway up');
    expect(await knock()).toBe(200);
    for (const part of ['meetings', 'identity', 'calendar']) {
      expect(await tell(`${part} down`)).toBe(`ok ${part} down`);
      expect(await tell(`${part} up`)).toBe(`ok ${part} up`);
    }
    expect(await tell('profile bump')).toBe('ok profile bump');
    expect(await tell('gateway sideways')).toMatch(/^error gateway sideways: /);
    expect(await tell('stop')).toBe('ok stop');
    expect(await ended).toBe(0);
  });
});

describe('asked for the impossible, the program says so in a sentence', () => {
  test('when the port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    try {
      const { ended, complaint, child } = run(`--gateway-port=${port}`);
      expect(await ended).toBe(1);
      expect(complaint()).toContain(`Der Port ${port} ist schon belegt.`);
      expect(complaint()).not.toContain('    at ');
      expect(family(parent, child.pid)).toEqual([]);
    } finally {
      taken.close();
    }
  });

  test('when an option is unknown, and helps', async () => {
    const wrong = run('--gatewayport=1');
    expect(await wrong.ended).toBe(1);
    expect(wrong.complaint()).toContain('„--gatewayport=1“');
    const help = run('--help');
    expect(await help.ended).toBe(0);
    expect(help.lines.join('\n')).toContain('--gateway-port=<Port>');
  });
});
