import { readFileSync } from 'node:fs';
import { compositeKeyOf } from '../../src/main/features/vault/kdbx/composite-key';
import { readKdbx } from '../../src/main/features/vault/kdbx/read-kdbx';
import { writeKdbx } from '../../src/main/features/vault/kdbx/write-kdbx';

/**
 * Opens one file and ends, as `keepassxc-cli ls` does: the whole process against the whole process. Bundled into one
 * file before it is measured. Arguments: file, password, `save` to write it once more (not to the disk).
 */
const [path = '', password = '', save] = process.argv.slice(2);
const started = performance.now();
const key = compositeKeyOf({ password: new TextEncoder().encode(password) });
if (!key.ok) throw new Error(key.reason);
const read = await readKdbx(readFileSync(path), key.key);
if (!read.ok) throw new Error(read.reason);
const opened = performance.now();
const bytes = save ? (await writeKdbx(read.database, read.transformed)).length : 0;
console.log(
  JSON.stringify({
    groups: read.database.root.groups.length,
    serviceMs: opened - started,
    saveMs: performance.now() - opened,
    bytes,
    // Kilobytes, the most there ever were (getrusage(2)).
    rssMb: process.resourceUsage().maxRSS / 1024,
  }),
);
