import type { BrowserWindow } from 'electron';
import type { Log } from './log';

/** A page that crashes more often than this does not crash by accident. */
const MOST_RELOADS = 3;

/**
 * Loads the window's page again when its process has crashed or was killed, so that nobody is left with an empty
 * window. Who is signed in and what is set live in main and are still there.
 */
export function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_, { reason }) => {
    log.note('APP-501', { reason, reloads });
    if (reason === 'clean-exit' || reloads >= MOST_RELOADS) return;
    reloads += 1;
    window.webContents.reload();
  });
}
