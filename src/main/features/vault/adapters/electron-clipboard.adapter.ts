import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as electron from 'electron';
import type { PutText, SystemClipboard } from '../vault.ports';

/** How each system is told that a text is not for clipboard histories, nor for other machines. */
const HINTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Microsoft Learn, "Clipboard formats: cloud clipboard and clipboard history formats": DWORDs of 0.
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
    CanIncludeInClipboardHistory: '\0\0\0\0',
    CanUploadToCloudClipboard: '\0\0\0\0',
  },
  // nspasteboard.org
  darwin: { 'org.nspasteboard.ConcealedType': '1', 'org.nspasteboard.TransientType': '1' },
  // Klipper of KDE, and what has taken it over since.
  linux: { 'x-kde-passwordManagerHint': 'secret' },
};

/**
 * The system's clipboard. Only Electron 44 and later can put a text and a mark beside it there in one go; before
 * that, any second format would take the text's place, so there the text stands without a mark. The X11 selection
 * that a mouse makes is never touched.
 */
export function createElectronClipboard(platform: NodeJS.Platform): SystemClipboard {
  return {
    async put(secret) {
      const text = Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength).toString('utf8');
      secret.fill(0);
      try {
        await write(text, HINTS[platform] ?? {});
        return remember(text);
      } catch {
        return undefined;
      }
    },
  };
}

async function write(text: string, hints: Readonly<Record<string, string>>): Promise<void> {
  const { clipboard } = electron;
  if (!('ClipboardItem' in electron)) return clipboard.writeText(text);
  const marks = Object.entries(hints).map(([name, value]) => [
    `electron application/osclipboard;format="${name}"`,
    value,
  ]);
  await clipboard.write([new electron.ClipboardItem({ 'text/plain': text, ...Object.fromEntries(marks) })]);
}

/** Remembers a text by a keyed hash: what stays in memory tells nobody the text. */
function remember(text: string): PutText {
  const key = randomBytes(32);
  // Windows makes CR LF of every LF.
  const hashOf = (one: string) => createHmac('sha256', key).update(one.replaceAll('\r', '')).digest();
  const ours = hashOf(text);
  return {
    async clear() {
      // A clipboard that cannot be read holds nothing that could be told to be ours.
      const now = await Promise.resolve(electron.clipboard.readText()).catch(() => '');
      if (timingSafeEqual(hashOf(now), ours)) electron.clipboard.clear();
    },
  };
}
