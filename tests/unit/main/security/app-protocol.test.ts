import { fileOf } from '../../../../src/main/security/app-protocol';

const FOLDER = '/opt/quadrat/renderer';

test('gives the file of our own addresses', () => {
  expect(fileOf('app://quadrat/', FOLDER)).toBe('/opt/quadrat/renderer/index.html');
  expect(fileOf('app://quadrat/assets/main.js?x=1#y', FOLDER)).toBe('/opt/quadrat/renderer/assets/main.js');
});

test.each([
  'app://quadrat/..%2f..%2fetc/passwd.js',
  'app://quadrat/%2e%2e/%2e%2e/main/index.js',
  'app://quadrat/assets/..%5c..%5cmain.js',
  'app://quadrat/%00index.html',
  'app://quadrat/%E0%A4%A.js',
  'app://quadrat/index.html.map',
  'app://quadrat/package',
  'app://elsewhere/index.html',
  'file:///opt/quadrat/renderer/index.html',
  'not an address',
])('gives nothing for %s', (url) => {
  const file = fileOf(url, FOLDER);
  // `%2e%2e` is folded away by the URL standard itself: what is left stays inside the folder.
  expect(file === undefined || file.startsWith(`${FOLDER}/`)).toBe(true);
  if (!url.includes('%2e%2e')) expect(file).toBeUndefined();
});
