/** Style of the sign-in pages: the client's look (its colours, 8 px grid, 4 px corners) in one small sheet. */
export const PAGE_STYLE = `
@font-face {
  font-family: 'Atkinson Hyperlegible Next';
  src: url('/atkinson-hyperlegible-next.woff2') format('woff2');
  font-weight: 200 800;
  font-display: swap;
}
:root {
  color-scheme: light dark;
  --surface-1: light-dark(#ffffff, #141a1b);
  --surface-2: light-dark(#f3f5f4, #1c2425);
  --text: light-dark(#17201f, #eef2f1);
  --text-muted: light-dark(#4c5856, #b3bebc);
  --border: light-dark(#6f7b79, #899795);
  --accent: light-dark(#0b5d66, #7accd4);
  --on-accent: light-dark(#ffffff, #06292d);
  --danger: light-dark(#a8201a, #ffaaa2);
  --danger-surface: light-dark(#fbe9e7, #40201e);
  --focus: light-dark(#0b5d66, #9be3ea);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  padding: 16px;
  display: grid;
  place-items: start center;
  background: var(--surface-2);
  color: var(--text);
  font: 1rem/1.5 'Atkinson Hyperlegible Next', system-ui, sans-serif;
  hyphens: auto;
  overflow-wrap: break-word;
}
@media (min-height: 640px) { body { place-items: center; } }
main {
  width: 100%;
  max-width: 400px;
  padding: 24px 32px;
  background: var(--surface-1);
  border-radius: 4px;
}
.brand { display: flex; align-items: center; gap: 8px; margin: 0 0 24px; font-weight: 700; }
.city { font-weight: 400; color: var(--text-muted); }
.squares { display: grid; grid-template-columns: repeat(3, 6px); gap: 2px; }
.squares i { width: 6px; height: 6px; background: var(--accent); }
.squares i:nth-child(5) { background: transparent; }
h1 { margin: 0 0 8px; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 16px; }
.muted { color: var(--text-muted); }
label { display: block; margin: 16px 0 4px; font-weight: 600; }
input {
  width: 100%;
  height: 48px;
  padding: 0 12px;
  border: 1px solid var(--border);
  border-radius: 4px;
  background: var(--surface-1);
  color: var(--text);
  font: inherit;
}
input[aria-invalid='true'] { border: 2px solid var(--danger); }
button {
  width: 100%;
  min-height: 48px;
  margin-top: 24px;
  padding: 8px 16px;
  border: 1px solid transparent;
  border-radius: 4px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button.second { margin-top: 8px; background: transparent; color: var(--accent); border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.problem {
  margin: 16px 0 0;
  padding: 12px 16px;
  border-left: 4px solid var(--danger);
  border-radius: 4px;
  background: var(--danger-surface);
}
.help { margin: 24px 0 0; font-size: 0.9375rem; color: var(--text-muted); }
@media (forced-colors: active) {
  .squares i { background: CanvasText; forced-color-adjust: none; }
  .problem, main { border: 1px solid CanvasText; }
}
`;
