import { shell } from 'electron';

/** Shows a file in the system's file manager, in its folder; nothing is opened. */
export function showInFileManager(path: string): void {
  shell.showItemInFolder(path);
}
