import { basename, extname } from 'node:path';
import type { Done } from '../../../../shared/features/vault/vault-content.contract';
import { importBitwardenJson } from '../exchange/bitwarden-json.model';
import { exportCsv } from '../exchange/csv-export.model';
import { importCsv } from '../exchange/csv-import.model';
import { previewCsv } from '../exchange/csv-preview.model';
import type { ExchangePorts, Imported, ImportFormat } from '../exchange/exchange.model';
import { fitImport } from '../exchange/fit-import.model';
import { importDatabase } from '../exchange/kdbx-import.model';
import { recognise } from '../exchange/recognise.model';
import { compositeKeyOf } from '../kdbx/composite-key';
import { readKeePassXml, writeKeePassXml } from '../kdbx/keepass-xml';
import { newUuid } from '../kdbx/new-database';
import { readKdbx } from '../kdbx/read-kdbx';
import { createSecretText } from '../kdbx/secret-text';
import type { KeeperCalls } from './keeper.contract';
import type { Clock, LocalFiles } from './keeper.ports';
import type { OpenVault } from './open-vault';
import { type CurrentVault, withVault } from './with-vault';

type ExchangeCalls = Pick<
  KeeperCalls,
  | 'addAttachments'
  | 'saveAttachment'
  | 'renameAttachment'
  | 'removeAttachment'
  | 'previewImport'
  | 'importFile'
  | 'exportVault'
>;
type ImportInput = Parameters<KeeperCalls['previewImport']>[0];
type ImportRefusal = Extract<Awaited<ReturnType<KeeperCalls['previewImport']>>, { ok: false }>;

/** The largest attachment: one that makes every save slow for ever is better kept elsewhere. */
const LARGEST_ATTACHMENT = 64 * 1024 * 1024;
const LARGEST_IMPORT = 512 * 1024 * 1024;
const LARGEST_KEY_FILE = 1024 * 1024;

interface ExchangeCallPorts {
  readonly current: CurrentVault;
  readonly files: LocalFiles;
  readonly clock: Clock;
}

/** What comes from other files and goes to them. */
export function exchangeCalls({ current, files, clock }: ExchangeCallPorts): ExchangeCalls {
  const ports: ExchangePorts = { now: () => clock.now(), newUuid, protect: createSecretText };

  /** Reads a file to import and says what it is; the bytes are the asker's to overwrite. */
  async function recognised(
    path: string,
  ): Promise<
    { readonly ok: true; readonly bytes: Uint8Array; readonly format: ImportFormat } | ImportRefusal
  > {
    const read = await files.read(path, LARGEST_IMPORT);
    if (!read.ok) return read;
    const kind = recognise(read.bytes);
    if (kind.ok) return { ok: true, bytes: read.bytes, format: kind.format };
    read.bytes.fill(0);
    return kind;
  }

  /** Reads a whole file of whatever format into one group. */
  async function imported(
    { path, password, keyFile, targets }: ImportInput,
    bytes: Uint8Array,
    format: ImportFormat,
  ): Promise<Imported | ImportRefusal> {
    const name = basename(path, extname(path));
    if (format === 'bitwarden-json') return importBitwardenJson(bytes, { name }, ports);
    if (format === 'keepass-xml') {
      const read = readKeePassXml(bytes);
      return read.ok
        ? { ok: true, result: importDatabase(read.database, { name, recycleBin: 'group' }) }
        : read;
    }
    if (format !== 'kdbx') return importCsv(bytes, { name, ...(targets && { targets }) }, ports);
    if (!password && !keyFile) return { ok: false, reason: 'needs-key' };
    const keyBytes = keyFile === undefined ? undefined : await files.read(keyFile, LARGEST_KEY_FILE);
    if (keyBytes && !keyBytes.ok) return keyBytes;
    const made = compositeKeyOf({
      // An empty password beside a key file means that there is none.
      ...(password && (password.length > 0 || !keyFile) && { password }),
      ...(keyBytes && { keyFile: keyBytes.bytes }),
    });
    keyBytes?.bytes.fill(0);
    if (!made.ok) return made;
    const read = await readKdbx(bytes, made.key);
    made.key.wipe();
    if (!read.ok) return read;
    read.transformed.wipe();
    return { ok: true, result: importDatabase(read.database, { name, recycleBin: 'group' }) };
  }

  return {
    addAttachments: withVault(
      current,
      async (vault: OpenVault, { id, paths }: Parameters<KeeperCalls['addAttachments']>[0]) => {
        for (const path of paths) {
          const read = await files.read(path, LARGEST_ATTACHMENT);
          if (!read.ok) return read;
          const { database } = vault;
          const added = database.attachments.add(
            id,
            freeName(database.entry(id)?.attachments, path),
            read.bytes,
          );
          if (!added.ok) return added;
        }
        vault.noteChange('add-attachment', id);
        return { ok: true as const };
      },
    ),
    saveAttachment: withVault(
      current,
      async ({ database }, { id, name, version, path }: Parameters<KeeperCalls['saveAttachment']>[0]) => {
        const content = database.attachments.read(id, name, version);
        if (!content.ok) return content;
        const written = await files.write(path, content.content);
        content.content.fill(0);
        return written;
      },
    ),
    renameAttachment: withVault(
      current,
      (vault, { id, name, to }: Parameters<KeeperCalls['renameAttachment']>[0]): Done =>
        vault.noteDone('rename-attachment', [id], vault.database.attachments.rename(id, name, to)),
    ),
    removeAttachment: withVault(
      current,
      (vault, { id, name }: Parameters<KeeperCalls['removeAttachment']>[0]): Done =>
        vault.noteDone('remove-attachment', [id], vault.database.attachments.remove(id, name)),
    ),
    previewImport: withVault(
      current,
      async (_, input: ImportInput): Promise<Awaited<ReturnType<KeeperCalls['previewImport']>>> => {
        const file = await recognised(input.path);
        if (!file.ok) return file;
        const { bytes, format } = file;
        try {
          if (format !== 'kdbx' && format !== 'keepass-xml' && format !== 'bitwarden-json') {
            const preview = previewCsv(bytes, input.targets);
            if (!preview.ok) return preview;
            const columns = preview.columns.map((one) => ({ ...one, sample: [...one.sample] }));
            return {
              ...{ ok: true, format, entries: preview.rows, groups: 1 },
              ...{ columns, warnings: [...preview.warnings] },
            };
          }
          const read = await imported(input, bytes, format);
          if (!read.ok) return read;
          const { entries, groups } = read.result.report;
          return { ok: true, format, entries, groups, columns: [], warnings: [] };
        } finally {
          bytes.fill(0);
        }
      },
    ),
    importFile: withVault(
      current,
      async (
        vault,
        input: Parameters<KeeperCalls['importFile']>[0],
      ): Promise<Awaited<ReturnType<KeeperCalls['importFile']>>> => {
        if (!vault.database.group(input.into)) return { ok: false, reason: 'unknown-group' };
        const file = await recognised(input.path);
        if (!file.ok) return file;
        const read = await imported(input, file.bytes, file.format);
        file.bytes.fill(0);
        if (!read.ok) return read;
        const { group, customIcons, report } = fitImport(
          vault.database.kdbx,
          read.result,
          { skipKnown: input.skipKnown },
          ports,
        );
        const made = vault.database.groups.addTree(input.into, group, customIcons);
        if (!made.ok) return { ok: false, reason: 'unknown-group' };
        void vault.audit.append({ action: 'import', detail: file.format });
        return { ok: true, group: made.uuid, report: { ...report, notTaken: [...report.notTaken] } };
      },
    ),
    exportVault: withVault(
      current,
      async (
        vault,
        { format, path }: Parameters<KeeperCalls['exportVault']>[0],
      ): Promise<Awaited<ReturnType<KeeperCalls['exportVault']>>> => {
        const { bytes, notTaken } = await exported(vault, format);
        const written = await files.write(path, bytes);
        bytes.fill(0);
        if (!written.ok) return written;
        void vault.audit.append({ action: 'export', detail: format });
        return { ok: true, name: basename(path), notTaken };
      },
    ),
  };

  async function exported({ codec, database }: OpenVault, format: 'kdbx' | 'csv' | 'keepass-xml') {
    if (format === 'kdbx') return { bytes: await codec.encode(database.snapshot()), notTaken: [] };
    if (format === 'keepass-xml') return { bytes: writeKeePassXml(database.kdbx), notTaken: [] };
    const { bytes, report } = exportCsv(database.kdbx);
    return { bytes, notTaken: [...report.notTaken] };
  }
}

/** A name for an attachment that the entry does not have yet: `Antrag.pdf`, `Antrag (2).pdf`. */
function freeName(taken: ReadonlyMap<string, unknown> | undefined, path: string): string {
  const name = basename(path);
  const ending = extname(name);
  let free = name;
  for (let count = 2; taken?.has(free); count += 1) {
    free = `${name.slice(0, name.length - ending.length)} (${count})${ending}`;
  }
  return free;
}
