import type { FieldValue, KdbxDatabase, KdbxEntry, KdbxGroup } from '../kdbx/kdbx.model';

/** Knows which credentials a database holds already. What lies in its recycle bin does not count. */
export class KnownEntries {
  readonly #byName = new Map<string, KdbxEntry[]>();

  constructor({ root, meta }: KdbxDatabase) {
    const bin = meta.recycleBinEnabled ? meta.recycleBin : undefined;
    const take = (group: KdbxGroup): void => {
      if (group.uuid === bin) return;
      for (const entry of group.entries) {
        const key = keyOf(entry);
        const alike = this.#byName.get(key);
        if (alike) alike.push(entry);
        else this.#byName.set(key, [entry]);
      }
      group.groups.forEach(take);
    };
    take(root);
  }

  /** One with the same title, user, address and password. */
  find(entry: KdbxEntry): KdbxEntry | undefined {
    const password = entry.fields.get('Password');
    return this.#byName.get(keyOf(entry))?.find((one) => isSame(one.fields.get('Password'), password));
  }
}

function keyOf({ fields }: KdbxEntry): string {
  return ['Title', 'UserName', 'URL'].map((name) => textOf(fields.get(name))).join('\0');
}

function textOf(value: FieldValue | undefined): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  return value.text();
}

function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (one !== undefined && other !== undefined && typeof one !== 'string' && typeof other !== 'string') {
    return one.equals(other);
  }
  return textOf(one) === textOf(other);
}
