/** How the page looks; the values of the settings of the same names. */
export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark' | 'high-contrast';
  readonly textSize: 'normal' | 'large' | 'larger' | 'largest';
}

/** Gives the page a look. tokens.css does the rest. */
export function applyAppearance({ theme, textSize }: Appearance): void {
  const root = document.documentElement;
  root.setAttribute('data-theme', theme);
  root.setAttribute('data-text-size', textSize);
}
