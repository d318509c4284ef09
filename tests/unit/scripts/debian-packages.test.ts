import { installedPackages, namesOnRelease } from '../../../scripts/debian-packages.mjs';

const STATUS = `Package: xvfb
Status: install ok installed
Architecture: amd64
Version: 2:21.1.7-3

Package: radicale
Status: deinstall ok config-files
Version: 3.1.8-2

Package: libgtk-3-0t64
Status: hold ok installed
Provides: libgtk-3-0 (= 3.24.49-3), gtk-3-immodules
Description: GIMP toolkit
 Package: not-a-field

Package: dbus
Status: install ok half-configured
`;

test('only what is fully installed counts, with what it provides', () => {
  expect([...installedPackages(STATUS)].sort()).toEqual([
    'gtk-3-immodules',
    'libgtk-3-0',
    'libgtk-3-0t64',
    'xvfb',
  ]);
});

test.each([
  ['ID=debian\nVERSION_ID="12"\n', 'libasound2'],
  ['ID=debian\nVERSION_ID="13"\n', 'libasound2t64'],
  // Debian's testing and unstable have no number.
  ['ID=debian\nVERSION_CODENAME=forky\n', 'libasound2t64'],
  ['ID=ubuntu\nVERSION_ID="22.04"\n', 'libasound2'],
  ['ID=ubuntu\nVERSION_ID="24.04"\n', 'libasound2t64'],
])('on %j it is called %s', (osRelease, name) => {
  expect(namesOnRelease(['libasound2', 'libnss3'], osRelease)).toEqual([name, 'libnss3']);
});
