import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of all files under a folder that end so, relative to the project. */
export function sourceFiles(folder: string, end: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .map((path) => join(folder, path))
    .sort();
}
