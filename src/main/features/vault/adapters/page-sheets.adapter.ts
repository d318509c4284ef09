import type { BrowserWindow } from 'electron';
import type { Sheets } from '../vault.ports';

/** Prints what the window's page shows for printing (its styles for `print` say what that is). */
export function createPageSheets(window: BrowserWindow): Sheets {
  const page = window.webContents;
  return {
    async print() {
      const printers = await page.getPrintersAsync().catch(() => []);
      if (printers.length === 0) return 'no-printer';
      return new Promise((resolve) =>
        page.print({ silent: false, printBackground: true }, (isPrinted, reason) => {
          if (isPrinted) resolve('done');
          // Chromium's words for it; they are not translated.
          else resolve(/cancel/i.test(reason) ? 'cancelled' : 'unreadable');
        }),
      );
    },
    pdf: () => page.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true }),
  };
}
