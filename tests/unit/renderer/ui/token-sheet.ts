import { readFileSync } from 'node:fs';

/** Roles by name (`--text`), each with its value as written. */
export type Roles = Readonly<Record<string, string>>;

/** What tokens.css says, theme by theme. */
export interface TokenSheet {
  readonly light: Roles;
  readonly dark: Roles;
  readonly highContrast: Roles;
  readonly forced: Roles;
}

/** The text between the braces that follow `start`. */
function blockAfter(css: string, start: string): string {
  const from = css.indexOf(start);
  if (from < 0) throw new Error(`tokens.css has no ${start}`);
  const open = css.indexOf('{', from);
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return css.slice(open + 1, at);
  }
  throw new Error(`${start} is not closed`);
}

function rolesOf(block: string): Roles {
  const found = [...block.matchAll(/(--[a-z0-9-]+)\s*:\s*([^;]+);/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name ?? '', (value ?? '').trim()]));
}

/** One side of `light-dark(a, b)`; anything else stays as it is. */
function side(roles: Roles, which: 0 | 1): Roles {
  const pick = (value: string) => {
    const inner = /^light-dark\((.+)\)$/s.exec(value)?.[1];
    return inner?.split(/,\s*(?=#|rgb\([^)]*\)$)/)[which]?.trim() ?? value;
  };
  return Object.fromEntries(Object.entries(roles).map(([name, value]) => [name, pick(value)]));
}

/** Reads tokens.css as a browser would for each theme. */
export function readTokenSheet(path: string): TokenSheet {
  const css = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const base = rolesOf(blockAfter(css, ':root {'));
  const dark = side(base, 1);
  return {
    light: side(base, 0),
    dark,
    highContrast: { ...dark, ...rolesOf(blockAfter(css, '@container style(--contrast: more)')) },
    forced: rolesOf(blockAfter(css, '@media (forced-colors: active)')),
  };
}

/**
 * Contrast of two colours written `#rrggbb`, from 1 to 21.
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!hex) throw new Error(`${colour} is not written #rrggbb`);
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
