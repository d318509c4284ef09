import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { CityProblem } from './city-problem';
import type { Account } from './people';
import type { DemoRoom } from './rooms';

/** There as long as the city runs. */
const DESCRIPTION = 'city.json';

/** Everything a city leaves in its folder. */
const OWN_NAMES = [
  'ca.pem',
  DESCRIPTION,
  'escrow.jwk',
  'gateway.jsonl',
  'meetings.log',
  'profile.jws',
  'radicale',
  'trust.json',
];

/** How the name of a file ends that is not yet written to its end. */
const DRAFT = '.new';

/** What `city.json` says: the running city, for people, tests and scripts. The client never reads it. */
export interface CityDescription {
  readonly format: 1;
  /** Process that runs the city. */
  readonly pid: number;
  readonly startedAt: string;
  readonly folder: string;
  readonly gateway: { readonly address: string; readonly port: number };
  readonly identity: { readonly issuer: string; readonly clientId: string; readonly redirectUri: string };
  readonly calendar: {
    readonly origin: string;
    readonly kind: 'caldav' | 'ics';
    readonly url: string;
    readonly radicalePid?: number;
  };
  readonly meetings: { readonly origin: string; readonly sfuTcpPort: number };
  readonly sites: {
    readonly origin: string;
    readonly catalogue: string;
    readonly profile: string;
    readonly health: string;
    readonly apps: readonly string[];
  };
  readonly rooms: readonly (DemoRoom & { readonly link: string })[];
  readonly people: readonly Account[];
}

/** The folder by which clients, tests and people find the city. Only the own account may look into it. */
export interface CityFolder {
  readonly path: string;
  write(name: string, content: string): Promise<void>;
  describe(city: CityDescription): Promise<void>;
  /** Takes the description away, and the whole folder if it was made for this run only. */
  close(): Promise<void>;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The process that a description names, where it can be read. */
function pidIn(description: string): number | undefined {
  try {
    return z.object({ pid: z.int().positive() }).parse(JSON.parse(description)).pid;
  } catch {
    return undefined;
  }
}

/** Makes a given folder ready: it must be new, empty, or that of a city that runs no more. */
async function takeOver(path: string): Promise<void> {
  let found: readonly string[];
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    found = await readdir(path);
  } catch (error) {
    throw new CityProblem(`Der Ordner ${path} lässt sich nicht benutzen (${(error as Error).message}).`);
  }
  if (found.some((name) => !OWN_NAMES.includes(name) && !name.endsWith(DRAFT))) {
    throw new CityProblem(
      `Im Ordner ${path} liegt schon etwas anderes. Bitte nehmen Sie einen leeren oder einen neuen Ordner.`,
    );
  }
  const description = await readFile(join(path, DESCRIPTION), 'utf8').catch(() => '');
  const pid = pidIn(description);
  if (pid !== undefined && pid !== process.pid && isRunning(pid)) {
    throw new CityProblem(
      `Im Ordner ${path} läuft schon eine Demo-Stadt (Prozess ${pid}). Bitte beenden Sie sie oder nehmen Sie einen anderen Ordner.`,
    );
  }
  await Promise.all(found.map((name) => rm(join(path, name), { recursive: true })));
  await chmod(path, 0o700);
}

/**
 * Opens the folder of a city.
 * @param wanted a folder to use and keep; undefined for a fresh one that goes with the city
 * @throws CityProblem when the folder holds other things or another running city
 */
export async function openCityFolder(wanted: string | undefined): Promise<CityFolder> {
  const path = wanted === undefined ? await mkdtemp(join(tmpdir(), 'quadrat-city-')) : resolve(wanted);
  if (wanted !== undefined) await takeOver(path);

  async function write(name: string, content: string): Promise<void> {
    const draft = join(path, `${name}${DRAFT}`);
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, join(path, name));
  }

  return {
    path,
    write,
    describe: (city) => write(DESCRIPTION, `${JSON.stringify(city, null, 2)}\n`),
    async close() {
      if (wanted === undefined) await rm(path, { recursive: true, force: true });
      else await rm(join(path, DESCRIPTION), { force: true });
    },
  };
}
