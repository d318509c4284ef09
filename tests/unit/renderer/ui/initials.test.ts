import { initialsOf } from '../../../../src/renderer/ui/initials';

test.each([
  ['Amira Yıldız', 'AY'],
  ['Katharina von der Brandt', 'KB'],
  ['Jonas Weber (IT)', 'JW'],
  ['ömer', 'Ö'],
  ['𝒜da 𝓑', '𝒜𝓑'],
  ['', ''],
])('%s has the initials %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
