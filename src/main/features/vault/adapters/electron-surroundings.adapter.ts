import { type BrowserWindow, powerMonitor } from 'electron';
import { IdleTime } from '../idle-time.service';
import type { Clock, Surroundings } from '../vault.ports';
import { listenToLinuxSession } from './linux-session.adapter';

/**
 * What Electron and the system tell of the machine and of the window. Ctrl+L (on macOS Cmd+L) in the window locks; no
 * key is taken from other programs.
 */
export function createElectronSurroundings(window: BrowserWindow, clock: Pick<Clock, 'now'>): Surroundings {
  const idle = new IdleTime(
    () => powerMonitor.getSystemIdleTime(),
    () => clock.now().getTime(),
  );
  const page = window.webContents;
  page.on('input-event', () => idle.touched());
  return {
    idleSeconds: () => idle.seconds,
    listen(heard) {
      powerMonitor.on('suspend', () => heard('suspend'));
      powerMonitor.on('shutdown', () => heard('shutdown'));
      // Windows tells it to windows alone.
      window.on('session-end', () => heard('shutdown'));
      if (process.platform === 'linux') {
        listenToLinuxSession(process.env, heard);
      } else {
        powerMonitor.on('lock-screen', () => heard('screen-lock'));
        // Somebody else of this Mac is at it now.
        powerMonitor.on('user-did-resign-active', () => heard('screen-lock'));
      }
      page.on('before-input-event', (event, input) => {
        const command = process.platform === 'darwin' ? input.meta : input.control;
        const others = process.platform === 'darwin' ? input.control : input.meta;
        const isPlain = command && !others && !input.alt && !input.shift;
        if (input.type !== 'keyDown' || !isPlain || input.key.toLowerCase() !== 'l') return;
        event.preventDefault();
        heard('hotkey');
      });
    },
  };
}
