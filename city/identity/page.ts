import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { PAGE_STYLE } from './page-style';
import type { Language } from './page-words';

/** Where the identity server serves the pages' typeface. */
export const FONT_PATH = '/atkinson-hyperlegible-next.woff2';

const fontFile = createRequire(import.meta.url).resolve(
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
);

const styleHash = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Makes text safe between tags and inside double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Sets what every page of the identity server is allowed to do: nothing but show itself and send its form.
 * @param redirectScheme scheme of the client's redirect URI, with colon. Chromium applies `form-action` to the
 *   redirects that follow a form as well, and signing in ends in one to this scheme.
 */
export function setPagePolicy(response: ServerResponse, redirectScheme: string): void {
  response.setHeader(
    'content-security-policy',
    [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "script-src 'none'",
      "font-src 'self'",
      `form-action 'self' ${redirectScheme}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  );
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cache-control', 'no-store');
}

/** A whole page. `body` is HTML; title and language are text. */
export function renderPage(page: {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
}): string {
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<p class="brand"><span class="squares" aria-hidden="true">${'<i></i>'.repeat(9)}</span>Quadrat <span class="city">Demo-Stadt</span></p>
${page.body}
</main>
</body>
</html>
`;
}

/** Sends a page that {@link renderPage} made. */
export function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(html);
}

/** Sends the pages' typeface. */
export function sendFont(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'font/woff2',
    'cache-control': 'public, max-age=86400, immutable',
  });
  createReadStream(fontFile)
    .on('error', () => response.destroy())
    .pipe(response);
}
