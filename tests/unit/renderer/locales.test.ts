import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceFiles } from './source-files';

type Texts = { readonly [key: string]: string | Texts };

/** Texts by their whole key: `empty.heading`. */
function flat(texts: Texts, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(before + key, value);
    else for (const [rest, text] of flat(value, `${before}${key}.`)) all.set(rest, text);
  }
  return all;
}

const read = (path: string) => flat(JSON.parse(readFileSync(path, 'utf8')) as Texts);
const placeholders = (text: string) => [...new Set(text.match(/\{\{\s*[\w.]+/g) ?? [])].sort();

const folders = sourceFiles('src', join('locales', 'de.json')).map((path) => dirname(path));

test('there are texts to check', () => {
  expect(folders).toContain(join('src', 'renderer', 'frame', 'locales'));
});

test('no folder has one language only', () => {
  expect(
    sourceFiles('src', join('locales', 'en.json'))
      .map((path) => dirname(path))
      .sort(),
  ).toEqual([...folders].sort());
});

describe.each(folders)('%s', (folder) => {
  const de = read(join(folder, 'de.json'));
  const en = read(join(folder, 'en.json'));

  test('says everything in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...de.keys()].sort());
  });

  test('has no empty text', () => {
    expect([...de, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('fills in the same things in both languages', () => {
    for (const [key, text] of de) {
      // "One second" needs no number.
      if (key.endsWith('_one')) continue;
      expect([key, placeholders(en.get(key) ?? '')]).toEqual([key, placeholders(text)]);
    }
  });
});

test('every namespace that a component asks for exists', () => {
  const namespaces = new Set(
    folders
      .filter((folder) => folder.startsWith(join('src', 'renderer')))
      .map((folder) => folder.split(/[\\/]/).at(-2)),
  );
  for (const path of sourceFiles('src/renderer', '.tsx')) {
    for (const [, namespace] of readFileSync(path, 'utf8').matchAll(/useTranslation\('([^']+)'/g)) {
      expect([path, namespaces.has(namespace)]).toEqual([path, true]);
    }
  }
});
