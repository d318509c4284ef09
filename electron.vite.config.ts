import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Three bundles, one per process. Only native modules stay outside: everything else is bundled and pinned. */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      minify: true,
      rollupOptions: {
        input: {
          index: resolve(import.meta.dirname, 'src/main/index.ts'),
          // Runs in a process of its own.
          keeper: resolve(import.meta.dirname, 'src/main/features/vault/keeper/keeper-process.ts'),
        },
        external: ['electron', 'keytar', 'libsql', '@node-rs/argon2'],
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      rollupOptions: {
        input: { index: resolve(import.meta.dirname, 'src/preload/index.ts') },
        // A sandboxed preload has CommonJS only.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: resolve(import.meta.dirname, 'src/renderer/index.html') } },
    },
  },
});
