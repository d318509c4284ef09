import { Menu } from 'electron';
import de from './locales/de.json';
import en from './locales/en.json';

/** Sets the application menu in the given language; without a menu its keys (copy, zoom, quit) would not work. */
export function setMenu(language: 'de' | 'en'): void {
  const text = language === 'de' ? de : en;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: text.file, submenu: [{ role: 'quit', label: text.quit }] },
      {
        label: text.edit,
        submenu: [
          { role: 'undo', label: text.undo },
          { role: 'redo', label: text.redo },
          { type: 'separator' },
          { role: 'cut', label: text.cut },
          { role: 'copy', label: text.copy },
          { role: 'paste', label: text.paste },
          { role: 'selectAll', label: text.selectAll },
        ],
      },
      {
        label: text.view,
        submenu: [
          { role: 'zoomIn', label: text.zoomIn },
          { role: 'zoomOut', label: text.zoomOut },
          { role: 'resetZoom', label: text.resetZoom },
          { type: 'separator' },
          { role: 'togglefullscreen', label: text.fullScreen },
        ],
      },
    ]),
  );
}
