import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = (path: string) => resolve(import.meta.dirname, path);

/** Has native code and stays outside the bundles. Everything else goes in: beside the archive lies what runs, and no tree of packages. */
const nativePackages = /^(better-sqlite3|keytar|@node-rs\/argon2)(\/|$)/;

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: here('out/main'),
      emptyOutDir: true,
      target: 'node18',
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: {
        external: nativePackages,
        input: {
          index: here('main/index.ts'),
          engine: here('main/engine/index.ts'),
          worker: here('main/engine/worker.ts'),
        },
        // What two entries share lies beside them, so that an address relative to `import.meta.url` holds in it too.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: here('out/preload'),
      target: 'node18',
      rolldownOptions: {
        input: { index: here('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [react()],
    publicDir: false,
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      minify: true,
      assetsInlineLimit: 0,
      // From the disk, not from a network.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: { index: here('renderer/index.html') } },
    },
  },
});
