import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { unzip } from '../../../scripts/zip.mjs';

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly mode: number;
  readonly packed: boolean;
}

/** A zip archive as a Unix zip program writes it, with local headers whose extra field the directory lacks. */
function zip(entries: readonly Entry[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, mode, packed } of entries) {
    const data = packed ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(packed ? 8 : 0, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(packed ? 8 : 0, 10);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(mode * 0x10000, 38);
    central.writeUInt32LE(at, 42);
    directory.push(central, Buffer.from(name));
    const block = Buffer.concat([local, Buffer.from(name), Buffer.alloc(4), data]);
    parts.push(block);
    at += block.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, index, end, Buffer.from(comment)]);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quadrat-zip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('unpacks the chosen entries to their places with their permissions', async () => {
  const archive = join(folder, 'archive.zip');
  writeFileSync(
    archive,
    zip(
      [
        { name: 'App/', content: '', mode: 0o755, packed: false },
        { name: 'App/program', content: 'run '.repeat(1000), mode: 0o755, packed: true },
        { name: 'App/locales/de.pak', content: 'Grüße', mode: 0o644, packed: false },
        { name: 'App/unwanted', content: 'no', mode: 0o644, packed: false },
      ],
      'a comment after the end',
    ),
  );
  const written = await unzip(archive, folder, (name) =>
    name.endsWith('unwanted') ? undefined : name.replace('App/', 'out/'),
  );
  expect(written).toBe(2);
  expect(readFileSync(join(folder, 'out', 'program'), 'utf8')).toBe('run '.repeat(1000));
  expect(statSync(join(folder, 'out', 'program')).mode & 0o111).not.toBe(0);
  expect(statSync(join(folder, 'out', 'locales', 'de.pak')).mode & 0o111).toBe(0);
});

test('refuses what is cut off', async () => {
  const archive = join(folder, 'archive.zip');
  writeFileSync(archive, zip([{ name: 'a', content: 'a', mode: 0o644, packed: false }]).subarray(0, 60));
  await expect(unzip(archive, folder, (name) => name)).rejects.toThrow('not a whole zip file');
});
