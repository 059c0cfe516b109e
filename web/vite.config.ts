import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

/**
 * Two builds of one page: `dist` for the server, and with `--mode single` one file that opens offline.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: './',
  plugins: mode === 'single' ? [react(), viteSingleFile()] : [react()],
  build: {
    outDir: mode === 'single' ? 'dist-single' : 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // As they stand: colours for light and dark are said once, with light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Dependencies say "use client" at the top of modules, which is of no use here.
    rollupOptions: {
      onwarn: (warning, warn) =>
        warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning),
    },
  },
}));
