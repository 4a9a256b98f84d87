import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { trimUswds } from './uswds-trim.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The page that the offline viewer starts from travels beside its script; who builds a bundle fills it in. */
function startHere(): Plugin {
  return {
    name: 'akta-start-here',
    applyToEnvironment: (environment) => environment.name === 'viewer',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'START-HERE.html',
        source: readFileSync(here('src/viewer/START-HERE.html'), 'utf8'),
      });
    },
  };
}

/**
 * Two entries of one set of components. `client` is the workspace, served at `/`. `viewer` opens from disk, where
 * module scripts and fetch do not work: one classic script, one style sheet, nothing else.
 */
export default defineConfig({
  root: here('.'),
  plugins: [react(), startHere()],
  css: {
    transformer: 'lightningcss',
    // Its types name every CSS construct; the visitor names only those it touches.
    lightningcss: { visitor: trimUswds as never },
  },
  // One file each: a bundle is opened from disk, and the workspace from the same machine.
  build: { chunkSizeWarningLimit: 1_000 },
  builder: {},
  environments: {
    client: {
      build: { outDir: 'dist/workspace', emptyOutDir: true, rolldownOptions: { input: here('index.html') } },
    },
    viewer: {
      consumer: 'client',
      build: {
        outDir: 'dist/viewer',
        emptyOutDir: true,
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        modulePreload: false,
        cssCodeSplit: false,
        rolldownOptions: {
          input: here('src/viewer/main.tsx'),
          output: { format: 'iife', entryFileNames: 'viewer.js', assetFileNames: 'viewer[extname]' },
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
});
