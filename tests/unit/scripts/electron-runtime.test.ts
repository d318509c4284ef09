import { runtimePlace } from '../../../scripts/electron-runtime.mjs';
import { executablePath } from '../../../scripts/package.mjs';

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/locales/de.pak', 'locales/de.pak'],
  ['Cypress/LICENSE.electron.txt', 'LICENSE'],
  ['Cypress/v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
  ['Cypress/browser_v8_context_snapshot.bin', undefined],
  ['Cypress/resources/app/package.json', undefined],
  ['elsewhere', undefined],
])('of the carrier, %s becomes %s', (name, place) => {
  expect(runtimePlace(name)).toBe(place);
});

test.each([
  ['linux', 'x64', 'linux-unpacked/quadrat'],
  ['linux', 'arm64', 'linux-arm64-unpacked/quadrat'],
  ['win32', 'x64', 'win-unpacked/Quadrat.exe'],
  ['darwin', 'arm64', 'mac-arm64/Quadrat.app/Contents/MacOS/Quadrat'],
] as const)('on %s %s the program is %s', (platform, arch, path) => {
  expect(executablePath('demo', platform, arch)).toMatch(new RegExp(`out/demo/${path}$`));
});
