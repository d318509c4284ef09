import { app, Menu, nativeImage, Tray } from 'electron';
import small from '../../../assets/icons/16x16.png?asset';
import large from '../../../assets/icons/32x32.png?asset';
import { connectBus, sessionBusSocket } from './dbus/dbus-connection';
import de from './locales/de.json';
import en from './locales/en.json';

/** Who shows tray icons on a Linux desktop goes by this name (StatusNotifierItem specification). */
const TRAY_HOST = 'org.kde.StatusNotifierWatcher';

/** What the tray's menu can do. */
export interface TrayActs {
  show(): void;
  /** Locks the vault. */
  lock(): void;
  quit(): void;
}

/** The client's icon where the system shows what runs without a window. */
export interface ClientTray {
  setLanguage(language: 'de' | 'en'): void;
  remove(): void;
}

/**
 * Whether this desktop shows tray icons. A window that is hidden where it does not would be lost to the person: on
 * Linux the session's bus is asked, Windows and macOS always do.
 */
export async function hasTray(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const socket = sessionBusSocket(process.env);
  const line = socket === undefined ? undefined : await connectBus(socket, () => {});
  const isThere = (await line?.hasOwner(TRAY_HOST)) ?? false;
  line?.end();
  return isThere;
}

/** Puts the icon there. Only to be called where {@link hasTray}. */
export function createTray(acts: TrayActs, language: 'de' | 'en'): ClientTray {
  // The menu bar of macOS takes an icon as large as it is.
  const icon = process.platform === 'darwin' ? small : large;
  const tray = new Tray(nativeImage.createFromPath(icon));
  tray.setToolTip(app.name);
  // On Linux a click opens the menu by itself.
  tray.on('click', acts.show);
  const setLanguage = (one: 'de' | 'en') => {
    const text = one === 'de' ? de : en;
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: text.show, click: acts.show },
        { label: text.lockVault, click: acts.lock },
        { type: 'separator' },
        { label: text.quit, click: acts.quit },
      ]),
    );
  };
  setLanguage(language);
  return { setLanguage, remove: () => tray.destroy() };
}
