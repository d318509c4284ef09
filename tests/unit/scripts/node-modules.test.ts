import { sameInstallation } from '../../../scripts/node-modules.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
  'node_modules/only-on-windows': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const zod = { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } };

test('all that is wanted is there; what is for other systems may be missing', () => {
  expect(sameInstallation(wanted, zod)).toBe(true);
});

test.each([
  ['a missing package', {}],
  ['another version', { 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-a' } }],
  [
    'the same version with other content',
    { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-c' } },
  ],
  ['a package nobody wants any more', { ...zod, 'node_modules/left-over': { version: '1.0.0' } }],
])('%s needs an installation', (_case, installed) => {
  expect(sameInstallation(wanted, installed)).toBe(false);
});
