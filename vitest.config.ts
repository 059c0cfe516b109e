import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      'headend/testing': fileURLToPath(new URL('./src/testing/index.ts', import.meta.url)),
      headend: fileURLToPath(new URL('./src/sim/api.ts', import.meta.url)),
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves one core free, which on two is half of them.
    maxWorkers: '100%',
  },
});
