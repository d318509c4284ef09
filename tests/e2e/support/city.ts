import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

/** What the demo city writes down for people and tests: `city.json`. */
export interface CityFacts {
  readonly people: readonly { readonly login: string; readonly password: string; readonly name: string }[];
  readonly meetings: { readonly origin: string; readonly sfuTcpPort: number };
  readonly rooms: readonly { readonly id: string; readonly link: string }[];
}

/** How long the city may take to start: it makes keys, starts Radicale and the media worker. */
const START_LIMIT_MS = 60_000;

/** A demo city in a process of its own, told by lines on its standard input. */
export class DemoCity {
  readonly folder: string;
  readonly #process: ChildProcess;
  readonly #lines: Interface;

  private constructor(folder: string, process: ChildProcess, lines: Interface) {
    this.folder = folder;
    this.#process = process;
    this.#lines = lines;
  }

  /** Starts a city; rejects with what it printed when it does not come up. */
  static async start(): Promise<DemoCity> {
    const tsx = createRequire(import.meta.url).resolve('tsx/cli');
    const child = spawn(process.execPath, [tsx, resolve('city/main.ts'), '--control'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const folder = await lineThat(
      child,
      lines,
      (line) => /^city ready (.+)$/.exec(line)?.[1],
      START_LIMIT_MS,
    );
    return new DemoCity(folder, child, lines);
  }

  get facts(): CityFacts {
    return JSON.parse(readFileSync(join(this.folder, 'city.json'), 'utf8')) as CityFacts;
  }

  /** The person with this login name. */
  person(login: string): CityFacts['people'][number] {
    const person = this.facts.people.find((one) => one.login === login);
    if (!person) throw new Error(`nobody called ${login} lives in the demo city`);
    return person;
  }

  /** Host and port of every connection the gateway has let through so far. */
  connections(): string[] {
    return readFileSync(join(this.folder, 'gateway.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { to: string; refused?: boolean })
      .filter(({ refused }) => !refused)
      .map(({ to }) => to);
  }

  /** Gives a control command, such as `meetings down`, and waits until it is carried out. */
  async tell(command: string): Promise<void> {
    const done = lineThat(
      this.#process,
      this.#lines,
      (line) => (line === `ok ${command}` ? line : undefined),
      20_000,
    );
    this.#process.stdin?.write(`${command}\n`);
    await done;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.stdin?.end();
    await ended;
  }
}

/** Waits for the first line in which `find` finds something. */
function lineThat(
  child: ChildProcess,
  lines: Interface,
  find: (line: string) => string | undefined,
  limitMs: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen: string[] = [];
    const settle = (act: () => void) => {
      clearTimeout(timer);
      lines.off('line', look);
      child.off('exit', gone);
      act();
    };
    const look = (line: string) => {
      seen.push(line);
      const found = find(line);
      if (found !== undefined) settle(() => resolve(found));
    };
    const gone = () => settle(() => reject(new Error(`the demo city ended:\n${seen.join('\n')}`)));
    const timer = setTimeout(
      () => settle(() => reject(new Error(`the demo city says nothing:\n${seen.join('\n')}`))),
      limitMs,
    );
    lines.on('line', look);
    child.once('exit', gone);
  });
}
