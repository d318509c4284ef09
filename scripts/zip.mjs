import { mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks some entries of a zip file (PKWARE APPNOTE 4.3; no zip64, no encryption) without any program.
 * Permissions of Unix archives are kept.
 *
 * @param {string} zipFile
 * @param {string} folder
 * @param {(name: string) => string | undefined} placeOf path under `folder` for an entry's name; undefined leaves it out
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(zipFile, folder, placeOf) {
  const file = await open(zipFile);
  try {
    /** @param {number} position @param {number} length */
    const read = async (position, length) =>
      (await file.read(Buffer.alloc(length), 0, length, position)).buffer;

    const { size } = await file.stat();
    const tailLength = Math.min(size, 65_557);
    const tail = await read(size - tailLength, tailLength);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
    if (end < 0) throw new Error(`${zipFile} is not a whole zip file.`);
    const count = tail.readUInt16LE(end + 10);
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

    let written = 0;
    let at = 0;
    for (let index = 0; index < count; index += 1) {
      const method = directory.readUInt16LE(at + 10);
      const packedSize = directory.readUInt32LE(at + 20);
      const nameLength = directory.readUInt16LE(at + 28);
      const mode = directory.readUInt32LE(at + 38) >>> 16;
      const header = directory.readUInt32LE(at + 42);
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);

      const place = name.endsWith('/') ? undefined : placeOf(name);
      if (place === undefined) continue;
      if (method !== STORED && method !== DEFLATED)
        throw new Error(`${name}: unknown compression ${method}.`);
      // The local header's extra field may differ in length from the directory's.
      const local = await read(header, 30);
      const packed = await read(header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), packedSize);
      const target = join(folder, place);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, method === STORED ? packed : await inflate(packed), {
        mode: mode & 0o777 || 0o644,
      });
      written += 1;
    }
    return written;
  } finally {
    await file.close();
  }
}
