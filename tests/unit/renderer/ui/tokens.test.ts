import { readFileSync } from 'node:fs';
import { sourceFiles } from '../source-files';
import { contrast, readTokenSheet } from './token-sheet';

const sheet = readTokenSheet('src/renderer/ui/tokens.css');

const GROUNDS = ['--surface-1', '--surface-2', '--surface-3'];
const TINTS = ['--accent-surface', '--danger-surface', '--success-surface', '--warning-surface'];

/** Each role with the grounds it stands on. */
const TEXT: Readonly<Record<string, readonly string[]>> = {
  '--text': [...GROUNDS, ...TINTS],
  '--text-muted': [...GROUNDS, ...TINTS],
  '--accent-text': [...GROUNDS, '--accent-surface'],
  '--danger': [...GROUNDS, '--danger-surface'],
  '--success': [...GROUNDS, '--success-surface'],
  '--warning': [...GROUNDS, '--warning-surface'],
  '--on-accent': ['--accent', '--accent-hover'],
  '--on-danger': ['--danger', '--danger-hover'],
  '--on-stage': ['--stage', '--stage-raised'],
  // The tooltip is the page turned over.
  '--surface-1': ['--text'],
};

/** Edges and fills by which controls, their states and the focus are seen. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  '--border': [...GROUNDS, ...TINTS],
  '--focus': [...GROUNDS, ...TINTS],
  '--accent': [...GROUNDS, '--accent-surface'],
  '--stage-accent': ['--stage', '--stage-raised'],
};

const themes = [
  ['light', sheet.light],
  ['dark', sheet.dark],
  ['high contrast', sheet.highContrast],
] as const;

const pairs = (roles: Readonly<Record<string, readonly string[]>>, least: number) =>
  Object.entries(roles).flatMap(([role, grounds]) => grounds.map((ground) => [role, ground, least] as const));

describe.each(themes)('theme %s', (_, roles) => {
  test.each([...pairs(TEXT, 4.5), ...pairs(SHAPES, 3)])(
    '%s on %s has at least %d:1',
    (role, ground, least) => {
      expect(contrast(roles[role] ?? '', roles[ground] ?? '')).toBeGreaterThanOrEqual(least);
    },
  );
});

test('high contrast lives up to its name: text has at least 7:1 everywhere', () => {
  for (const ground of GROUNDS) {
    expect(contrast(sheet.highContrast['--text'] ?? '', sheet.highContrast[ground] ?? '')).toBeGreaterThan(7);
  }
});

test('colours forced by the system take the place of every role that is a colour', () => {
  const colours = Object.keys(sheet.light).filter((role) => sheet.light[role]?.startsWith('#'));
  expect(Object.keys(sheet.forced).sort()).toEqual(colours.sort());
});

describe('style sheets of the page', () => {
  const sheets = sourceFiles('src/renderer', '.css').filter((path) => !path.endsWith('tokens.css'));
  const code = sourceFiles('src/renderer', '.tsx').map((path) => readFileSync(path, 'utf8'));
  /** Given by react-aria to what it opens. */
  const given = ['--trigger-width', '--tree-item-level'];

  test.each(sheets)('%s takes its colours from the tokens', (path) => {
    const css = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    expect(css.match(/#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch|lab)\(/gi) ?? []).toEqual([]);
  });

  test.each(sheets)('%s uses only names that exist', (path) => {
    const css = readFileSync(path, 'utf8');
    const own = [...css.matchAll(/(--[a-z0-9-]+)\s*:/g)].map(([, name]) => name);
    const used = [...css.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name ?? '');
    const unknown = used.filter(
      (name) =>
        !(name in sheet.light) &&
        !own.includes(name) &&
        !given.includes(name) &&
        !code.some((text) => text.includes(`'${name}'`)),
    );
    expect(unknown).toEqual([]);
  });
});
