import { readFileSync } from 'node:fs';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** npm leaves out of the lock file what it cannot find on the registry; then `npm ci` fails, or another system. */
test('the lock file names the packages of every system, not only those of the machine it was made on', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const isLocked = (place: string, name: string): boolean => {
    if (`${place}${place && '/'}node_modules/${name}` in packages) return true;
    if (place === '') return false;
    return isLocked(place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))), name);
  };
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(place, name)),
  );
  expect(missing).toEqual([]);
});
