import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Powers that have one room each; whoever needs one asks there. */
const POWERS: readonly (readonly [power: string, pattern: RegExp, rooms: readonly string[]])[] = [
  ['windows', /new (BrowserWindow|BrowserView|WebContentsView)\b/, ['src/main/platform/window.ts']],
  ['the system’s programs', /\bshell\.(openExternal|openPath)\b|\bopenExternal\(/, []],
  ['the wire of the page', /\bipcRenderer\b/, ['src/preload/index.ts']],
  ['calls from all windows at once', /\bipcMain\b/, []],
  ['answers to calls', /\.ipc\.handle\(/, ['src/main/ipc/switchboard.ts']],
  ['Chromium’s switches', /commandLine\.appendSwitch/, ['src/main/security/egress.ts']],
  ['the ways of sessions', /\.setProxy\b/, ['src/main/security/egress.ts']],
  ['trust in servers', /setCertificateVerifyProc/, ['src/main/security/city-certificates.ts']],
  ['permissions', /setPermission(Request|Check)Handler/, ['src/main/security/permissions.ts']],
  ['child processes', /from 'node:child_process'/, []],
  [
    'the file manager',
    /\bshell\.showItemInFolder/,
    ['src/main/features/vault/adapters/system-file-manager.adapter.ts'],
  ],
  [
    'utility processes',
    /\butilityProcess\.fork/,
    ['src/main/features/vault/adapters/utility-keeper.adapter.ts'],
  ],
  [
    'sockets',
    /from 'node:net'/,
    ['src/main/security/node-network-guard.ts', 'src/main/platform/dbus/dbus-connection.ts'],
  ],
];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => join('src', path).replaceAll('\\', '/'));

/** Without comments: they may speak of everything. */
function codeOf(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

test.each(POWERS)('one room alone holds %s', (_, pattern, rooms) => {
  const users = files.filter((path) => pattern.test(codeOf(path)));
  expect(users.sort()).toEqual([...rooms].sort());
});
