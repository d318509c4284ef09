import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CityAuthority, IssuedCertificate } from '../authority/city-authority';

/** Name in Radicale's certificate; it is reached by address. */
export const RADICALE_NAME = 'radicale.quadrat.test';

const START_LIMIT_MS = 15_000;
const STOP_LIMIT_MS = 1_000;
const LINES_KEPT = 20;

/** Exit code of run-radicale.py where its Python has no Radicale. */
const NO_RADICALE = 69;

/** Radicale (https://radicale.org), the CalDAV server, as a child process on a free port of 127.0.0.1. */
export interface Radicale {
  /** Where it listens now; undefined while it is down. */
  port(): number | undefined;
  /** With this certificate one speaks to it; without, it does not answer. */
  readonly clientCertificate: IssuedCertificate;
  /** Of the process that runs now. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

export interface RadicaleOptions {
  /** For configuration, keys and calendars. */
  readonly folder: string;
  readonly authority: CityAuthority;
  /** Told once when it has crashed for good; the last lines it wrote come with it. */
  readonly onGivenUp: (lastLines: string) => void;
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  /** What it wrote last. */
  readonly lines: readonly string[];
}

/** The Python of a script that begins with `#!`; undefined for programs and on Windows. */
async function interpreterOf(path: string): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    const interpreter = /^#!\s*(\S+)/.exec(buffer.toString('utf8', 0, bytesRead))?.[1];
    return interpreter?.endsWith('/env') ? undefined : interpreter;
  } finally {
    await file.close();
  }
}

/** Which Pythons may have Radicale, the one that the command `radicale` uses first. */
async function pythons(): Promise<readonly string[]> {
  const { PATH = '' } = process.env;
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const own = await Promise.all(folders.map((folder) => interpreterOf(join(folder, 'radicale'))));
  return [...new Set([...own.filter((path) => path !== undefined), 'python3', 'python'])];
}

/** @returns undefined when this Python, or its Radicale, does not exist */
function launch(python: string, configuration: string, signal: AbortSignal): Promise<Running | undefined> {
  const script = fileURLToPath(new URL('./run-radicale.py', import.meta.url));
  const child = spawn(python, [script, '--config', configuration], {
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
    // A group of its own: Ctrl-C is for the city, which then ends Radicale itself.
    detached: process.platform !== 'win32',
  });
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(kill, START_LIMIT_MS);
  signal.addEventListener('abort', kill, { once: true });
  const lines: string[] = [];
  const started = new Promise<Running | undefined>((resolve, reject) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code, killedBy) => {
      if (code === NO_RADICALE) resolve(undefined);
      else reject(new Error(`Radicale did not start (${code ?? killedBy}).\n${lines.join('\n')}`));
    });
    // Closed only to say that this process ends; writing is never tried.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      const port = /Listening on '\[127\.0\.0\.1\]:(\d+)'/.exec(line)?.[1];
      if (port !== undefined) resolve({ child, port: Number(port), lines });
    });
  });
  return started.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  });
}

async function configure(folder: string, authority: CityAuthority): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = await authority.issueServer([RADICALE_NAME]);
  const write = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  return write(
    'config',
    [
      '[server]',
      'hosts = 127.0.0.1:0',
      'ssl = True',
      `certificate = ${await write('certificate.pem', own.cert)}`,
      `key = ${await write('key.pem', own.key)}`,
      // It believes the X-Remote-User header, so only the front may speak to it.
      `certificate_authority = ${await write('authority.pem', authority.certificate)}`,
      '[auth]',
      'type = http_x_remote_user',
      '[rights]',
      'type = owner_only',
      '[storage]',
      `filesystem_folder = ${join(folder, 'collections')}`,
      '[web]',
      'type = none',
      '[logging]',
      // "Listening on" is written at this level.
      'level = info',
      '',
    ].join('\n'),
  );
}

/**
 * Starts Radicale. When it ends by itself it is started once more, on another port.
 * @returns undefined where Radicale is not installed
 */
export async function startRadicale(options: RadicaleOptions): Promise<Radicale | undefined> {
  const configuration = await configure(options.folder, options.authority);
  const stopping = new AbortController();
  let running: Running | undefined;
  let interpreter = '';
  for (const python of await pythons()) {
    running = await launch(python, configuration, stopping.signal);
    interpreter = python;
    if (running) break;
  }
  if (!running) return undefined;

  let restarted = false;
  let restarting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    try {
      running = await launch(interpreter, configuration, stopping.signal);
      if (running) watch(running);
    } catch (error) {
      if (!stopping.signal.aborted) options.onGivenUp(String(error));
    }
  }

  function watch({ child, lines }: Running): void {
    child.once('exit', () => {
      running = undefined;
      if (stopping.signal.aborted) return;
      if (restarted) return options.onGivenUp(lines.join('\n'));
      restarted = true;
      restarting = restart();
    });
  }
  watch(running);

  return {
    port: () => running?.port,
    pid: () => running?.child.pid,
    clientCertificate: await options.authority.issueClient('city calendar front'),
    async stop() {
      stopping.abort();
      await restarting;
      const child = running?.child;
      if (!child) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
