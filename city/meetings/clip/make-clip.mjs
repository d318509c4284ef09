/*
 * Makes bot-clip.json and bot-clip.bin anew: `node city/meetings/clip/make-clip.mjs [--browser PATH] [--still PNG]`.
 * Needs a Chromium with WebCodecs (VP8, Opus), by default `chromium` of the machine. The result is committed, so
 * that nobody needs to run this who does not want another clip.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { SECONDS } from './clip-page.mjs';

const MOST_BYTES = 400_000;
/** A made-up address: WebCodecs wants a secure context. */
const PAGE = 'https://clip.test/';

const { values: options } = parseArgs({
  options: { browser: { type: 'string', default: '/usr/bin/chromium' }, still: { type: 'string' } },
});
const folder = import.meta.dirname;
const browser = await chromium.launch({ executablePath: options.browser, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  await page.route(`${PAGE}**`, (route) =>
    route.request().url() === PAGE
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>clip</title>' })
      : route.fulfill({
          contentType: 'text/javascript',
          body: readFileSync(join(folder, 'clip-page.mjs'), 'utf8'),
        }),
  );
  await page.goto(PAGE);
  const { header, data } = await page.evaluate(async () => (await import('/clip-page.mjs')).makeClip());
  const headerText = `${JSON.stringify(header)}\n`;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length + headerText.length > MOST_BYTES) throw new Error(`${bytes.length} bytes are too many`);
  const still = await page.evaluate(
    async ([head, body]) => (await import('/clip-page.mjs')).decodeFrame(head, body, 20),
    [header, data],
  );
  if (options.still) writeFileSync(options.still, Buffer.from(still, 'base64'));
  writeFileSync(join(folder, 'bot-clip.json'), headerText);
  writeFileSync(join(folder, 'bot-clip.bin'), bytes);
  const { video, audio } = header;
  console.log(
    `${SECONDS} s: ${video.frames.length} frames, ${audio.packets.length} sounds, ${bytes.length} bytes`,
  );
} finally {
  await browser.close();
}
