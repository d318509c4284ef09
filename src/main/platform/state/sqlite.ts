import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type LibsqlDatabase from 'libsql';
import type { Log } from '../log';

export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A SQLite database in one file. Synchronous; every acknowledged write is on the disk. */
export interface SqlDatabase {
  run(sql: string, ...values: readonly SqlValue[]): void;
  rows(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[];
  /** Does all of it or, when it throws, nothing. Not to be nested. */
  together(work: () => void): void;
  close(): void;
}

/** What the file is for. */
export interface SqlKind {
  readonly path: string;
  /**
   * One script per version of the shape, in order; never changed once released, only added to. The file
   * remembers how many it has seen (`user_version`).
   */
  readonly migrations: readonly string[];
  readonly log: Log;
}

export interface OpenedSql {
  readonly database: SqlDatabase;
  /** Set when a file was there that could not be used: it lies beside the new one under another name. */
  readonly setAside: 'damaged' | 'newer-version' | undefined;
}

/**
 * Opens a SQLite file, makes it where it is missing and brings it to the present shape. A damaged file is set
 * aside as `<file>.damaged-<time>`, one that a newer version of the client has written as
 * `<file>.newer-version-<time>`; an empty one takes its place. WAL with `synchronous=FULL`: after a power cut
 * all acknowledged writes are there.
 * @throws when the disk refuses: no room, no permission, locked by another program
 */
export async function openSql(kind: SqlKind): Promise<OpenedSql> {
  const { default: Libsql } = await import('libsql');
  await mkdir(dirname(kind.path), { recursive: true, mode: 0o700 });
  const first = tryOpen(Libsql, kind);
  if (typeof first !== 'string') return { database: first, setAside: undefined };
  await setAside(kind, first);
  const second = tryOpen(Libsql, kind);
  if (typeof second === 'string') throw new Error('a new database is not usable either');
  return { database: second, setAside: first };
}

type Libsql = typeof LibsqlDatabase;
type Connection = InstanceType<Libsql>;

function tryOpen(Libsql: Libsql, kind: SqlKind): SqlDatabase | 'damaged' | 'newer-version' {
  const connection = new Libsql(kind.path);
  try {
    const version = Number(pragma(connection, 'user_version'));
    if (version > kind.migrations.length) return closing(connection, 'newer-version');
    if (pragma(connection, 'integrity_check(1)') !== 'ok') return closing(connection, 'damaged');
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    migrate(connection, kind.migrations, version);
    return new SqlConnection(connection);
  } catch (error) {
    connection.close();
    if (isDamage(error)) return 'damaged';
    throw error;
  }
}

function closing<T>(connection: Connection, result: T): T {
  connection.close();
  return result;
}

function pragma(connection: Connection, name: string): unknown {
  // libsql's own `pragma(…, {simple: true})` answers the row, not its value.
  const row: unknown = connection.prepare(`PRAGMA ${name}`).get();
  return Object.values(row ?? {})[0];
}

function migrate(connection: Connection, migrations: readonly string[], seen: number): void {
  if (seen === migrations.length) return;
  const scripts = migrations.slice(seen).join(';\n');
  // libsql closes lazily: what is not rolled back would go on holding the lock.
  connection
    .transaction(() => connection.exec(`${scripts};\nPRAGMA user_version = ${migrations.length}`))
    .immediate();
}

function isDamage(error: unknown): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'SQLITE_NOTADB' || (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT'));
}

async function setAside({ path, log }: SqlKind, cause: 'damaged' | 'newer-version'): Promise<void> {
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  for (const part of ['', '-wal', '-shm']) {
    await rename(`${path}${part}`, `${path}.${cause}-${time}${part}`).catch((error: unknown) => {
      // Write-ahead files are there only after an unclean end.
      if (part === '') throw error;
    });
  }
  log.note('STA-210', { cause });
}

class SqlConnection implements SqlDatabase {
  readonly #connection: Connection;
  readonly #statements = new Map<string, ReturnType<Connection['prepare']>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  run(sql: string, ...values: readonly SqlValue[]): void {
    this.#statement(sql).run(...values);
  }

  rows(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    return this.#statement(sql).all(...values) as SqlRow[];
  }

  together(work: () => void): void {
    this.#connection.transaction(work).immediate();
  }

  close(): void {
    // libsql leaves the write-ahead file in place at closing.
    this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#statements.clear();
    this.#connection.close();
  }

  #statement(sql: string) {
    const statement = this.#statements.get(sql) ?? this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
