import { once } from 'node:events';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { KeeperMessage, KeeperStart } from '../keeper/keeper.contract';
import { connectKeeper, KeeperGone } from '../keeper/keeper-wire';
import type { Notes, RunningKeeper } from '../vault.ports';

/** A process that has not ended by itself this long after it was asked to is killed. */
const KILL_AFTER_MS = 1_000;

/** What a process needs of the environment to run at all. What the person's shell says is none of its business. */
const ENVIRONMENT = [
  'HOME',
  'LANG',
  'LC_ALL',
  'PATH',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
  'USERPROFILE',
];

/**
 * Starts the process that holds a vault: a utility process of Electron, whose output nobody reads.
 * @param entry path of the keeper's bundle
 */
export async function startUtilityKeeper(
  entry: string,
  input: KeeperStart,
  notes: Notes,
): Promise<RunningKeeper> {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Quadrat vault',
    stdio: 'ignore',
    execArgv: [],
    env: Object.fromEntries(
      ENVIRONMENT.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  });
  let isWanted = true;
  const line = connectKeeper({
    post: (message) => child.postMessage(message),
    listen: (listener) => void child.on('message', (message) => listener(message as KeeperMessage)),
    ended: (listener) =>
      void child.once('exit', (code) => {
        if (isWanted) notes.note('VLT-500', { code });
        listener();
      }),
  });
  const end = () => {
    isWanted = false;
    void endProcess(child);
  };
  try {
    await line.calls.start(input);
  } catch (error) {
    end();
    notes.note('VLT-505', { error: error instanceof Error ? error.name : 'unknown' });
    throw new KeeperGone();
  }
  return { ...line, end };
}

/** Asks the process to end, and kills it when it does not. */
async function endProcess(child: UtilityProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill();
  const timer = setTimeout(() => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone after all.
    }
  }, KILL_AFTER_MS);
  await ended;
  clearTimeout(timer);
}
