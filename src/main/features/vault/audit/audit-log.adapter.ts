import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AUDIT_ACTIONS } from '../../../../shared/features/vault/vault-content.contract';
import type { AuditEntry, AuditLog, AuditProblem, AuditSettings, AuditVerdict } from './audit.model';

const DAY_MS = 86_400_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What stands before the first line. */
const BEGINNING = '0'.repeat(64);

const lineSchema = z.strictObject({
  at: z.number(),
  action: z.enum(AUDIT_ACTIONS),
  entry: z.string().optional(),
  detail: z.string().optional(),
  /** SHA-256 of the line before. */
  before: z.string(),
});
type Line = z.output<typeof lineSchema>;
/** The last line's hash and how many there are, so that lines cut off at the end are noticed. */
const headSchema = z.strictObject({ first: z.string(), last: z.string(), count: z.int() });

const hashOf = (line: Line) => createHash('sha256').update(JSON.stringify(line)).digest('hex');

/** Enciphers lines under a key that is derived from the vault's: nobody reads the record without opening the vault. */
class LineCipher {
  readonly #key: Buffer;

  constructor(vaultKey: Uint8Array, vaultId: string) {
    this.#key = Buffer.from(hkdfSync('sha256', vaultKey, Buffer.alloc(0), `Quadrat audit ${vaultId}`, 32));
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString(
      'base64',
    );
  }

  open(line: string): string | undefined {
    const sealed = Buffer.from(line, 'base64');
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
      return text + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }

  wipe(): void {
    this.#key.fill(0);
  }
}

/**
 * Opens the record of one vault: a file of enciphered lines, each with the hash of the one before, and a file with the
 * last hash. Who holds the vault's key could write the whole record anew: it tells of damage, of other programs and
 * of other people, not of its owner, whose own record it is.
 * @param vaultKey the vault's composite key, 32 bytes; not kept
 */
export async function openAuditLog(settings: AuditSettings, vaultKey: Uint8Array): Promise<AuditLog> {
  const log = new FileAuditLog(settings, vaultKey);
  await log.load();
  return log;
}

class FileAuditLog implements AuditLog {
  problem: AuditProblem | undefined;
  readonly #settings: AuditSettings;
  readonly #path: string;
  #cipher: LineCipher;
  #lines: Line[] = [];
  #first = BEGINNING;
  #brokenAt: number | undefined;
  #file: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(settings: AuditSettings, vaultKey: Uint8Array) {
    this.#settings = settings;
    this.#path = join(settings.folder, `${settings.vaultId}.log`);
    this.#cipher = new LineCipher(vaultKey, settings.vaultId);
  }

  async load(): Promise<void> {
    try {
      await mkdir(this.#settings.folder, { recursive: true, mode: 0o700 });
      const text = await readFile(this.#path, 'utf8').catch(() => '');
      const head = await this.#readHead();
      const sealed = text.split('\n').filter(Boolean);
      const lines = sealed.map((line) => this.#read(line));
      if (sealed.length > 0 && lines.every((line) => !line)) {
        // Another program has given the vault another key: that record stays, unread.
        await rename(this.#path, `${this.#path}.${this.#now()}.other-key`);
        this.problem = 'other-key';
      } else {
        this.#first = head?.first ?? lines[0]?.before ?? BEGINNING;
        let before = this.#first;
        for (const [index, line] of lines.entries()) {
          if (!line || line.before !== before) this.#brokenAt ??= index;
          if (!line) continue;
          this.#lines.push(line);
          before = hashOf(line);
        }
        // After a crash there may be lines that the head does not know yet, never fewer.
        const atHead = head && head.count > 0 ? this.#lines[head.count - 1] : undefined;
        if (head && (atHead ? hashOf(atHead) : head.count === 0 ? head.first : '') !== head.last) {
          this.#brokenAt ??= this.#lines.length;
        }
        if (this.#brokenAt !== undefined) this.problem = 'damaged';
      }
      this.#file = await open(this.#path, 'a', 0o600);
      await this.prune();
    } catch {
      this.problem = 'not-writable';
    }
  }

  append(entry: Omit<AuditEntry, 'at'>): Promise<void> {
    const line: Line = { at: this.#now(), ...entry, before: this.#last() };
    this.#lines.push(line);
    const head = { first: this.#first, last: hashOf(line), count: this.#lines.length };
    return this.#queue(async () => {
      await this.#file?.appendFile(`${this.#cipher.seal(JSON.stringify(line))}\n`);
      await this.#file?.sync();
      await this.#writeHead(head);
    });
  }

  read({ offset, limit }: { readonly offset: number; readonly limit: number }) {
    const entries = this.#lines
      .toReversed()
      .slice(offset, offset + limit)
      .map(({ before: _, ...entry }) => asEntry(entry));
    return { total: this.#lines.length, entries };
  }

  async verify(): Promise<AuditVerdict> {
    await this.#writing;
    return this.#brokenAt === undefined ? { intact: true } : { intact: false, at: this.#brokenAt };
  }

  async prune(): Promise<void> {
    const oldest = this.#now() - this.#settings.maxAgeDays * DAY_MS;
    const kept = this.#lines.findIndex(({ at }) => at >= oldest);
    if (kept === 0 || this.#lines.length === 0) return;
    const from = kept < 0 ? this.#lines.length : kept;
    this.#first = this.#lines[from]?.before ?? this.#last();
    this.#lines = this.#lines.slice(from);
    await this.#rewrite();
  }

  async changeKey(key: Uint8Array): Promise<void> {
    await this.#writing;
    const old = this.#cipher;
    this.#cipher = new LineCipher(key, this.#settings.vaultId);
    old.wipe();
    await this.#rewrite();
  }

  exportAll(titleOf?: (entry: string) => string | undefined): Uint8Array {
    const cell = (text = '') => `"${text.replaceAll('"', '""')}"`;
    const rows = this.#lines.map(({ at, action, entry, detail }) =>
      [new Date(at).toISOString(), action, entry && titleOf?.(entry), entry, detail].map((one) => cell(one)),
    );
    const table = [['time', 'action', 'title', 'entry', 'detail'], ...rows].map((row) => row.join(','));
    return new TextEncoder().encode(`\u{feff}${table.join('\r\n')}\r\n`);
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file?.close().catch(() => {});
    this.#cipher.wipe();
  }

  #now(): number {
    return this.#settings.clock.now().getTime();
  }

  #last(): string {
    const line = this.#lines.at(-1);
    return line ? hashOf(line) : this.#first;
  }

  #read(sealed: string): Line | undefined {
    try {
      return lineSchema.parse(JSON.parse(this.#cipher.open(sealed) ?? ''));
    } catch {
      return undefined;
    }
  }

  async #readHead() {
    const text = await readFile(`${this.#path}.head`, 'utf8').catch(() => '');
    try {
      return headSchema.parse(JSON.parse(this.#cipher.open(text) ?? ''));
    } catch {
      return undefined;
    }
  }

  async #writeHead(head: z.output<typeof headSchema>): Promise<void> {
    await replaceFile(`${this.#path}.head`, this.#cipher.seal(JSON.stringify(head)));
  }

  #rewrite(): Promise<void> {
    return this.#queue(async () => {
      const head = { first: this.#first, last: this.#last(), count: this.#lines.length };
      const text = this.#lines.map((line) => `${this.#cipher.seal(JSON.stringify(line))}\n`).join('');
      await replaceFile(this.#path, text);
      await this.#file?.close();
      this.#file = await open(this.#path, 'a', 0o600);
      await this.#writeHead(head);
    });
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(work).catch(() => {
      this.problem ??= 'not-writable';
      this.#settings.log?.note('VLT-220');
    });
    return this.#writing;
  }
}

/** Without what is absent. */
function asEntry({ at, action, entry, detail }: Omit<Line, 'before'>): AuditEntry {
  return { at, action, ...(entry !== undefined && { entry }), ...(detail !== undefined && { detail }) };
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await writeFile(temporary, text, { mode: 0o600, flush: true });
  await rename(temporary, path);
}
