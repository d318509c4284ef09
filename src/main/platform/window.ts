import { join } from 'node:path';
import { app, BrowserWindow, type BrowserWindowConstructorOptions, type Session } from 'electron';

/** What no window may differ in. */
const SAFE_PREFERENCES = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableDialogs: true,
});

/** How windows may differ. Sizes in device-independent pixels. */
export interface WindowForm {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly minWidth?: number;
  readonly minHeight?: number;
  /** CSS colour shown until the page paints. */
  readonly backgroundColor: string;
  readonly session: Session;
  /** True for our own pages alone: gives them the IPC wire. */
  readonly wired: boolean;
  readonly parent?: BrowserWindow;
}

/** Makes a window, hidden until its first paint. The only `new BrowserWindow` there is. */
export function openWindow(form: WindowForm): BrowserWindow {
  const { session, wired, ...shape } = form;
  const options: BrowserWindowConstructorOptions = {
    ...shape,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      ...SAFE_PREFERENCES,
      session,
      ...(wired ? { preload: join(app.getAppPath(), 'out/preload/index.cjs') } : {}),
    },
  };
  const window = new BrowserWindow(options);
  window.once('ready-to-show', () => window.show());
  return window;
}
