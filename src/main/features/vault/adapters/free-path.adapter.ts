import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { partsOf } from '../file-names.model';

/** A place in the folder where nothing is yet: the name itself, or with the first number that is free behind it. */
export async function freePath(folder: string, name: string): Promise<string> {
  const { stem, ending } = partsOf(name);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} ${number}${ending}`);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) return path;
  }
}
