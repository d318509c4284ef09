/**
 * What stands in lock files.
 *
 * Ours is `.<name>.quadrat-lock` beside the vault: hidden, and by a name that no other program uses. How the others do:
 * - KeePassXC has had no lock file since 2.3.0 (its issues 1002 and 1231): it watches the file, and before it saves
 *   over content that it has not seen it offers to merge. It does not look at ours. We get along because we do the
 *   same: a save never goes over content we have not seen, whatever the lock says.
 * - KeePass 2, where `UseFileLocks` is on, writes `<name>.lock` for as long as one save takes, and deletes it. Six
 *   lines: `KeePass Lock File`, random id in Base64, time, user, machine, domain. We do not take our lock while a
 *   fresh one of these is there, and say whose it is; an old one is of a KeePass that crashed.
 * - KeePass 2 does not look at ours either; before saving it compares the file's hash with the one it knows and offers
 *   to synchronise.
 */

const FIRST_LINE = 'Quadrat lock 1';
const KEEPASS_FIRST_LINE = 'KeePass Lock File';
const LONGEST_NAME = 200;
/** So that a heartbeat never changes the file's length: a reader sees the old beat or the new one. */
const BEAT_DIGITS = 10;

/** Who holds a vault. */
export interface LockHolder {
  /** Random, of this one lock. */
  readonly id: string;
  readonly user: string;
  readonly host: string;
  readonly application: string;
  readonly pid: number;
  /** Milliseconds since the epoch, by the holder's clock. */
  readonly since: number;
}

/** @param beat grows with every sign of life */
export function lockText(holder: LockHolder, beat: number): string {
  const { id, user, host, application, pid, since } = holder;
  const shown = {
    id,
    user: cleaned(user),
    host: cleaned(host),
    application: cleaned(application),
    pid,
    since,
  };
  return `${FIRST_LINE}\n${JSON.stringify(shown)}\n${String(beat).padStart(BEAT_DIGITS, '0')}\n`;
}

/** Undefined where it is not (yet) a whole lock file of ours. */
export function parseLock(text: string): LockHolder | undefined {
  const [first, line] = text.split('\n');
  if (first !== FIRST_LINE || line === undefined) return undefined;
  const found = parsedObject(line);
  if (!found) return undefined;
  const { id, user, host, application, pid, since } = found;
  if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id)) return undefined;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return undefined;
  if (typeof since !== 'number' || !Number.isFinite(since)) return undefined;
  return { id, user: cleaned(user), host: cleaned(host), application: cleaned(application), pid, since };
}

/** The owner of a lock file of KeePass 2; undefined where it is not one. */
export function parseKeePassLock(text: string): { user: string; host: string; since?: number } | undefined {
  const lines = text.split(/\r?\n/);
  if (lines.length < 6 || !lines[0]?.startsWith(KEEPASS_FIRST_LINE)) return undefined;
  const since = Date.parse(lines[2]?.trim() ?? '');
  return {
    user: cleaned(lines[3]),
    host: cleaned(lines[4]),
    ...(Number.isFinite(since) ? { since } : {}),
  };
}

function parsedObject(line: string): Partial<Record<keyof LockHolder, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(line);
    return typeof found === 'object' && found !== null ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Another machine wrote it: it is shown to a person, and must not be able to do more. */
function cleaned(value: unknown): string {
  return typeof value === 'string'
    ? value
        .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
        .trim()
        .slice(0, LONGEST_NAME)
    : '';
}
