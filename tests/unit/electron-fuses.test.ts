import { readFileSync } from 'node:fs';
import { FuseV1Options } from '@electron/fuses';

/** `RunAsNode` of @electron/fuses is `runAsNode` for electron-builder. */
const inBuilderSpelling = (fuse: string) => fuse.charAt(0).toLowerCase() + fuse.slice(1);

function configuredFuses(): Record<string, boolean> {
  const text = readFileSync('electron-builder.yml', 'utf8');
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']),
  );
}

test('every fuse Electron knows is set on purpose', () => {
  // electron-builder 26 cannot set this one; its default (trap handlers on) is the safe side.
  const beyondBuilder = new Set(['wasmTrapHandlers']);
  const known = Object.keys(FuseV1Options)
    .filter((name) => Number.isNaN(Number(name)))
    .map(inBuilderSpelling)
    .filter((name) => !beyondBuilder.has(name));
  expect(Object.keys(configuredFuses()).sort()).toEqual(known.sort());
});

test('the fuses are set to the safe side', () => {
  expect(configuredFuses()).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});
