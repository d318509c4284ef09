import { openVaultFile } from '../../src/main/features/vault/file/open-vault-file.adapter';
import { compositeKeyOf } from '../../src/main/features/vault/kdbx/composite-key';
import { transformKey } from '../../src/main/features/vault/kdbx/transformed-key';
import { writeKdbx } from '../../src/main/features/vault/kdbx/write-kdbx';
import { sampleVault } from './sample-vault';

/**
 * Saves one vault again and again until it is killed, with two and with three entries by turns. Arguments: file, folder
 * for backups, password.
 */
const [path = '', backups = '', password = ''] = process.argv.slice(2);
const made = compositeKeyOf({ password: new TextEncoder().encode(password) });
if (!made.ok) throw new Error(made.reason);
const kdf = { kind: 'argon2id', memoryKib: 1_024, iterations: 1, parallelism: 1 } as const;
const key = await transformKey(made.key, kdf);
const file = openVaultFile({
  path,
  owner: { user: 'bench', host: 'bench', application: 'Quadrat' },
  backups: { folder: backups },
});
const locked = await file.lock({ breakStale: true });
if (!locked.ok) throw new Error(locked.reason);
const present = await file.read();
let over = present.ok ? present.stamp : ('nothing' as const);
for (let count = 2; ; count = 5 - count) {
  const database = sampleVault(count);
  database.file.kdf = kdf;
  const saved = await file.save(await writeKdbx(database, key), async () => true, over);
  if (!saved.ok) throw new Error(saved.reason);
  over = saved.stamp;
  process.stdout.write('.');
}
