import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '../../../scripts/fingerprint.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quadrat-print-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'one');
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const PATHS = ['src', 'package.json', 'not-there'];

test('is the same for the same content, in whatever order it is asked', () => {
  expect(fingerprint(root, PATHS, ['demo'])).toBe(fingerprint(root, PATHS.toReversed(), ['demo']));
});

test.each([
  ['content', () => writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'two')],
  ['a name', () => renameSync(join(root, 'src', 'deep', 'a.ts'), join(root, 'src', 'deep', 'b.ts'))],
  ['a new file', () => writeFileSync(join(root, 'src', 'new.ts'), '')],
])('changes with %s', (_what, change) => {
  const before = fingerprint(root, PATHS);
  change();
  expect(fingerprint(root, PATHS)).not.toBe(before);
});

test('changes with a fact', () => {
  expect(fingerprint(root, PATHS, ['demo'])).not.toBe(fingerprint(root, PATHS, ['e2e']));
});
