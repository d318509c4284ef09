import { createHash } from 'node:crypto';
import type { DemoApp } from './catalogue';

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 40rem; padding: 32px 16px; font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 8px; font-size: 1.75rem; line-height: 1.25; }
p { margin: 0 0 16px; }
.note { border-left: 4px solid; padding-left: 12px; }
`;

/** What a sample page may do: nothing but show itself. */
export const APP_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that stands for an application of the city. */
export function renderAppPage({ title, description }: DemoApp): string {
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Demo-Stadt</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${description}</p>
<p class="note">Dies ist eine Beispielseite der Demo-Stadt. Sie zeigt, dass Anwendungen der Stadt in Quadrat geöffnet werden.</p>
</main>
</body>
</html>
`;
}
