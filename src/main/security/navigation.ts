import type { App, WebContents } from 'electron';
import type { Log } from '../platform/log';

/** Decides for one web contents whether it may go to a URL. */
export type Allowance = (url: string, isMainFrame: boolean) => boolean;

const allowances = new WeakMap<WebContents, Allowance>();

/** Lets one web contents navigate where the allowance says; without one it may go nowhere. */
export function allowNavigation(contents: WebContents, allowance: Allowance): void {
  allowances.set(contents, allowance);
}

/** Holds every web contents that is ever made: no navigation without allowance, no windows, no webviews. */
export function restrictNavigation(app: App, log: Log): void {
  app.on('web-contents-created', (_, contents) => {
    const hold = (details: { url: string; isMainFrame: boolean; preventDefault(): void }) => {
      if (allowances.get(contents)?.(details.url, details.isMainFrame)) return;
      details.preventDefault();
      log.note('NAV-100', { held: 'navigation' });
    };
    contents.on('will-frame-navigate', hold);
    contents.on('will-redirect', hold);
    contents.setWindowOpenHandler(() => {
      log.note('NAV-100', { held: 'window' });
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      log.note('NAV-100', { held: 'webview' });
    });
  });
}
